// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The two things a laptop says (evidence.md "Signed reports"): a *report* with all observations,
// when something changed, and a *heartbeat* that says that nothing did. Both carry a number of the
// device's one series and `prev`, the hash of the compact JWS that they follow. The JSON form is in
// codec.h. Plain values.

#include "shared/bytes.h"
#include "shared/clock.h"
#include "shared/report/observation.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace distanskoll::report {

enum class Trigger { kStart, kChange, kResume, kSuspend, kStop };
[[nodiscard]] std::string_view to_string(Trigger trigger);
[[nodiscard]] std::optional<Trigger> parse_trigger(std::string_view text);

/// Numbers from..to (inclusive) that nobody will ever see, and why.
struct Gap {
  std::uint64_t from = 0;
  std::uint64_t to = 0;
  std::string code;  ///< token: `evicted`, or the collector's refusal code
  bool operator==(const Gap&) const = default;
};

/// The newest checkpoint of the ledger that the device holds.
struct Seen {
  std::uint64_t size = 0;
  Digest root{};
  bool operator==(const Seen&) const = default;
};

struct Report {
  std::uint64_t seq = 0;  ///< from 1
  WallTime at{};
  std::optional<std::string> user;  ///< pseudonym (pseudonym.h), or nobody
  Trigger trigger = Trigger::kChange;
  std::optional<Digest> prev;  ///< absent in the first of a series
  std::optional<Gap> gap;
  std::optional<Seen> seen;
  std::uint32_t flapping = 0;  ///< changes that were folded into this report; 0 is not written
  Observations observations;
  bool operator==(const Report&) const = default;
};

struct Heartbeat {
  std::uint64_t seq = 0;
  WallTime at{};
  std::uint64_t unchanged_since = 0;  ///< seq of the report it prolongs, < seq
  Digest prev{};                      ///< of that report
  bool operator==(const Heartbeat&) const = default;
};

}  // namespace distanskoll::report
