// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What a request says about the form it wants a file in: content codings (RFC 9110 section 12.5.3)
// and the contents it has already (section 13.1.2). Pure functions over untrusted header text; what
// cannot be read counts as not said.

#include <string_view>

namespace distanskoll::server::pages {

/// Whether `coding` ("br", "gzip") may be sent, by name or by "*", with a weight above 0.
[[nodiscard]] bool accepts(std::string_view accept_encoding, std::string_view coding);

/// Whether `etag` (with its quotes) is among the If-None-Match list, or the list is "*".
[[nodiscard]] bool has_already(std::string_view if_none_match, std::string_view etag);

}  // namespace distanskoll::server::pages
