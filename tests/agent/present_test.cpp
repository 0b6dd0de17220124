// SPDX-License-Identifier: EUPL-1.2
#include "agent/present.h"

#include <gmock/gmock.h>

namespace distanskoll::agent {
namespace {

using testing::HasSubstr;
using testing::Not;

// As local_answer.cpp writes it; one winter time and one summer time.
constexpr std::string_view kAnswer =
    R"({"v":1,"running":true,"device":"d1","uplink":{"state":"connected","detail":null},)"
    R"("spool_fault":null,"waiting":2,"contact":"2026-11-22T17:15:14Z","reported":null,)"
    R"("certificate_ends":"2027-06-30T22:10:00Z","restricted":false,)"
    R"("posture_at":"2026-11-22T23:30:00Z","posture":{"overall":"fail","lines":[)"
    R"({"requirement":"disk","severity":"high","result":"fail","reasons":[]}]},)"
    R"("policy":null,"observations":null})";

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  return text.replace(text.find(from), from.size(), to);
}

TEST(Status, ShowsSwedishTimeToPeople) {
  const StatusPage page = present_status(kAnswer, Language::kSwedish);
  EXPECT_EQ(page.exit_code, 1);
  EXPECT_THAT(page.text, HasSubstr("Senaste kontakt: 2026-11-22 18:15\n"));
  EXPECT_THAT(page.text, HasSubstr("Certifikatet gäller till: 2027-07-01 00:10\n"));
  EXPECT_THAT(page.text, HasSubstr("Så bedömde insamlaren datorn 2026-11-23 00:30: "));
  EXPECT_THAT(page.text, HasSubstr("Senaste rapport: aldrig\n"));
  EXPECT_THAT(page.text, HasSubstr("Alla klockslag är svensk tid.\n"));
  EXPECT_THAT(page.text, Not(HasSubstr("Z\n")));
}

TEST(Status, SaysInEnglishWhoseTimeItIs) {
  const StatusPage page = present_status(kAnswer, Language::kEnglish);
  EXPECT_THAT(page.text, HasSubstr("2026-11-22 18:15\n"));
  EXPECT_THAT(page.text, HasSubstr("All times are Swedish time.\n"));
}

TEST(Status, OfAnAgentThatDoesNotRunStillSaysWhenTheCertificateEnds) {
  const auto answer = replaced(std::string(kAnswer), "\"running\":true", "\"running\":false");
  const StatusPage page = present_status(answer, Language::kSwedish);
  EXPECT_THAT(page.text, HasSubstr("Certifikatet gäller till: 2027-07-01 00:10\n"));
  EXPECT_THAT(page.text, HasSubstr("Alla klockslag är svensk tid.\n"));
  EXPECT_THAT(page.text, Not(HasSubstr("Senaste kontakt")));
}

TEST(Status, TellsTheProxyAndWhoNamedIt) {
  const auto with = [](std::string_view members, Language language) {
    const auto answer = replaced(std::string(kAnswer), "\"detail\":null",
                                 "\"detail\":null," + std::string(members));
    return present_status(answer, language).text;
  };
  EXPECT_THAT(
      with(R"("proxy":"p:8080","proxy_from":"script","proxy_doubt":null)", Language::kSwedish),
      HasSubstr("\nProxy: p:8080 (Windows skript för automatisk konfiguration)\n"));
  EXPECT_THAT(
      with(R"("proxy":null,"proxy_from":"winhttp","proxy_doubt":"why")", Language::kEnglish),
      HasSubstr("\nProxy: none, straight to the collector "
                "(Windows' setting for services, netsh winhttp); why\n"));
  EXPECT_THAT(with(R"("proxy":null,"proxy_from":"nobody","proxy_doubt":null)", Language::kEnglish),
              Not(HasSubstr("Proxy")));
}

TEST(Status, OfSomethingElseThanAnAnswerCannotBeDetermined) {
  for (const std::string_view text : {"", "[]", "{", "{}", R"({"contact":7,"uplink":[]})"}) {
    EXPECT_EQ(present_status(text, Language::kEnglish).exit_code, 3) << text;
  }
}

}  // namespace
}  // namespace distanskoll::agent
