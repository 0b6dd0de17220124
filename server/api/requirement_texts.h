// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What requirements are called, why they are there and how a fault is mended, in both languages:
// of measured ones as the policy says, of agreement ones as below, because a policy names those by
// their kind alone. Pure.

#include "shared/policy/policy.h"

#include <string_view>

#include <boost/json/object.hpp>

namespace distanskoll::server::api {

struct RequirementTexts {
  policy::LocalText title;
  policy::LocalText why;
  policy::LocalText remedy;
};
[[nodiscard]] RequirementTexts texts_of(policy::AgreementRequirementKind kind);
/// By the id that results name. An id that the policy does not have (of an older one) is its own
/// title, and nothing more is known of it. `policy` may be null.
[[nodiscard]] RequirementTexts texts_of(const policy::Policy* policy, std::string_view id);
[[nodiscard]] boost::json::object local(const policy::LocalText& text);  ///< {"sv","en"}

}  // namespace distanskoll::server::api
