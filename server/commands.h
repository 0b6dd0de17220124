// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The command line of distanskoll-collector. Results go to `out`, diagnostics to `err`; exit codes
// are 0 ok, 1 a finding or failed check, 2 wrong usage or configuration, 3 could not be determined.
// main.cpp is one line over this, so that tests run commands in their own process.

#include "server/config.h"
#include "shared/clock.h"
#include "shared/language.h"

#include <filesystem>
#include <iosfwd>
#include <string>
#include <string_view>

#include <boost/json/value.hpp>

namespace distanskoll::server {

/// `locale` is what LC_ALL, LC_MESSAGES or LANG says; --lang outranks it.
[[nodiscard]] int run_command(int argc, const char* const* argv, std::ostream& out,
                              std::ostream& err, std::string_view locale);

enum Exit : int { kExitOk = 0, kExitFinding = 1, kExitUsage = 2, kExitUnknown = 3 };

/// What every subcommand is told.
struct Invocation {
  std::filesystem::path config_file;
  std::filesystem::path data;  ///< may be empty
  bool json = false;
  Language language = Language::kEnglish;
  std::ostream& out;
  std::ostream& err;

  /// From --config, else DIR/collector.yaml of --data, else the system's place.
  [[nodiscard]] Result<Config> load() const;
  /// Says the error and answers its exit code.
  [[nodiscard]] int fail(const Error& error) const;
};

/// "fsck: checking 40 %" on stderr, about once a second; nothing about what is done within one.
/// With `all` 0 the number alone. Also counts for things that know no whole.
class ProgressLines {
 public:
  explicit ProgressLines(std::ostream& err);
  Result<void> operator()(std::string_view step, std::uint64_t done, std::uint64_t all);

 private:
  std::ostream& err_;
  SystemClock clock_;
  BootTime told_;
};

// command_init.cpp
struct InitWish;
[[nodiscard]] int command_init(const Invocation& invocation, const InitWish& wish);
[[nodiscard]] int command_serve(const Invocation& invocation);
// command_ca.cpp
struct CaWish {
  std::string which;     ///< devices or server
  std::string root_key;  ///< file, from where the root is kept
};
[[nodiscard]] int command_replace_ca(const Invocation& invocation, const CaWish& wish);
// command_keeping.cpp: these need the data directory's lock, or only read
struct RestoreWish {
  std::string backup;
  std::string recovery_key;  ///< file; empty: DIR/keys is there
  std::string tombstones;    ///< file newer than the backup's; may be empty
  std::int64_t wait_hours = 24;
};
[[nodiscard]] int command_restore(const Invocation& invocation, const RestoreWish& wish);
[[nodiscard]] int command_recovery_end(const Invocation& invocation);
[[nodiscard]] int command_rebuild(const Invocation& invocation);
/// VACUUM. Needs as much free disk as the database is large; kConflict while something serves.
[[nodiscard]] int command_compact(const Invocation& invocation);
[[nodiscard]] int command_export(const Invocation& invocation);
// command_operations.cpp
/// Asks the serving process, or does it here when there is none; prints the result.
[[nodiscard]] int command_operation(const Invocation& invocation, const std::string& operation,
                                    const boost::json::object& arguments);

}  // namespace distanskoll::server
