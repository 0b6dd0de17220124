// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Bytes as text. Decoders are strict: exactly one text per byte string is accepted (no padding bits
// set, no white space, no foreign characters), so a text that was hashed or signed is unambiguous.

#include "shared/bytes.h"
#include "shared/result.h"

#include <string>

namespace distanskoll::crypto {

/// RFC 4648 section 5 without padding.
[[nodiscard]] std::string base64url_encode(ByteView data);
[[nodiscard]] Result<Bytes> base64url_decode(std::string_view text);
/// The 43 characters of a SHA-256 value.
[[nodiscard]] Result<Digest> base64url_decode_digest(std::string_view text);

/// RFC 4648 section 4 with padding, on one line.
[[nodiscard]] std::string base64_encode(ByteView data);
/// As base64_encode writes it; `ignore_line_breaks` also takes CR and LF anywhere (RFC 7030
/// bodies).
[[nodiscard]] Result<Bytes> base64_decode(std::string_view text, bool ignore_line_breaks = false);

/// Lower-case hexadecimal.
[[nodiscard]] std::string hex_encode(ByteView data);
[[nodiscard]] Result<Bytes> hex_decode(std::string_view text);

}  // namespace distanskoll::crypto
