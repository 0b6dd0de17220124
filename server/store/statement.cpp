// SPDX-License-Identifier: EUPL-1.2
#include "server/store/statement.h"

#include <algorithm>

namespace distanskoll::server::store {

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) text += text.empty() ? word : " " + word;
  return text;
}

std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> words;
  for (std::size_t from = 0; from < text.size();) {
    const auto end = std::min(text.find(' ', from), text.size());
    words.push_back(text.substr(from, end - from));
    from = end + 1;
  }
  return words;
}

Use& Use::integer(std::int64_t value) {
  statement_.bind(next_++, value);
  return *this;
}

Use& Use::text(const std::string& value) {
  statement_.bindNoCopy(next_++, value);
  return *this;
}

Use& Use::text(std::string&& value) {
  statement_.bind(next_++, value);
  return *this;
}

Use& Use::bytes(ByteView value) {
  static constexpr std::uint8_t kNothing = 0;  // a null pointer would bind NULL
  statement_.bindNoCopy(next_++, value.empty() ? &kNothing : value.data(),
                        static_cast<int>(value.size()));
  return *this;
}

Use& Use::null() {
  statement_.bind(next_++);
  return *this;
}

std::int64_t Use::integer_at(int column) const { return statement_.getColumn(column).getInt64(); }

std::string Use::text_at(int column) const { return statement_.getColumn(column).getString(); }

Bytes Use::bytes_at(int column) const {
  const SQLite::Column value = statement_.getColumn(column);
  const auto* begin = static_cast<const std::uint8_t*>(value.getBlob());
  return {begin, begin + value.getBytes()};
}

Digest Use::digest_at(int column) const {
  const SQLite::Column value = statement_.getColumn(column);
  Digest digest{};
  const auto* begin = static_cast<const std::uint8_t*>(value.getBlob());
  if (static_cast<std::size_t>(value.getBytes()) == digest.size()) {
    std::copy_n(begin, digest.size(), digest.begin());
  }
  return digest;
}

bool Use::null_at(int column) const { return statement_.getColumn(column).isNull(); }

std::optional<std::string> Use::maybe_text_at(int column) const {
  if (null_at(column)) return std::nullopt;
  return text_at(column);
}

std::optional<WallTime> Use::maybe_time_at(int column) const {
  if (null_at(column)) return std::nullopt;
  return time_at(column);
}

std::optional<std::uint64_t> Use::maybe_number_at(int column) const {
  if (null_at(column)) return std::nullopt;
  return number_at(column);
}

std::optional<Bytes> Use::maybe_bytes_at(int column) const {
  if (null_at(column)) return std::nullopt;
  return bytes_at(column);
}

}  // namespace distanskoll::server::store
