// SPDX-License-Identifier: EUPL-1.2
#include "agent/person/posture_view.h"

#include "agent/reporting/local_answer.h"
#include "tests/agent/person/view_for_tests.h"
#include "tests/support/matchers.h"

namespace distanskoll::agent {
namespace {

policy::Policy some_policy() {
  policy::Policy policy;
  policy.id = "p";
  policy.heartbeat_seconds = 300;
  policy.requirements.resize(1);
  policy.requirements[0].id = "disk";
  policy.requirements[0].title = {"Krypterad disk", "Encrypted disk"};
  policy.requirements[0].why = {"Varför", "Why"};
  policy.requirements[0].remedy = {"Gör", "Do"};
  policy.requirements[0].tolerance_seconds = 900;
  return policy;
}

Snapshot some_snapshot() {
  Snapshot snapshot;
  snapshot.device = "d-1";
  snapshot.uplink = UplinkState::kUnreachable;
  snapshot.uplink_detail = "no route";
  snapshot.waiting = 3;
  snapshot.contact = at("2026-11-27T08:00:00Z");
  snapshot.posture_at = snapshot.contact;
  snapshot.page = "https://distanskoll.example.se/";
  snapshot.notify = false;
  snapshot.posture =
      R"({"presence":"current","overall":"fail","lines":[)"
      R"({"requirement":"disk","severity":"high","result":"fail","reasons":[]},)"
      R"({"requirement":"new","severity":"low","result":"odd","reasons":["vpn: timeout"]}]})";
  snapshot.observations = {
      {"siths_login",
       report::Observation::value("card_session").with("issuer", std::string("\"A\" \\ Ö"))}};
  return snapshot;
}

TEST(PostureView, IsWhatTheAgentAnswered) {
  const auto policy = some_policy();
  const Snapshot snapshot = some_snapshot();
  const auto view = parse_posture_answer(posture_answer(snapshot, &policy, true, true));
  ASSERT_THAT(view, IsOk());
  EXPECT_TRUE(view->running);
  EXPECT_EQ(view->device, "d-1");
  EXPECT_EQ(view->uplink, UplinkState::kUnreachable);
  EXPECT_EQ(view->uplink_detail, "no route");
  EXPECT_EQ(view->waiting, 3U);
  EXPECT_EQ(view->contact, snapshot.contact);
  EXPECT_FALSE(view->reported);
  EXPECT_TRUE(view->judged);
  EXPECT_EQ(view->overall, compliance::RequirementResult::kFail);
  EXPECT_EQ(view->hold, std::chrono::minutes(10));
  EXPECT_EQ(view->page, "https://distanskoll.example.se/");
  EXPECT_FALSE(view->notify);
  EXPECT_EQ(view->observations, snapshot.observations);
  ASSERT_EQ(view->requirements.size(), 2U);
  EXPECT_EQ(view->requirements[0].title.sv, "Krypterad disk");
  EXPECT_EQ(view->requirements[0].tolerance, std::chrono::minutes(15));
}

TEST(PostureView, CallsARequirementThatThePolicyDoesNotKnowByItsIdAndAnOddResultUnknown) {
  const auto policy = some_policy();
  const auto view = parse_posture_answer(posture_answer(some_snapshot(), &policy, true, true));
  ASSERT_THAT(view, IsOk());
  const RequirementView& unknown = view->requirements.back();
  EXPECT_EQ(in_language(unknown.title, Language::kEnglish), "new");
  EXPECT_EQ(unknown.result, compliance::RequirementResult::kUnknown);
  EXPECT_THAT(unknown.reasons, ::testing::ElementsAre("vpn: timeout"));
}

TEST(PostureView, HasNoPostureForSomebodyElse) {
  const auto view = parse_posture_answer(posture_answer(some_snapshot(), nullptr, true, false));
  ASSERT_THAT(view, IsOk());
  EXPECT_TRUE(view->restricted);
  EXPECT_FALSE(view->judged);
  EXPECT_TRUE(view->requirements.empty());
  EXPECT_TRUE(view->observations.empty());
}

TEST(PostureView, OfAnOlderAgentLacksWhatThatDoesNotSay) {
  const auto view = parse_posture_answer(R"({"v":1,"running":true})");
  ASSERT_THAT(view, IsOk());
  EXPECT_TRUE(view->notify);
  EXPECT_EQ(view->page, "");
  EXPECT_FALSE(view->judged);
}

TEST(PostureView, OfAnotherFormIsRefused) {
  for (const std::string_view text :
       {"", "[]", "{", R"({"running":1})", R"({"contact":7})", R"({"contact":"igår"})",
        R"({"uplink":[]})", R"({"waiting":-1})", R"({"page":"http://osaker.example"})",
        R"({"page":"javascript:x"})", R"({"posture":{"lines":[7]}})",
        R"({"posture":{"lines":[{"requirement":"A B","severity":"high"}]}})",
        R"({"posture":{"lines":[{"requirement":"a","severity":"huge"}]}})",
        R"({"posture":{"lines":[{"requirement":"a","severity":"low"},)"
        R"({"requirement":"a","severity":"low"}]}})",
        R"({"observations":{"odd":{"state":"x"}}})"}) {
    EXPECT_THAT(parse_posture_answer(text), IsError(ErrorCode::kMalformed)) << text;
  }
  EXPECT_THAT(parse_posture_answer(std::string(kLocalAnswerBytes + 1, ' ')),
              IsError(ErrorCode::kTooLarge));
}

}  // namespace
}  // namespace distanskoll::agent
