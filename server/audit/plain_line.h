// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Lines of a reports file as nearly every program writes them: members in the order of
// evaluation.md "Shapes", no spaces, no escapes. They are read without a tree, ten times as fast; a
// line that is anything else is no PlainLine and goes to json_tree.h, which knows what is right and
// what is wrong with it. Never says yes to what that would refuse, but for `observations`, which
// the caller must have seen accepted before, byte for byte. Thread-compatible.

#include "shared/clock.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace distanskoll::server::audit {

/// Views into the line.
struct PlainLine {
  bool is_report = false;
  std::string_view device;
  std::uint64_t seq = 0;
  WallTime at{};                  ///< no later than received_at
  std::string_view user;          ///< empty: null or absent
  std::string_view trigger;       ///< any word
  std::string_view observations;  ///< all that follows the colon but for the last brace
  std::uint64_t unchanged_since = 0;
};

class PlainScanner {
 public:
  [[nodiscard]] std::optional<PlainLine> scan(std::string_view text);

 private:
  [[nodiscard]] bool skip(std::string_view literal);
  [[nodiscard]] bool word(std::string_view& out);
  [[nodiscard]] bool number(std::uint64_t& out);
  [[nodiscard]] bool time(WallTime& out);
  [[nodiscard]] bool head(PlainLine& line);

  std::string_view rest_;
  /// The date read last, with its midnight: most lines have the one of the line before.
  char date_[10]{};
  WallTime midnight_{};
};

}  // namespace distanskoll::server::audit
