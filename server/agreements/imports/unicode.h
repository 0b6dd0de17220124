// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Bytes of a text file as Windows writes them -> UTF-8 in normal form C, and headings as people
// spell them -> a key that is equal when a person would call them the same. An adapter round ICU
// (UTF-16, Windows-1252, normalization, character properties); nobody else includes ICU. It does
// not look at what the text says. A text that cannot be read is a Fault. Pure, thread-safe.

#include "server/agreements/imports/problem.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace distanskoll::server::agreements::imports {

enum class Charset : std::uint8_t { kUtf8, kUtf16, kWindows1252 };

struct Decoded {
  std::string text;  ///< UTF-8, NFC, no byte-order mark, no control characters but tab, CR and LF
  Charset charset;
};

/// By byte-order mark; without one UTF-8 when it is valid, else Windows-1252. kTooLarge, kWorkbook,
/// kDosText, kNotText.
[[nodiscard]] Parsed<Decoded> decode_text(std::string_view bytes);

/// Letters and digits alone, small, without diacritics: "Anst.nr", "anst nr" and "ANSTNR" are one.
[[nodiscard]] std::string heading_key(std::string_view heading);

/// The first `most` characters of UTF-8 text, and "…" when there were more.
[[nodiscard]] std::string cut_text(std::string_view text, std::size_t most);

}  // namespace distanskoll::server::agreements::imports
