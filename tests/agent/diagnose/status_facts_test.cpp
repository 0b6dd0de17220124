// SPDX-License-Identifier: EUPL-1.2
#include "agent/diagnose/status_facts.h"

#include "tests/support/matchers.h"

namespace distanskoll::agent {
namespace {

using testing::HasSubstr;
using testing::Not;

// As local_answer.cpp writes it for the person at the computer.
constexpr std::string_view kAnswer =
    R"({"v":1,"running":true,"device":"d1","uplink":{"state":"connected","detail":null},)"
    R"("spool_fault":null,"waiting":2,"contact":"2026-11-22T17:15:14Z","restricted":false,)"
    R"("posture":{"overall":"fail"},"policy":null,"observations":{"vpn":{"state":"connected"},)"
    R"("siths_login":{"state":"card_session"},"disk_encryption":{"state":"protected",)"
    R"("source":"session"}}})";

TEST(StatusFacts, AreReadFromTheAgentsAnswer) {
  const auto status = read_status(kAnswer);
  ASSERT_THAT(status, IsOk());
  EXPECT_TRUE(status->running);
  EXPECT_EQ(status->uplink, "connected");
  EXPECT_EQ(status->waiting, 2U);
  EXPECT_EQ(status->contact, parse_time("2026-11-22T17:15:14Z").value());
}

TEST(StatusFacts, SayNothingAboutThePerson) {
  const std::string json = read_status(kAnswer)->json;
  EXPECT_THAT(json, HasSubstr(R"("posture":null)"));
  EXPECT_THAT(json, HasSubstr(R"("restricted":true)"));
  EXPECT_THAT(json, HasSubstr(R"("observations":{"vpn":{"state":"connected"}})"));
  EXPECT_THAT(json, HasSubstr(R"("device":"d1")"));
}

TEST(StatusFacts, OfSomethingElseAreMalformed) {
  for (const std::string_view text :
       {"", "[]", "{", "{}", R"({"running":1,"waiting":0,"uplink":{}})",
        R"({"running":true,"waiting":-1,"uplink":{"state":"x","detail":null}})",
        R"({"running":true,"waiting":0,"uplink":{"state":7,"detail":null},"spool_fault":null,)"
        R"("contact":null})",
        R"({"running":true,"waiting":0,"uplink":{"state":"x","detail":null},"spool_fault":null,)"
        R"("contact":"yesterday"})"}) {
    EXPECT_THAT(read_status(text), IsError(ErrorCode::kMalformed)) << text;
  }
}

}  // namespace
}  // namespace distanskoll::agent
