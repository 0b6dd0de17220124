// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Every receipt that the collector gave, with the very bytes it was given for: the proof that tests
// hold against a collector that was killed, ran out of disk or was restored. One line a receipt:
//   NUMBER SEQ LEAF SALT CLOSING|- JWS
// Appended in order of arrival; a later line for the same number and seq replaces the earlier one
// (after a restore the ledger may give a report another leaf). Thread-compatible.

#include "shared/result.h"
#include "tests/fleet/series.h"

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace distanskoll::fleet {

struct Acknowledged {
  std::uint32_t number = 0;  ///< of the laptop
  std::uint64_t leaf = 0;
  std::string salt;  ///< base64url
  Saying saying;
  bool operator==(const Acknowledged&) const = default;
};

class Journal {
 public:
  [[nodiscard]] static Result<Journal> append_to(const std::filesystem::path& file);
  void add(const Acknowledged& it);
  /// Everything added is on disk.
  [[nodiscard]] Result<void> flush();

 private:
  explicit Journal(std::FILE* file) : file_(file, &std::fclose) {}
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> file_;
};

/// The newest receipt per number and seq, by laptop, in order of seq. kMalformed names the line. A
/// last line without end is left out: nobody relied on it.
using Receipts = std::map<std::uint32_t, std::map<std::uint64_t, Acknowledged>>;
[[nodiscard]] Result<Receipts> read_journal(const std::filesystem::path& file);

}  // namespace distanskoll::fleet
