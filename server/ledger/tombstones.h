// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What must never come back with a backup: revoked devices, used or revoked codes, revoked tokens,
// erased entries. One line each in DIR/tombstones, appended and fsynced *before* the change that it
// names is committed (a line too many is harmless: restore replays what is already so); ids and
// leaf numbers only, no personal data. Copied apart from the database and more often. Format,
// frozen:
//   {"v":1,"kind":"revocation","id":"DEVICE","at":"2026-03-02T07:00:00Z"}
// A last line without its line feed was being written when the power went, and is left out.

#include "shared/clock.h"
#include "shared/result.h"

#include <filesystem>
#include <mutex>
#include <string>
#include <vector>

namespace distanskoll::server::ledger {

enum class TombstoneKind {
  kRevocation,  ///< id: device
  kCode,        ///< id: enrolment code that is used up or revoked
  kToken,       ///< id: token of the people's API that is revoked
  kErasure,     ///< id: leaf id (epoch * 2^40 + number) in decimal, or FIRST-LAST, all of them
};
[[nodiscard]] std::string_view to_string(TombstoneKind kind);

struct Tombstone {
  TombstoneKind kind = TombstoneKind::kRevocation;
  std::string id;
  WallTime at{};
  bool operator==(const Tombstone&) const = default;
};

/// Thread-safe.
class Tombstones {
 public:
  explicit Tombstones(const std::filesystem::path& data_directory)
      : file_(data_directory / "tombstones") {}
  /// Durable when it returns. kIo, kNoSpace: do not make the change.
  [[nodiscard]] Result<void> append(const Tombstone& tombstone);
  /// The same for several, all or none.
  [[nodiscard]] Result<void> append(const std::vector<Tombstone>& tombstones);

 private:
  std::filesystem::path file_;
  std::mutex mutex_;
};

/// Its line, with the line feed.
[[nodiscard]] std::string encode(const Tombstone& tombstone);
/// Lines exactly as encode() writes them. kMalformed names the line as FILE:LINE.
[[nodiscard]] Result<std::vector<Tombstone>> parse_tombstones(std::string_view text,
                                                              std::string_view file);
/// No file is no tombstones.
[[nodiscard]] Result<std::vector<Tombstone>> read_tombstones(const std::filesystem::path& file);

}  // namespace distanskoll::server::ledger
