// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Recognises addresses in a text, for clean.h: how long the one that begins at a place is, 0 when
// none does. By their form alone, so that nothing needs to be known of networks; "10:31:22" and
// "6.1.0-18" are none. Texts are in small letters. Pure.

#include <cstddef>
#include <string_view>

namespace distanskoll::agent {

/// IPv4, IPv6, or MAC (pairs with colons or hyphens).
[[nodiscard]] std::size_t network_address_at(std::string_view lowered, std::size_t at);
/// NAME@HOST.TLD
[[nodiscard]] std::size_t mail_at(std::string_view lowered, std::size_t at);

}  // namespace distanskoll::agent
