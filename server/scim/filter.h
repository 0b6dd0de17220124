// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The filters of GET /scim/v2/Users that Entra ID uses to find a person again: `userName eq "…"`
// and `externalId eq "…"` (RFC 7644 section 3.4.2.2, of which no more is done). Pure, thread-safe.

#include "server/scim/attribute.h"

#include <string>
#include <string_view>

namespace distanskoll::server::scim {

struct Filter {
  Attribute attribute = Attribute::kUserName;  ///< or kExternalId
  std::string value;
};
/// invalidFilter for what is none, 501 for what is one and not done here.
[[nodiscard]] Read<Filter> parse_filter(std::string_view text);

}  // namespace distanskoll::server::scim
