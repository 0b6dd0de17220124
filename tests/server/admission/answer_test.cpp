// SPDX-License-Identifier: EUPL-1.2
#include "server/admission/answer.h"

#include <gtest/gtest.h>

namespace distanskoll::server::admission {
namespace {

Line line_with(std::uint64_t seq, std::optional<Outcome> outcome) {
  Line line;
  line.seq = seq;
  line.outcome = std::move(outcome);
  return line;
}

TEST(Answer, SaysOfEachLineWhatBecameOfIt) {
  const std::vector<Line> lines = {
      line_with(4, Outcome{Outcome::Receipt{17, 2, {}}}),
      line_with(5, Outcome{Outcome::Taken{}}),
      line_with(6, Outcome{Outcome::Refused{Refusal::kMalformed, "a \"quoted\" word"}}),
      line_with(7, Outcome{Outcome::Retry{std::chrono::seconds(5)}}),
      line_with(3, Outcome{Outcome::Receipt{9, 1, {}}}),
      line_with(8, std::nullopt),
  };
  const std::string zeros(43, 'A');
  EXPECT_EQ(
      write_answer(lines, "note\n", R"({"lines":[]})", {300, "abc", 2, 8, 6}),
      R"({"receipts":[{"seq":4,"leaf":17,"salt":")" + zeros +
          R"("},{"seq":5},{"seq":3,"leaf":9,"salt":")" + zeros +
          R"(","epoch":1}],"retry":[{"seq":7,"seconds":5}],)"
          R"("refused":[{"seq":6,"line":2,"code":"malformed","detail":"a \"quoted\" word"}],)"
          R"("checkpoint":"note\n","posture":{"lines":[]},"settings":{"heartbeat_seconds":300,)"
          R"("policy":"abc","report_versions":[1],"epoch":2,"highest_seq":8,"resend_from":6}})");
}

TEST(Answer, LeavesOutWhatThereIsNot) {
  EXPECT_EQ(write_answer({}, "", "", {60, "", 1, 0, std::nullopt}),
            R"({"receipts":[],"retry":[],"refused":[],"settings":{"heartbeat_seconds":60,)"
            R"("policy":"","report_versions":[1],"epoch":1,"highest_seq":0}})");
}

TEST(Answer, PostureHasALinePerRequirement) {
  compliance::Posture posture;
  posture.presence = compliance::Presence::kSilent;
  EXPECT_EQ(write_posture(posture), R"({"presence":"silent","overall":"unknown","lines":[]})");
  posture.presence = compliance::Presence::kCurrent;
  compliance::PostureLine line;
  line.requirement = "secure_tunnel";
  line.result = compliance::RequirementResult::kUnknown;
  line.reasons = {"vpn: needs_privilege", "siths_login: silent"};
  posture.lines = {line, line};
  posture.lines[1].result = compliance::RequirementResult::kPass;
  posture.lines[1].reasons.clear();
  const std::string begins = R"({"requirement":"secure_tunnel","severity":"high","result":)";
  EXPECT_EQ(write_posture(posture),
            R"({"presence":"current","overall":"unknown","lines":[)" + begins +
                R"("unknown","reasons":["vpn: needs_privilege","siths_login: silent"]},)" + begins +
                R"("pass","reasons":[]}]})");
}

TEST(Answer, PutsOffEveryLineOfABody) {
  const Answer answer = put_off_all("x\ny", std::chrono::seconds(30));
  EXPECT_EQ(answer.status, 503U);
  EXPECT_EQ(answer.retry_after_seconds, 30);
  EXPECT_EQ(
      answer.body,
      R"({"receipts":[],"retry":[{"seq":0,"seconds":30},{"seq":0,"seconds":30}],"refused":[]})");
}

}  // namespace
}  // namespace distanskoll::server::admission
