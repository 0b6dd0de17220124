// SPDX-License-Identifier: EUPL-1.2
#pragma once
// How a report names its user (evidence.md): base64url of the first 16 bytes of
// HMAC-SHA-256(k, login), k = HMAC-SHA-256(pseudonym_key, device id). The collector alone has
// pseudonym_key; a laptop gets its own k with its certificate. Pure, thread-safe.

#include "shared/bytes.h"

#include <string>
#include <string_view>

namespace distanskoll::report {

[[nodiscard]] Digest device_pseudonym_key(ByteView pseudonym_key, std::string_view device_id);

/// `login`: the UPN, else the account name; a domain in front of a backslash is dropped, ASCII
/// letters are lowered, the rest is taken as the NFC text that the system gave. 22 characters.
[[nodiscard]] std::string pseudonym(const Digest& device_key, std::string_view login);

}  // namespace distanskoll::report
