// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Small questions about text that several parsers ask, each answered once. Pure functions,
// thread-safe; they cannot fail: text that is not of the form is simply not.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace distanskoll {

/// An id as evaluation.md defines every id, unit, role and device: `[A-Za-z0-9._:@-]{1,64}`.
[[nodiscard]] bool is_id(std::string_view text);

/// A closed word of ours (state, reason, kind): `[a-z0-9_]{1,64}`.
[[nodiscard]] bool is_token(std::string_view text);

/// Well-formed UTF-8 (RFC 3629: no surrogates, no overlong form) without control characters.
[[nodiscard]] bool is_printable_utf8(std::string_view text);

/// A decimal number without sign, blanks or leading zeros that fits; otherwise nothing.
[[nodiscard]] std::optional<std::uint64_t> parse_unsigned(std::string_view text);

}  // namespace distanskoll
