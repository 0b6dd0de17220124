// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The one check in front of every handler (architecture.md "Contracts"): Beast's parser accepts
// what these functions refuse. They look at the raw bytes of a request's head and at its fields,
// decide purely, and name what is wrong. Every refusal is a 400 and ends the connection.

#include "server/net/message.h"
#include "shared/result.h"

#include <string_view>

namespace distanskoll::server::net {

/// The raw head (with its empty line): lines end in CRLF and in nothing else, no line is folded, no
/// control characters.
[[nodiscard]] Result<void> check_raw_head(std::string_view head);

/// Origin form of at most limits::kTargetBytes, visible ASCII, no fragment, no "//", "." or ".."
/// segments. Sets target, path and query.
[[nodiscard]] Result<void> take_target(std::string_view target, Request& request);

/// Of the fields as parsed: exactly one Host that looks like one; Transfer-Encoding absent or once
/// exactly `chunked` and then no Content-Length; no Content-Encoding but identity; no Trailer; no
/// Upgrade.
[[nodiscard]] Result<void> check_fields(const Request& request);

}  // namespace distanskoll::server::net
