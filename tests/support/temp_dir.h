// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A folder for one test, made when constructed and removed with everything in it when destroyed.
//   TempDir dir;
//   Spool spool = open_spool(dir / "spool.db");
// Not thread-safe. A machine where no folder can be made fails the test program at once.

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

namespace distanskoll {

class TempDir {
 public:
  TempDir();
  ~TempDir();
  TempDir(const TempDir&) = delete;
  TempDir& operator=(const TempDir&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  [[nodiscard]] std::filesystem::path operator/(std::string_view name) const {
    return path_ / name;
  }
  /// Writes a file below the folder (its parents are made) and answers where it is.
  std::filesystem::path write(std::string_view name, std::string_view contents) const;
  /// The contents of a file below the folder; fails the test program when there is none.
  [[nodiscard]] std::string read(std::string_view name) const;
  /// How many files and folders stand in it, not counting what is below those.
  [[nodiscard]] std::size_t entries() const;

 private:
  std::filesystem::path path_;
};

}  // namespace distanskoll
