// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What the tests of imports share: the golden files, and matchers for what a reading says.
// Included by these tests only.

#include "packaging/build/test_paths.h"
#include "server/agreements/imports/file.h"
#include "shared/files.h"
#include "tests/shared/compliance/days.h"

#include <filesystem>
#include <ostream>
#include <string>
#include <type_traits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace distanskoll::server::agreements::imports {

inline void PrintTo(const Problem& problem, std::ostream* out) { *out << describe(problem).en; }
inline void PrintTo(const Notice& notice, std::ostream* out) {
  *out << "row " << notice.row << ": " << explain(notice).en;
}

template <class T, class E>
requires std::is_same_v<E, Fault> || std::is_same_v<E, Problem>
void PrintTo(const boost::system::result<T, E>& result, std::ostream* out) {
  if (result) {
    *out << "a value";
  } else {
    *out << "reason " << static_cast<int>(result.error().reason) << " " << result.error().detail;
  }
}

/// A problem of this row, column and reason.
MATCHER_P3(IsProblem, row, column, reason, "is the problem") {
  return arg.row == static_cast<std::size_t>(row) && arg.column == column && arg.reason == reason;
}
MATCHER_P2(IsNotice, row, kind, "is the notice") {
  return arg.row == static_cast<std::size_t>(row) && arg.kind == kind;
}
/// A Read<> or Parsed<> that failed for this reason.
MATCHER_P(Fails, reason, "fails for the reason") {
  if (arg.has_value()) {
    *result_listener << "which is a value";
    return false;
  }
  *result_listener << "which fails for reason " << static_cast<int>(arg.error().reason);
  return arg.error().reason == reason;
}
/// A Read<> or Parsed<> with a value that matches.
MATCHER_P(Gives, inner, "gives a value that matches") {
  if (!arg.has_value()) {
    *result_listener << "which fails for reason " << static_cast<int>(arg.error().reason);
    return false;
  }
  return ::testing::ExplainMatchResult(inner, *arg, result_listener);
}

using compliance::day;

inline std::string golden(const std::string& name) {
  const auto path =
      std::filesystem::path(DISTANSKOLL_SOURCE_DIR) / "tests" / "golden" / "imports" / name;
  return *distanskoll::read_file(path, std::size_t{1} << 20);
}

}  // namespace distanskoll::server::agreements::imports
