// SPDX-License-Identifier: EUPL-1.2
#include "agent/reporting/state_lock.h"

#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

#include <optional>

namespace distanskoll::agent {
namespace {

TEST(StateLock, IsHeldByOneAndLetGoByTheEnd) {
  const TempDir folder;
  const auto state = folder / "state";
  auto first = StateLock::take(state);
  ASSERT_THAT(first, IsOk());
  std::optional<StateLock> held(std::move(*first));
  // flock belongs to the open file, so a second one in this process stands for another process.
  EXPECT_THAT(StateLock::take(state), IsError(ErrorCode::kConflict, "state"));
  held.reset();
  EXPECT_THAT(StateLock::take(state), IsOk());
}

TEST(StateLock, MakesAFolderThatOnlyItsOwnerEnters) {
  const TempDir folder;
  ASSERT_THAT(StateLock::take(folder / "new" / "state"), IsOk());
  EXPECT_EQ(std::filesystem::status(folder / "new" / "state").permissions(),
            std::filesystem::perms::owner_all);
}

}  // namespace
}  // namespace distanskoll::agent
