// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Names for raw bytes, used everywhere bytes that are no text are handed on. A std::string carries
// text *or* bytes; Bytes carries bytes only. Plain values; a ByteView MUST NOT outlive its bytes.

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace distanskoll {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;
/// A SHA-256 value.
using Digest = std::array<std::uint8_t, 32>;

[[nodiscard]] inline ByteView as_bytes(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}
[[nodiscard]] inline std::string_view as_text(ByteView bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace distanskoll
