// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Recognizes Swedish personnummer and samordningsnummer (folkbokföringslagen 18 and 18 a §§), in
// order to keep them out: the product needs none, and what it does not have cannot leak. It does
// not read, check or keep them. heading.h refuses columns of them, cells.h single ones. Pure,
// thread-safe, cannot fail.

#include <string_view>

namespace distanskoll::server::agreements::imports {

/// How sure one can be. A personal number has a day that exists (60 is added to it in a
/// samordningsnummer) and Luhn's digit; YYYYMMDDNNNN and a hyphen or plus make it plain, ten bare
/// digits can be something else.
enum class PersonalNumber { kNo, kPerhaps, kPlain };

/// The whole text.
[[nodiscard]] PersonalNumber personal_number(std::string_view text);

/// A plain one anywhere in the text.
[[nodiscard]] bool contains_personal_number(std::string_view text);

/// Digits that may be one, anywhere, plain or not and Luhn's digit right or wrong: what is only
/// shown is hidden too often rather than too seldom.
[[nodiscard]] bool may_hold_personal_number(std::string_view text);

/// A heading that names them; `key` is a heading_key().
[[nodiscard]] bool names_personal_numbers(std::string_view key);

}  // namespace distanskoll::server::agreements::imports
