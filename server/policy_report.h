// SPDX-License-Identifier: EUPL-1.2
#pragma once
// How the difference between two policies reads: as a page for whoever is to decide, in Swedish or
// English, and as JSON with the policy file's own words. For `policy diff`. Decides nothing
// (shared/policy/policy_diff.h does); pure, thread-safe, cannot fail.

#include "shared/language.h"
#include "shared/policy/policy_diff.h"

#include <string>

#include <boost/json/object.hpp>

namespace distanskoll::server {

[[nodiscard]] std::string policy_diff_page(const policy::Policy& before,
                                           const policy::Policy& after, Language language);

/// {"from":{"id","version","sha256"},"to":{…},"changes":[{"part","id","change","title","for_before",
/// "for_after","fields":[{"name","before","after","effect"}]}]}; what is absent is null.
[[nodiscard]] boost::json::object policy_diff_json(const policy::Policy& before,
                                                   const policy::Policy& after);

/// What people call a key of a policy file ("tolerance_seconds", "why.sv"); empty when there is no
/// word for it.
[[nodiscard]] std::string_view policy_key_text(Language language, std::string_view key);

}  // namespace distanskoll::server
