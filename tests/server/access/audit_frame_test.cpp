// SPDX-License-Identifier: EUPL-1.2
// What an auditor is told of a period: whole or not, in counts, and nobody's name.
#include "server/store/days.h"
#include "server/store/device_days.h"
#include "server/store/findings.h"
#include "tests/server/access/town.h"

#include <boost/json/parse.hpp>

namespace distanskoll::server::access {
namespace {

namespace json = boost::json;
constexpr const char* kFebruary = "from=2026-02-20&to=2026-03-04";

class AuditFrame : public Town {
 protected:
  void commit(const std::function<Result<void>(store::Writer&)>& write) {
    ASSERT_THAT(core_->sequencer->run(
                    [&](ledger::Transaction& transaction) { return write(transaction.writer); }),
                IsOk());
  }
  void put_day(const char* who, const char* date, compliance::Verdict verdict,
               std::optional<std::uint64_t> leaf) {
    evidence::DayEntry made;
    made.employee = who;
    made.date = day(date);
    made.agreement_day = true;
    made.verdict = verdict;
    made.unit = "soc";
    made.policy = "town";
    commit([&](store::Writer& writer) { return store::put_day(writer, {made, leaf}); });
  }
  void agree(const char* id, const char* who, const char* from) {
    agreements::Agreement made;
    made.id = id;
    made.employee = who;
    made.valid_from = day(from);
    made.signed_by_employee = agreements::Signature{day("2025-12-01"), {}, "test"};
    made.signed_by_manager = made.signed_by_employee;
    write({made});
  }
  json::object frame(const std::string& query) {
    const auto response =
        ask({"/api/v1/audits/frame", query, "token-auditor", "", net::Method::kGet});
    EXPECT_EQ(response.status, 200U) << response.body;
    body_ = response.body;
    return response.status == 200 ? json::parse(response.body).as_object() : json::object();
  }
  std::string body_;
};

TEST_F(AuditFrame, SaysWhichDatesAreFinalOpenAndUnknown) {
  commit(
      [&](store::Writer& writer) { return store::put_final_date(writer, day("2026-02-25"), 7); });
  commit(
      [&](store::Writer& writer) { return store::put_final_date(writer, day("2026-02-26"), 8); });
  const auto dates = frame(kFebruary).at("dates").as_object();
  EXPECT_EQ(dates.at("all"), 13);
  EXPECT_EQ(dates.at("final"), 2);
  EXPECT_EQ(dates.at("open"), 4) << "27 and 28 February, 1 and 2 March, which is today";
  EXPECT_EQ(dates.at("unknown"), 7) << "five before the first, two to come";
  EXPECT_EQ(dates.at("first_known"), "2026-02-25");
}

TEST_F(AuditFrame, KnowsNothingOfACollectorThatHasHeardNobody) {
  const auto dates = frame(kFebruary).at("dates").as_object();
  EXPECT_EQ(dates.at("unknown"), 13);
  EXPECT_TRUE(dates.at("first_known").is_null());
}

TEST_F(AuditFrame, CountsDaysThatAreKeptErasedAndLate) {
  using compliance::Verdict;
  put_day("inside", "2026-02-25", Verdict::kCompliant, 5);
  put_day("below", "2026-02-27", Verdict::kDeviation, std::nullopt);
  commit([&](store::Writer& writer) -> Result<void> {
    DISTANSKOLL_TRY(store::put_final_date(writer, day("2026-02-25"), 7));
    DISTANSKOLL_TRY(store::add_final_day(writer, day("2026-02-25"), 5));
    DISTANSKOLL_TRY(store::add_final_day(writer, day("2026-02-25"), 6));  // whose day is erased
    return store::put_late(writer, {"inside", day("2026-02-25"), 9, "{}"});
  });
  const auto days = frame(kFebruary).at("days").as_object();
  EXPECT_EQ(days.at("all"), 2);
  EXPECT_EQ(days.at("final"), 1);
  EXPECT_EQ(days.at("promised"), 2);
  EXPECT_EQ(days.at("erased"), 1);
  EXPECT_EQ(days.at("late"), 1);
  EXPECT_EQ(days.at("compliant"), 1);
  EXPECT_EQ(days.at("deviation"), 1);
  EXPECT_EQ(days.at("agreement_days"), 2);
}

TEST_F(AuditFrame, CountsWhoHasAnAgreementAndWasNotHeardAndNamesNobody) {
  agree("a1", "inside", "2026-01-01");
  agree("a2", "below", "2026-03-04");
  agree("a3", "outside", "2026-03-05");
  commit([&](store::Writer& writer) {
    return store::replace_seen(writer, "dator7", day("2026-02-25"), {"inside"});
  });
  const auto employees = frame(kFebruary).at("employees").as_object();
  EXPECT_EQ(employees.at("with_agreement"), 2);
  EXPECT_EQ(employees.at("heard"), 1);
  EXPECT_EQ(employees.at("not_heard"), 1);
  for (const char* who : {"inside", "below", "dator7"}) {
    EXPECT_EQ(body_.find(who), std::string::npos) << who;
  }
}

TEST_F(AuditFrame, CountsFindingsThatWereOpenInThePeriod) {
  const auto finding = [&](const char* device, const char* opened) {
    store::Finding made;
    made.device = device;
    made.kind = store::FindingKind::kBrokenChain;
    made.severity = "high";
    made.first_failed_at = made.opened_at = compliance::midnight(day(opened));
    return made;
  };
  commit([&](store::Writer& writer) -> Result<void> {
    DISTANSKOLL_TRY(store::open_finding(writer, finding("d1", "2026-02-10")));
    DISTANSKOLL_TRY(store::open_finding(writer, finding("d2", "2026-02-10")));
    DISTANSKOLL_TRY(store::open_finding(writer, finding("d3", "2026-03-05")));
    DISTANSKOLL_TRY(store::close_finding(writer, "d2", store::FindingKind::kBrokenChain,
                                         std::nullopt, compliance::midnight(day("2026-02-15"))));
    return {};
  });
  EXPECT_EQ(frame(kFebruary).at("findings").at("broken_chain"), 1);
}

TEST_F(AuditFrame, BringsTheCheckpointAndTheKeyThatVerifiesIt) {
  const auto whole = frame(kFebruary);
  EXPECT_EQ(whole.at("log_key").as_string(), core_->log_key);
  EXPECT_EQ(whole.at("checkpoint").as_string(), core_->checkpoint.get());
}

TEST_F(AuditFrame, IsForAuditorsAloneAndForAPeriodThatIsOne) {
  for (const char* who : {"it", "hr", "admin", "dpo", "insight", "secretary", "chief", "inside"}) {
    EXPECT_EQ(ask({"/api/v1/audits/frame", "", std::string("token-") + who, "", net::Method::kGet})
                  .status,
              403U)
        << who;
  }
  const auto refused = [&](const char* query) {
    return ask({"/api/v1/audits/frame", query, "token-auditor", "", net::Method::kGet}).status;
  };
  EXPECT_EQ(refused("from=2026-03-02&to=2026-03-01"), 400U);
  EXPECT_EQ(refused("from=2020-01-01&to=2026-03-01"), 400U);
  EXPECT_EQ(refused("unit=soc"), 400U);
}

}  // namespace
}  // namespace distanskoll::server::access
