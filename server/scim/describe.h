// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What SCIM clients ask first (RFC 7644 section 4): what is done here, which resources there are
// and which attributes they have. Made from attribute.h, so that it says what is so. Pure,
// thread-safe.

#include <optional>
#include <string_view>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

namespace distanskoll::server::scim {

[[nodiscard]] boost::json::object service_provider();
[[nodiscard]] boost::json::object user_type();
/// Nothing: there is no such schema.
[[nodiscard]] std::optional<boost::json::object> schema(std::string_view id);
[[nodiscard]] boost::json::object all_types();
[[nodiscard]] boost::json::object all_schemas();

/// A ListResponse of these resources.
[[nodiscard]] boost::json::object list_of(boost::json::array resources, std::size_t total,
                                          std::size_t start);

}  // namespace distanskoll::server::scim
