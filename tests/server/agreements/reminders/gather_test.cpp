// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/reminders/gather.h"

#include "server/outgoing/mail.h"
#include "tests/server/outgoing/desk.h"
#include "tests/shared/compliance/days.h"

namespace distanskoll::server::agreements::reminders {
namespace {

using compliance::day;
using outgoing::Desk;
using ::testing::IsEmpty;
using ::testing::SizeIs;

Employee person(const char* id, const char* unit) {
  Employee made;
  made.id = id;
  made.mail = std::string(id) + "@kommunen.test";
  made.employments.push_back({});
  made.employments[0].unit = unit;
  return made;
}

/// A school with a manager and one agreement that ends soon, in real registers.
class GatherTest : public ::testing::Test {
 protected:
  void SetUp() override {
    registry_ = Registry::load(*desk_.writer).value();
    Unit school;
    school.code = "skola";
    school.name = "Skolan";
    school.managers = {{"chef", {day("2020-01-01"), day("2026-03-31")}},
                       {"ny", {day("2026-04-01"), {}}}};
    Agreement agreement;
    agreement.id = "o1";
    agreement.employee = "anna";
    agreement.valid_from = day("2026-01-01");
    agreement.valid_to = day("2026-04-01");
    agreement.signed_by_employee = agreement.signed_by_manager =
        Signature{day("2026-01-01"), {}, "x"};
    agreement.risk_assessments.push_back({day("2026-01-01"), true, false, {}, {}});  // half of it
    write({school, person("chef", "skola"), person("ny", "skola"), person("anna", "skola"),
           agreement});
  }
  void write(std::vector<AnyRecord> records) {
    std::vector<RecordWrite> writes;
    writes.reserve(records.size());
    for (auto& each : records)
      writes.push_back(write_of(*registry_->now(), std::move(each), "test"));
    ASSERT_THAT(write_records(*desk_.sequencer, *registry_, std::move(writes)), IsOk());
  }
  Ground ground(const char* today) {
    return ground_of(*registry_->now(), {12, false, 12}, {}, day(today));
  }
  Result<ReminderRound> round(const char* today) {
    return remind(ground(today), *desk_.sequencer, desk_.readers, outgoing::Language::kSwedish,
                  "https://d.test");
  }

  TempDir dir_;
  Desk desk_{dir_.path()};
  std::unique_ptr<Registry> registry_;
};

TEST_F(GatherTest, TheRegistersSayWhoAnswersForWhatToday) {
  const auto before = ground("2026-03-31");
  EXPECT_EQ(before.units.at("skola").manager, "chef");
  ASSERT_THAT(before.agreements, SizeIs(1));
  EXPECT_TRUE(before.agreements[0].signed_by_manager);
  EXPECT_THAT(before.agreements[0].risk_assessments_on, IsEmpty()) << "half an assessment is none";
  EXPECT_EQ(ground("2026-04-01").units.at("skola").manager, "ny");
  EXPECT_THAT(ground("2026-04-02").agreements, IsEmpty());
}

TEST_F(GatherTest, ARoundWritesItsMailsOnceAndTheyAreSent) {
  const auto first = round("2026-03-05");
  ASSERT_THAT(first, IsOk());
  EXPECT_EQ(first->mails, 1U);
  EXPECT_EQ(round("2026-03-05")->mails, 0U) << "the same day again, as after a kill";
  EXPECT_EQ(round("2026-03-06")->mails, 0U) << "nothing new";
  auto& mail = desk_.sender("mail");
  const auto outbox = desk_.open();
  outbox->start();
  const auto sent = mail.wait_for(1);
  ASSERT_THAT(sent, SizeIs(1));
  EXPECT_EQ(sent[0].recipient, "chef@kommunen.test");
  const auto read = outgoing::read_mail(sent[0].body);
  ASSERT_THAT(read, IsOk());
  EXPECT_THAT(read->text, ::testing::HasSubstr("- 1 överenskommelse går ut inom 30 dagar\n"
                                               "- 1 riskbedömning är försenad\n"));
  outbox->stop();
}

TEST_F(GatherTest, AnEndedOrRenewedAgreementIsLeftAlone) {
  Agreement renewal = *registry_->now()->agreements.find("o1");
  renewal.id = "o2";
  renewal.renews = "o1";
  renewal.valid_from = day("2026-04-02");
  renewal.valid_to.reset();
  write({renewal});
  auto found = ground("2026-03-05").agreements;
  ASSERT_THAT(found, SizeIs(2));
  EXPECT_TRUE(found[0].renewed);
  EXPECT_FALSE(found[1].renewed);
  Agreement ended = *registry_->now()->agreements.find("o1");
  ended.ended = AgreementEnd{day("2026-03-20"), "byter tjänst", "chef"};
  write({ended});
  found = ground("2026-03-05").agreements;
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].id, "o2");
}

TEST(TimeToRemind, IsAWeekdayMorningInStockholmOnceADay) {
  const auto at = [](const char* text) { return parse_time(text).value(); };
  EXPECT_FALSE(time_to_remind(at("2026-03-02T05:59:59Z"), std::nullopt));
  EXPECT_TRUE(time_to_remind(at("2026-03-02T06:00:00Z"), std::nullopt));
  EXPECT_FALSE(time_to_remind(at("2026-03-02T06:00:00Z"), day("2026-03-02")));
  EXPECT_TRUE(time_to_remind(at("2026-03-02T22:59:59Z"), day("2026-03-01")));
  EXPECT_FALSE(time_to_remind(at("2026-03-07T12:00:00Z"), std::nullopt)) << "a Saturday";
}

}  // namespace
}  // namespace distanskoll::server::agreements::reminders
