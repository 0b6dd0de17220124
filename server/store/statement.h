// SPDX-License-Identifier: EUPL-1.2
#pragma once
// One use of a prepared statement: bind in order, step, read columns, and when it goes out of scope
// the statement is reset, so that no reader keeps a transaction open by accident. Bound text and
// bytes are not copied and must outlive the use. Used in server/store alone, inside guarded();
// throws SQLite::Exception. Belongs to the thread of its connection.

#include "server/store/database.h"
#include "shared/bytes.h"
#include "shared/clock.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace distanskoll::server::store {

[[nodiscard]] inline std::int64_t seconds_of(WallTime time) {
  return time.time_since_epoch().count();
}
[[nodiscard]] inline WallTime time_of(std::int64_t seconds) {
  return WallTime(std::chrono::seconds(seconds));
}

/// Days since 1970.
[[nodiscard]] inline std::int64_t number_of(std::chrono::local_days day) {
  return day.time_since_epoch().count();
}
[[nodiscard]] inline std::chrono::local_days day_of(std::int64_t number) {
  return std::chrono::local_days(std::chrono::days(number));
}

/// Words of one column: a space between them.
[[nodiscard]] std::string joined(const std::vector<std::string>& words);
[[nodiscard]] std::vector<std::string> words_of(const std::string& text);

class Use {
 public:
  /// `sql` is a string literal (Connection::prepare).
  Use(Connection& connection, const char* sql) : statement_(connection.prepare(sql)) {}
  ~Use() { statement_.tryReset(); }
  Use(const Use&) = delete;
  Use& operator=(const Use&) = delete;

  Use& integer(std::int64_t value);
  Use& integer(std::uint64_t value) { return integer(static_cast<std::int64_t>(value)); }
  Use& time(WallTime value) { return integer(seconds_of(value)); }
  /// Not copied: it must live until the last step.
  Use& text(const std::string& value);
  Use& text(std::string&& value);  ///< copied
  Use& bytes(ByteView value);
  Use& null();
  Use& maybe_text(const std::optional<std::string>& value) { return value ? text(*value) : null(); }
  Use& maybe_time(std::optional<WallTime> value) { return value ? time(*value) : null(); }
  Use& maybe_integer(std::optional<std::uint64_t> value) {
    return value ? integer(*value) : null();
  }
  Use& maybe_bytes(const std::optional<Bytes>& value) { return value ? bytes(*value) : null(); }

  /// True when there is a row to read.
  bool step() { return statement_.executeStep(); }
  /// Runs a statement without rows; the number of rows changed.
  int run() { return statement_.exec(); }

  [[nodiscard]] std::int64_t integer_at(int column) const;
  [[nodiscard]] std::uint64_t number_at(int column) const {
    return static_cast<std::uint64_t>(integer_at(column));
  }
  [[nodiscard]] WallTime time_at(int column) const { return time_of(integer_at(column)); }
  [[nodiscard]] std::string text_at(int column) const;
  [[nodiscard]] Bytes bytes_at(int column) const;
  /// All zero when the stored value has another length: no hash of ours is that.
  [[nodiscard]] Digest digest_at(int column) const;
  [[nodiscard]] bool null_at(int column) const;
  [[nodiscard]] std::optional<std::string> maybe_text_at(int column) const;
  [[nodiscard]] std::optional<WallTime> maybe_time_at(int column) const;
  [[nodiscard]] std::optional<std::uint64_t> maybe_number_at(int column) const;
  [[nodiscard]] std::optional<Bytes> maybe_bytes_at(int column) const;

 private:
  SQLite::Statement& statement_;
  int next_ = 1;
};

}  // namespace distanskoll::server::store
