// SPDX-License-Identifier: EUPL-1.2
#include "agent/host/card_reading.h"

#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

#include <sys/stat.h>

namespace distanskoll::agent {
namespace {

using namespace std::chrono_literals;

TEST(CardLines, AreTokensWithTheirCertificates) {
  const auto tokens = parse_card_lines("token QUI=\ncert AQID\ncert BA==\ntoken \n");
  ASSERT_THAT(tokens, IsOk());
  ASSERT_EQ(tokens->size(), 2U);
  EXPECT_EQ(tokens->front().label, "AB");
  EXPECT_EQ(tokens->front().certificates, (std::vector<Bytes>{{1, 2, 3}, {4}}));
  EXPECT_EQ(tokens->back().label, "");
}

TEST(CardLines, OfAnotherFormAreRefused) {
  for (const char* wrong : {"token QUI=", "cert AQID\n", "token !\n", "label QUI=\n", "\n"}) {
    EXPECT_THAT(parse_card_lines(wrong), IsError(ErrorCode::kMalformed)) << wrong;
  }
}

/// A stand-in for a module that misbehaves: the reader's place is taken by a shell script.
class CardReading : public ::testing::Test {
 protected:
  Result<std::vector<Token>> read(const std::string& script, BootTime patience = 5s) {
    const auto program = dir_.write("reader", "#!/bin/sh\n" + script);
    ::chmod(program.c_str(), 0700);
    return read_card_tokens(program, {"/bin/sh"}, SystemClock().boot() + patience);
  }
  TempDir dir_;
};

TEST_F(CardReading, TakesTheProgramsAnswer) {
  EXPECT_THAT(read("echo token QUI="), IsOkAnd(::testing::SizeIs(1)));
}

TEST_F(CardReading, KillsAModuleThatHangs) {
  EXPECT_THAT(read("exec sleep 60", 50ms), IsError(ErrorCode::kTimedOut));
}

TEST_F(CardReading, SurvivesAModuleThatCrashes) {
  EXPECT_THAT(read("echo token QUI=; kill -SEGV $$"), IsError(ErrorCode::kIo));
}

TEST_F(CardReading, StopsListeningToAModuleThatTalksTooMuch) {
  EXPECT_THAT(read("exec yes"), IsError(ErrorCode::kTooLarge));
}

TEST_F(CardReading, SaysWhatIsNotInstalled) {
  EXPECT_THAT(read_card_tokens("/nonexistent/reader", {"/bin/sh"}, SystemClock().boot() + 1s),
              IsError(ErrorCode::kNotFound, "not installed"));
  EXPECT_THAT(read_card_tokens("/bin/sh", {"/nonexistent.so"}, SystemClock().boot() + 1s),
              IsError(ErrorCode::kNotFound, "PKCS#11"));
}

}  // namespace
}  // namespace distanskoll::agent
