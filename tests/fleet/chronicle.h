// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Tells a demonstration's collector, as history goes by, what its registers come to know: first
// everything that was so when it begins, then each day what is new. Errors are the collector's;
// what it has already it leaves alone, so that a history can go on after a stop. One thread.

#include "tests/fleet/demo.h"
#include "tests/fleet/registers.h"

#include <optional>
#include <vector>

namespace distanskoll::fleet {

/// Of `registers` (in order of days) what is known on `to` and was not on `from`: the newest
/// version of each record that has one after `from`, which may be absent: everything then.
[[nodiscard]] std::vector<AnyRecord> news_of(const std::vector<Known>& registers,
                                             std::optional<LocalDay> from, LocalDay to);

class Chronicle {
 public:
  /// The collector must outlive it.
  Chronicle(const DemoCollector& collector, std::vector<Known> registers)
      : collector_(collector), registers_(std::move(registers)) {}

  /// It is `now` there.
  [[nodiscard]] Result<void> tell(WallTime now);

 private:
  const DemoCollector& collector_;
  std::vector<Known> registers_;
  std::optional<LocalDay> told_;
};

}  // namespace distanskoll::fleet
