// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What every test of the ledger asks in the end: that fsck finds nothing in a data directory which
// no collector has open any more. Each problem is a failure of the test, in fsck's own words.

#include "server/ledger/fsck.h"
#include "tests/support/matchers.h"

namespace distanskoll::server::ledger {

inline void expect_clean(const std::filesystem::path& data) {
  const auto reader = store::Reader::open(data);
  ASSERT_THAT(reader, IsOk());
  const auto report = fsck(**reader);
  ASSERT_THAT(report, IsOk());
  for (const Problem& problem : report->problems) ADD_FAILURE() << problem.what;
}

}  // namespace distanskoll::server::ledger
