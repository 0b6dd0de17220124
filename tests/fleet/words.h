// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What the command line of distanskoll-fleet said, and the modes that have files of their own.
// Filled in by fleet.cpp. Plain value.

#include "tests/fleet/load.h"

#include <limits>
#include <string>

namespace distanskoll::fleet {

struct Words {
  std::string folder;
  std::string collector;
  std::string code_file;
  std::string journal;
  std::string trust_file;
  std::string demo;  ///< data directory of a demonstration
  std::string from;
  std::string to;
  int step = 300;
  bool stand = false;
  std::string municipality;  ///< file of units; empty: no registers are told
  std::uint32_t scale = 0;   ///< per cent of its employees; 0: a few more than there are laptops
  std::string pace = "people";
  std::uint64_t seed = 1;
  std::size_t laptops = std::numeric_limits<std::size_t>::max();
  std::size_t enrolling = 32;
  int seconds = 60;
  bool full_handshakes = false;
  bool json = false;
  LoadPlan plan;
};

/// Says it on standard error; the exit code it means.
[[nodiscard]] int complain(const Error& error);

/// `history`: moves a demonstration through days that have passed (history.cpp).
[[nodiscard]] int run_history(Words& words, const std::atomic<bool>& stop_asked);

}  // namespace distanskoll::fleet
