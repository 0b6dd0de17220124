// SPDX-License-Identifier: EUPL-1.2
#include "shared/crypto/encoding.h"

#include <algorithm>
#include <array>

namespace distanskoll::crypto {
namespace {

constexpr std::string_view kStandard =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view kUrl =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::string_view kHex = "0123456789abcdef";
constexpr std::uint8_t kForeign = 0xFF;

/// Value of every character of an alphabet, kForeign for the others.
constexpr std::array<std::uint8_t, 256> values_of(std::string_view alphabet) {
  std::array<std::uint8_t, 256> values{};
  values.fill(kForeign);
  for (std::size_t i = 0; i < alphabet.size(); ++i) {
    values[static_cast<unsigned char>(alphabet[i])] = static_cast<std::uint8_t>(i);
  }
  return values;
}
constexpr auto kStandardValues = values_of(kStandard);
constexpr auto kUrlValues = values_of(kUrl);
constexpr auto kHexValues = values_of(kHex);

Error malformed(std::string_view what) { return {ErrorCode::kMalformed, std::string(what)}; }

/// Without padding.
std::string encode64(ByteView data, std::string_view alphabet) {
  std::string text;
  text.reserve((data.size() + 2) / 3 * 4);
  std::uint32_t held = 0;
  unsigned bits = 0;
  for (const std::uint8_t byte : data) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 6) {
      bits -= 6;
      text.push_back(alphabet[(held >> bits) & 63U]);
    }
  }
  if (bits > 0) text.push_back(alphabet[(held << (6 - bits)) & 63U]);
  return text;
}

/// Without padding.
Result<Bytes> decode64(std::string_view text, const std::array<std::uint8_t, 256>& values) {
  if (text.size() % 4 == 1) return malformed("base64 text of an impossible length");
  Bytes bytes;
  bytes.reserve(text.size() / 4 * 3 + 2);
  std::uint32_t held = 0;
  unsigned bits = 0;
  for (const char character : text) {
    const std::uint8_t value = values[static_cast<unsigned char>(character)];
    if (value == kForeign) return malformed("a character that is not base64");
    held = (held << 6) | value;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes.push_back(static_cast<std::uint8_t>(held >> bits));
    }
  }
  if ((held & ((1U << bits) - 1U)) != 0) return malformed("base64 text with stray last bits");
  return bytes;
}

}  // namespace

std::string base64url_encode(ByteView data) { return encode64(data, kUrl); }

Result<Bytes> base64url_decode(std::string_view text) { return decode64(text, kUrlValues); }

Result<Digest> base64url_decode_digest(std::string_view text) {
  Digest digest;
  if (text.size() != 43) return malformed("a SHA-256 value is 43 characters of base64url");
  const Result<Bytes> bytes = base64url_decode(text);
  if (!bytes) return bytes.error();
  std::ranges::copy(*bytes, digest.begin());
  return digest;
}

std::string base64_encode(ByteView data) {
  std::string text = encode64(data, kStandard);
  text.append((4 - text.size() % 4) % 4, '=');
  return text;
}

Result<Bytes> base64_decode(std::string_view text, bool ignore_line_breaks) {
  std::string joined;
  if (ignore_line_breaks) {
    joined = text;
    std::erase_if(joined, [](char c) { return c == '\r' || c == '\n'; });
    text = joined;
  }
  if (text.size() % 4 != 0) return malformed("base64 text without its padding");
  for (int i = 0; i < 2 && text.ends_with('='); ++i) text.remove_suffix(1);
  return decode64(text, kStandardValues);
}

std::string hex_encode(ByteView data) {
  std::string text;
  text.reserve(data.size() * 2);
  for (const std::uint8_t byte : data) {
    text.push_back(kHex[byte >> 4U]);
    text.push_back(kHex[byte & 15U]);
  }
  return text;
}

Result<Bytes> hex_decode(std::string_view text) {
  if (text.size() % 2 != 0) return malformed("hexadecimal text of odd length");
  Bytes bytes;
  bytes.reserve(text.size() / 2);
  for (std::size_t i = 0; i < text.size(); i += 2) {
    const std::uint8_t high = kHexValues[static_cast<unsigned char>(text[i])];
    const std::uint8_t low = kHexValues[static_cast<unsigned char>(text[i + 1])];
    if (high == kForeign || low == kForeign) {
      return malformed("a character that is not lower-case hexadecimal");
    }
    bytes.push_back(static_cast<std::uint8_t>((high << 4U) | low));
  }
  return bytes;
}

}  // namespace distanskoll::crypto
