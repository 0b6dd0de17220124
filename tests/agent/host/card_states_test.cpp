// SPDX-License-Identifier: EUPL-1.2
#include "agent/host/card_states.h"

#include <gtest/gtest.h>

namespace distanskoll::agent {
namespace {

using namespace std::chrono_literals;

TEST(CardStates, TellAReaderThatWentFromAServiceThatWent) {
  EXPECT_EQ(card_step_after(0), CardStep::kTake);
  EXPECT_EQ(card_step_after(0x80100002), CardStep::kEnd);   // SCARD_E_CANCELLED
  EXPECT_EQ(card_step_after(0x80100009), CardStep::kList);  // SCARD_E_UNKNOWN_READER
  EXPECT_EQ(card_step_after(0x8010000A), CardStep::kList);  // SCARD_E_TIMEOUT
  EXPECT_EQ(card_step_after(0x80100017), CardStep::kList);  // SCARD_E_READER_UNAVAILABLE
  for (const std::uint32_t gone : {0x80100003U,             // SCARD_E_INVALID_HANDLE
                                   0x80100012U,             // SCARD_E_SYSTEM_CANCELLED
                                   0x8010001DU,             // SCARD_E_NO_SERVICE
                                   0x8010001EU,             // SCARD_E_SERVICE_STOPPED
                                   0x8010006AU, 5U, 0xFFFFFFFFU}) {
    EXPECT_EQ(card_step_after(gone), CardStep::kLeave) << gone;
  }
}

TEST(CardStates, AskForTheListAgainWhenAReaderCameOrWent) {
  EXPECT_FALSE(readers_differ({}, 0));
  EXPECT_FALSE(readers_differ({0x10, 0x22}, 0x10000)) << "a card came";
  EXPECT_TRUE(readers_differ({}, 0x10002)) << "a reader came";
  EXPECT_TRUE(readers_differ({0x10, 0x6}, 0)) << "unknown";
  EXPECT_TRUE(readers_differ({0xA}, 0)) << "unavailable";
}

TEST(CardStates, AreKnownWithoutTheWordThatSomethingChanged) {
  EXPECT_EQ(known_state(0x0003'0022), 0x0003'0020U) << "the count of insertions stays";
  EXPECT_EQ(known_readers(0), 0U);
  EXPECT_EQ(known_readers(2), 0x0002'0000U);
  EXPECT_EQ(known_readers(100'000), 0xFFFF'0000U);
}

TEST(CardStates, AreAskedForMoreAndMoreRarelyInVain) {
  EXPECT_EQ(pause_after(0), 0ms);
  EXPECT_EQ(pause_after(1), 500ms);
  EXPECT_EQ(pause_after(2), 1s);
  EXPECT_EQ(pause_after(7), 32s);
  EXPECT_EQ(pause_after(8), 60s);
  EXPECT_EQ(pause_after(1'000'000'000), 60s);
}

}  // namespace
}  // namespace distanskoll::agent
