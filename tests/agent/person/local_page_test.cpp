// SPDX-License-Identifier: EUPL-1.2
#include "agent/person/local_page.h"

#include "tests/agent/person/view_for_tests.h"

#include <gmock/gmock.h>

namespace distanskoll::agent {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const WallTime kNow = at("2026-11-27T08:05:00Z");

std::string page(const PostureView& view, Language language = Language::kSwedish) {
  return local_page(&view, kNow, language);
}

TEST(LocalPage, ShowsEachRequirementWithAWordASignAndWhatToDo) {
  const std::string html = page(some_view());
  EXPECT_THAT(html, HasSubstr("<h3>Krav tunnel</h3>\n<p class=\"badge fail\"><span "
                              "aria-hidden=\"true\">✗</span> Inte uppfyllt</p>"));
  EXPECT_THAT(html, HasSubstr("<dt>Varför</dt><dd>Därför att tunnel.</dd>"));
  EXPECT_THAT(html, HasSubstr("<dt>Gör så här</dt><dd>Gör tunnel.</dd>"));
  EXPECT_THAT(html, HasSubstr("✓</span> Uppfyllt"));
  EXPECT_THAT(html, HasSubstr("Datorn uppfyller inte alla krav."));
}

TEST(LocalPage, PutsWhatAsksForSomethingFirst) {
  const std::string html = page(some_view());
  EXPECT_LT(html.find("Krav tunnel"), html.find("Krav lock"));
  EXPECT_LT(html.find("Krav lock"), html.find("Krav disk"));
}

TEST(LocalPage, SaysWhyWhatIsUnknownIsUnknownAndGivesNoRemedyOfAFailure) {
  const std::string html = page(some_view());
  EXPECT_THAT(html, HasSubstr("<dt>Orsak</dt><dd>skärmlås: agenten saknar behörighet att se det"));
  EXPECT_THAT(html, HasSubstr("Du behöver inte göra något själv."));
  EXPECT_THAT(html, Not(HasSubstr("Gör lock.")));
}

TEST(LocalPage, SaysWhenTheComputerReportedAndWhenTheCollectorWasReachedInSwedishTime) {
  const std::string html = page(some_view());
  EXPECT_THAT(html, HasSubstr("<dt>Datorn rapporterade senast</dt><dd>2026-11-27 08:59</dd>"));
  EXPECT_THAT(html, HasSubstr("<dt>Insamlaren nåddes senast</dt><dd>2026-11-27 09:00</dd>"));
  EXPECT_THAT(html, HasSubstr("Sidan gjordes på den här datorn 2026-11-27 09:05."));
}

TEST(LocalPage, SaysThatAnOldJudgementIsOld) {
  PostureView view = some_view();
  EXPECT_THAT(page(view), Not(HasSubstr("Bedömningen är gammal")));
  view.posture_at = kNow - std::chrono::minutes(11);
  EXPECT_THAT(page(view), Not(HasSubstr("Bedömningen är gammal"))) << "confirmed since";
  view.contact = view.posture_at;
  EXPECT_THAT(page(view), HasSubstr("Bedömningen är gammal"));
}

TEST(LocalPage, ShowsWhatIsCollectedInWords) {
  const std::string html = page(some_view());
  EXPECT_THAT(html, HasSubstr("<dt>VPN</dt><dd>inte ansluten</dd>"));
  EXPECT_THAT(html, HasSubstr("<dt>Diskens kryptering</dt><dd>krypterad; metod: xts_aes_256</dd>"));
  EXPECT_THAT(html, HasSubstr("<dt>Skärmlåset</dt><dd>kan inte ses: agenten saknar behörighet"));
  EXPECT_THAT(html, HasSubstr("Aldrig: adresser, platser"));
}

TEST(LocalPage, LeadsToTheOwnPageOnTheWebWhereThereIsOne) {
  PostureView view = some_view();
  EXPECT_THAT(page(view), HasSubstr("Kommunen har inte angett"));
  view.page = "https://distanskoll.example.se/start";
  EXPECT_THAT(page(view), HasSubstr("<a href=\"https://distanskoll.example.se/start\">"));
}

TEST(LocalPage, SaysThatNothingIsKnownWhenTheAgentDoesNotAnswer) {
  const std::string html = local_page(nullptr, kNow, Language::kSwedish);
  EXPECT_THAT(html, HasSubstr("Agenten på datorn svarar inte"));
  EXPECT_THAT(html, Not(HasSubstr("✓")));
}

TEST(LocalPage, DoesNotCallNeverWhatAnAgentThatDoesNotRunDoesNotRemember) {
  PostureView view = some_view();
  view.running = false;
  view.contact.reset();
  view.reported.reset();
  EXPECT_THAT(page(view), HasSubstr("Agenten är inte igång"));
  EXPECT_THAT(page(view), Not(HasSubstr("aldrig</dd>")));
}

TEST(LocalPage, ShowsNothingOfSomebodyElse) {
  PostureView view = some_view();
  view.restricted = true;
  view.judged = false;
  EXPECT_THAT(page(view), HasSubstr("Någon annan är inloggad"));
  EXPECT_THAT(page(view), Not(HasSubstr("Krav tunnel")));
}

TEST(LocalPage, LoadsAndRunsNothing) {
  const std::string html = page(some_view());
  EXPECT_THAT(html, HasSubstr("content=\"default-src 'none'; style-src 'sha256-"));
  for (const char* word : {"<script", "<img", "<link", "src=", "url(", "@import", "style=\"",
                           " on"
                           "click"}) {
    EXPECT_THAT(html, Not(HasSubstr(word)));
  }
}

TEST(LocalPage, EscapesWhatAPolicyAndAnAgentMaySay) {
  PostureView view = some_view();
  view.device = "<b>\"'&";
  view.requirements[0].remedy.sv = "<script>alert(1)</script>";
  view.requirements[0].reasons = {"<i>: </i>"};
  const std::string html = page(view);
  EXPECT_THAT(html, HasSubstr("&lt;b&gt;&quot;&#39;&amp;"));
  EXPECT_THAT(html, Not(HasSubstr("<script")));
  EXPECT_THAT(html, Not(HasSubstr("<i>")));
}

TEST(LocalPage, IsEnglishForWhoReadsEnglish) {
  const std::string html = page(some_view(), Language::kEnglish);
  EXPECT_THAT(html, HasSubstr("<html lang=\"en\">"));
  EXPECT_THAT(html, HasSubstr("<h1>How this computer is doing</h1>"));
  for (const char* letter : {"å", "ä", "ö"}) EXPECT_THAT(html, Not(HasSubstr(letter)));
}

}  // namespace
}  // namespace distanskoll::agent
