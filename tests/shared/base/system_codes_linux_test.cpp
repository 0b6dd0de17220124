// SPDX-License-Identifier: EUPL-1.2
#include "shared/system_codes.h"

#include <cerrno>

#include <gtest/gtest.h>

namespace distanskoll {
namespace {

TEST(SystemCodes, TakeAQuotaForAFullDisk) { EXPECT_EQ(code_of_errno(EDQUOT), ErrorCode::kNoSpace); }

}  // namespace
}  // namespace distanskoll
