// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Why a SCIM request is not done, and answers in SCIM's form (RFC 7644 section 3.12): a status, one
// of its words for what is wrong, and a sentence for whoever configures the client. Everything of
// SCIM that is not kept here is 501 with the reason. Plain values, thread-safe.

#include "server/net/message.h"
#include "shared/result.h"

#include <string>
#include <string_view>

#include <boost/json/object.hpp>
#include <boost/system/result.hpp>

namespace distanskoll::server::scim {

struct Fault {
  unsigned status = 400;
  std::string_view type;  ///< scimType; empty: the status says it
  std::string detail;
};
template <class T>
using Read = boost::system::result<T, Fault>;

[[nodiscard]] Fault invalid_syntax(std::string detail);
[[nodiscard]] Fault invalid_value(std::string detail);
[[nodiscard]] Fault invalid_filter(std::string detail);
[[nodiscard]] Fault invalid_path(std::string detail);
[[nodiscard]] Fault mutability(std::string detail);
[[nodiscard]] Fault uniqueness(std::string detail);
[[nodiscard]] Fault no_such_user();
/// 501.
[[nodiscard]] Fault not_here(std::string detail);
/// An error of the product's own with the status that it has elsewhere.
[[nodiscard]] Fault fault_of(const Error& error);

[[nodiscard]] net::Response answer(const Fault& fault);
[[nodiscard]] net::Response answer(unsigned status, const boost::json::object& body);

/// A Fault in a result's place is an answer to be sent, never thrown.
[[noreturn]] void throw_exception_from_error(const Fault& fault, const boost::source_location& at);

}  // namespace distanskoll::server::scim
