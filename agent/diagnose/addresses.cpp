// SPDX-License-Identifier: EUPL-1.2
#include "agent/diagnose/addresses.h"

#include <algorithm>
#include <optional>

namespace distanskoll::agent {
namespace {

constexpr std::size_t kMacLetters = 17;
constexpr std::size_t kIpv6Groups = 8;
constexpr std::size_t kGroupLetters = 4;
constexpr std::string_view kShortened = "::";
constexpr std::string_view kMailLetters = "abcdefghijklmnopqrstuvwxyz0123456789._%+-";

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); }
bool is_alnum(char c) { return is_digit(c) || (c >= 'a' && c <= 'z'); }
char at_or_end(std::string_view text, std::size_t at) { return at < text.size() ? text[at] : '\0'; }

std::size_t mac_length(std::string_view rest) {
  if (rest.size() < kMacLetters || (rest[2] != ':' && rest[2] != '-')) return 0;
  for (std::size_t i = 0; i < kMacLetters; ++i) {
    if (i % 3 == 2 ? rest[i] != rest[2] : !is_hex(rest[i])) return 0;
  }
  const char next = at_or_end(rest, kMacLetters);
  return is_alnum(next) || next == rest[2] ? 0 : kMacLetters;
}

std::size_t ipv4_length(std::string_view rest) {
  std::size_t at = 0;
  for (int part = 0; part < 4; ++part) {
    if (part > 0 && at_or_end(rest, at++) != '.') return 0;
    std::size_t digits = 0;
    unsigned value = 0;
    for (; digits < 3 && is_digit(at_or_end(rest, at + digits)); ++digits) {
      value = value * 10 + static_cast<unsigned>(rest[at + digits] - '0');
    }
    if (digits == 0 || value > 255) return 0;
    at += digits;
  }
  const char next = at_or_end(rest, at);
  if (is_alnum(next) || (next == '.' && is_digit(at_or_end(rest, at + 1)))) return 0;
  return at;
}

/// Of what stands before a group of an IPv6 address: "::", ":", or no letter before the first.
/// Nothing: the address ends here.
std::optional<std::size_t> separator_length(std::string_view rest, std::size_t at, bool first) {
  if (rest.substr(at).starts_with(kShortened)) return kShortened.size();
  if (rest[at] == ':') {
    if (first || !is_hex(at_or_end(rest, at + 1))) return std::nullopt;
    return 1;
  }
  if (!first && rest[at - 1] != ':') return std::nullopt;
  return 0;
}

/// Eight groups, or fewer with one "::"; the last two may be an IPv4 address.
std::size_t ipv6_length(std::string_view rest) {
  std::size_t at = 0;
  std::size_t groups = 0;
  bool shortened = false;
  while (at < rest.size()) {
    const auto separator = separator_length(rest, at, groups == 0);
    if (!separator) break;
    if (*separator == kShortened.size()) {
      if (shortened) return 0;
      shortened = true;
    }
    at += *separator;
    if (groups > 0 || shortened) {
      if (const std::size_t v4 = ipv4_length(rest.substr(at)); v4 > 0) {
        return shortened || groups + 2 == kIpv6Groups ? at + v4 : 0;
      }
    }
    std::size_t letters = 0;
    while (letters <= kGroupLetters && is_hex(at_or_end(rest, at + letters))) ++letters;
    if (letters > kGroupLetters) return 0;
    if (letters == 0) break;
    at += letters;
    ++groups;
  }
  const bool whole = shortened ? groups < kIpv6Groups : groups == kIpv6Groups;
  return whole && !is_alnum(at_or_end(rest, at)) ? at : 0;
}

}  // namespace

std::size_t network_address_at(std::string_view lowered, std::size_t at) {
  const char before = at == 0 ? '\0' : lowered[at - 1];
  if (is_alnum(before)) return 0;
  const std::string_view rest = lowered.substr(at);
  if (const std::size_t mac = mac_length(rest); mac > 0) return mac;
  if (const std::size_t v6 = ipv6_length(rest); v6 > 0) return v6;
  return before == '.' ? 0 : ipv4_length(rest);
}

std::size_t mail_at(std::string_view lowered, std::size_t at) {
  const auto is_mail_letter = [](char c) { return kMailLetters.find(c) != std::string_view::npos; };
  if (at > 0 && is_mail_letter(lowered[at - 1])) return 0;
  const std::string_view rest = lowered.substr(at);
  const std::size_t sign = rest.find_first_not_of(kMailLetters);
  if (sign == std::string_view::npos || sign == 0 || rest[sign] != '@') return 0;
  if (!is_alnum(at_or_end(rest, sign + 1))) return 0;
  std::size_t end = sign + 1;
  bool dotted = false;
  while (end < rest.size() && (is_alnum(rest[end]) || rest[end] == '-' || rest[end] == '.')) {
    dotted = dotted || (rest[end] == '.' && is_alnum(at_or_end(rest, end + 1)));
    ++end;
  }
  while (rest[end - 1] == '.') --end;
  return dotted ? end : 0;
}

}  // namespace distanskoll::agent
