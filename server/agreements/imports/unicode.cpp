// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/imports/unicode.h"

#include "shared/limits.h"

#include <algorithm>
#include <cstddef>
#include <memory>

#include <fmt/format.h>
#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/unistr.h>
#include <unicode/ustring.h>

namespace distanskoll::server::agreements::imports {
namespace {

constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";
constexpr std::string_view kUtf16LittleMark = "\xFF\xFE";
constexpr std::string_view kUtf16BigMark = "\xFE\xFF";
constexpr std::string_view kZip = "PK\x03\x04";
constexpr std::string_view kCompound = "\xD0\xCF\x11\xE0";
/// å ä ö Å Ä Ö as CP850 writes them (in Windows-1252 quotes, daggers, dots) and as Windows does.
constexpr std::string_view kDosLetters = "\x86\x84\x94\x8F\x8E\x99";
constexpr std::string_view kWindowsLetters = "\xE5\xE4\xF6\xC5\xC4\xD6";

/// ICU counts in 32 bits; decode_text has bounded the text.
std::int32_t size_of(std::string_view text) { return static_cast<std::int32_t>(text.size()); }

bool failed(UErrorCode status) { return U_FAILURE(status) != 0; }

bool is_utf8(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  std::int32_t needed = 0;
  u_strFromUTF8(nullptr, 0, &needed, text.data(), size_of(text), &status);
  return status == U_BUFFER_OVERFLOW_ERROR || !failed(status);
}

bool is_ascii_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

/// Letters of CP850 inside words, and none that Windows writes.
bool is_dos_text(std::string_view bytes) {
  if (bytes.find_first_of(kWindowsLetters) != std::string_view::npos) return false;
  for (std::size_t at = bytes.find_first_of(kDosLetters); at != std::string_view::npos;
       at = bytes.find_first_of(kDosLetters, at + 1)) {
    const bool after = at > 0 && is_ascii_letter(bytes[at - 1]);
    const bool before = at + 1 < bytes.size() && is_ascii_letter(bytes[at + 1]);
    if (after && before) return true;
  }
  return false;
}

Parsed<std::string> convert(const char* charset, std::string_view bytes) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(ucnv_open(charset, &status),
                                                                     &ucnv_close);
  if (failed(status)) return Fault{Reason::kNotText};
  ucnv_setToUCallBack(converter.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
  // Each of the three encodings gives at most one UTF-16 unit for each byte.
  icu::UnicodeString wide;
  const std::int32_t room = size_of(bytes) + 1;
  char16_t* const buffer = wide.getBuffer(room);
  if (buffer == nullptr) return Fault{Reason::kNotText};
  const std::int32_t written =
      ucnv_toUChars(converter.get(), buffer, room, bytes.data(), size_of(bytes), &status);
  wide.releaseBuffer(!failed(status) ? written : 0);
  if (failed(status)) return Fault{Reason::kNotText};
  std::string text;
  wide.toUTF8String(text);
  return text;
}

Parsed<std::string> composed(std::string text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* const nfc = icu::Normalizer2::getNFCInstance(status);
  if (failed(status)) return Fault{Reason::kNotText};
  if (nfc->isNormalizedUTF8(icu::StringPiece(text.data(), size_of(text)), status) != 0) return text;
  std::string result;
  icu::StringByteSink<std::string> sink(&result);
  nfc->normalizeUTF8(0, icu::StringPiece(text.data(), size_of(text)), sink, nullptr, status);
  if (failed(status)) return Fault{Reason::kNotText};
  return result;
}

bool has_control_characters(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0x20 && byte != '\t' && byte != '\r' && byte != '\n') return true;
    if (byte == 0x7F) return true;
    if (byte == 0xC2 && static_cast<unsigned char>(text[i + 1]) < 0xA0) return true;  // valid UTF-8
  }
  return false;
}

struct Raw {
  std::string text;
  Charset charset;
};

Parsed<Raw> to_utf8(std::string_view bytes) {
  const bool little = bytes.starts_with(kUtf16LittleMark);
  if (little || bytes.starts_with(kUtf16BigMark)) {
    bytes.remove_prefix(kUtf16LittleMark.size());
    Parsed<std::string> text = convert(little ? "UTF-16LE" : "UTF-16BE", bytes);
    if (!text) return text.error();
    return Raw{*std::move(text), Charset::kUtf16};
  }
  const bool marked = bytes.starts_with(kUtf8Mark);
  if (marked) bytes.remove_prefix(kUtf8Mark.size());
  if (is_utf8(bytes)) return Raw{std::string(bytes), Charset::kUtf8};
  if (marked) return Fault{Reason::kNotText};
  if (is_dos_text(bytes)) return Fault{Reason::kDosText};
  Parsed<std::string> text = convert("windows-1252", bytes);
  if (!text) return text.error();
  return Raw{*std::move(text), Charset::kWindows1252};
}

}  // namespace

Parsed<Decoded> decode_text(std::string_view bytes) {
  if (bytes.size() > limits::kImportBytes)
    return Fault{Reason::kTooLarge, fmt::format("{} MiB", limits::kImportBytes / 1024 / 1024)};
  if (bytes.starts_with(kZip) || bytes.starts_with(kCompound)) return Fault{Reason::kWorkbook};
  Parsed<Raw> raw = to_utf8(bytes);
  if (!raw) return raw.error();
  if (has_control_characters(raw->text)) return Fault{Reason::kNotText};
  Parsed<std::string> text = composed(std::move(raw->text));
  if (!text) return text.error();
  return Decoded{*std::move(text), raw->charset};
}

std::string heading_key(std::string_view heading) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* const apart = icu::Normalizer2::getNFKDInstance(status);
  if (failed(status)) return {};
  const icu::UnicodeString text = apart->normalize(
      icu::UnicodeString::fromUTF8(icu::StringPiece(heading.data(), size_of(heading))), status);
  icu::UnicodeString kept;
  for (std::int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
    const UChar32 letter = text.char32At(i);
    if (u_isalnum(letter) != 0) kept.append(u_foldCase(letter, U_FOLD_CASE_DEFAULT));
  }
  std::string key;
  kept.toUTF8String(key);
  return key;
}

std::string cut_text(std::string_view text, std::size_t most) {
  std::size_t letters = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool begins = (static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U;
    if (begins && letters++ == most) return std::string(text.substr(0, i)) + "…";
  }
  return std::string(text);
}

}  // namespace distanskoll::server::agreements::imports
