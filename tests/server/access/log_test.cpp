// SPDX-License-Identifier: EUPL-1.2
// Who read about whom is written down before it is shown, and what of it each role reads.
#include "server/access/log.h"

#include "server/access/log_check.h"
#include "server/store/erasure.h"
#include "shared/crypto/encoding.h"
#include "shared/evidence/entry.h"
#include "shared/evidence/merkle.h"
#include "tests/server/access/town.h"

#include <boost/json.hpp>

namespace distanskoll::server::access {
namespace {

namespace json = boost::json;

class AccessLog : public Town {
 protected:
  /// A read about `person` that is logged.
  net::Response look_up(const std::string& person, const std::string& reason = "granskning") {
    return ask({"/api/v1/employees/" + person + "/access-log",
                "role=data_protection_officer&reason=" + reason,
                "token-dpo",
                {}});
  }
  json::object log_of(const std::string& account, const std::string& query = {}) {
    const auto answer = ask({"/api/v1/access-log", query, "token-" + account, {}});
    EXPECT_EQ(answer.status, 200U) << answer.body;
    return json::parse(answer.body).as_object();
  }
  std::vector<store::AccessRow> rows_about(const std::string& person) {
    auto reader = core_->readers.lend();
    return store::access_about(**reader, person, 0, 100).value();
  }
  /// Two persons in the first, one in the second.
  void two_sealed_hours() {
    ASSERT_EQ(look_up("inside").status, 200U);
    ASSERT_EQ(look_up("below").status, 200U);
    clock_.advance(std::chrono::hours(1));
    ASSERT_EQ(look_up("inside").status, 200U);
    clock_.advance(std::chrono::hours(1));
    ASSERT_THAT(seal_finished_hours(*core_->sequencer, core_->readers, clock_), IsOk());
  }
  /// What somebody with the database in hand could do.
  void edit(const char* sql) {
    ASSERT_THAT(core_->sequencer->run([&](ledger::Transaction& transaction) -> Result<void> {
      transaction.writer.database().exec(sql);
      return {};
    }),
                IsOk());
  }
  static WallTime hour_of(WallTime time) { return std::chrono::floor<std::chrono::hours>(time); }
};

TEST_F(AccessLog, ThePersonReadsWhoWhenAsWhatAndWhy) {
  ASSERT_EQ(look_up("inside").status, 200U);
  const auto log = log_of("inside", "role=employee");
  ASSERT_EQ(log.at("reads").as_array().size(), 1U);
  EXPECT_EQ(json::serialize(log.at("reads").as_array().front()),
            R"({"date":"2026-03-02","role":"data_protection_officer","name":"Name of dpo",)"
            R"("reason":"granskning","times":1})");
}

TEST_F(AccessLog, TheSameWithinAnHourIsOneRowWithACountAndAnotherReasonIsAnother) {
  ASSERT_EQ(look_up("inside").status, 200U);
  ASSERT_EQ(look_up("inside").status, 200U);
  ASSERT_EQ(look_up("inside", "annat").status, 200U);
  auto rows = rows_about("inside");
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].reason, "annat");
  EXPECT_EQ(rows[1].count, 2U);
  clock_.advance(std::chrono::hours(1));
  ASSERT_EQ(look_up("inside").status, 200U);
  EXPECT_EQ(rows_about("inside").size(), 3U);
}

TEST_F(AccessLog, ThereIsNoAnswerWhenTheRowCannotBeWritten) {
  core_->sequencer->stop();
  const auto answer = look_up("inside");
  EXPECT_EQ(answer.status, 503U);
  EXPECT_NE(answer.body.find("not_logged"), std::string::npos) << answer.body;
  EXPECT_EQ(answer.body.find("\"reads\""), std::string::npos) << answer.body;
  EXPECT_TRUE(rows_about("inside").empty());
}

TEST_F(AccessLog, AReasonComesInTheQueryOrPercentEncodedInAHeaderAndIsAskedForWhereTheTableAsks) {
  const std::string path = "/api/v1/employees/inside/access-log";
  const auto without = ask({path, {}, "token-dpo", {}});
  EXPECT_EQ(without.status, 400U);
  EXPECT_NE(without.body.find("reason_needed"), std::string::npos) << without.body;
  EXPECT_EQ(ask({path, "reason=%20%20", "token-dpo", {}}).status, 400U);
  EXPECT_EQ(ask({path, {}, "token-dpo", "beg%C3%A4ran"}).status, 200U);
  EXPECT_EQ(rows_about("inside").front().reason, "begäran");
  EXPECT_EQ(ask({path, "reason=" + std::string(513, 'a'), "token-dpo", {}}).status, 413U);
  EXPECT_EQ(ask({path, "reason=a&limit=5", "token-dpo", {}}).status, 200U);
  EXPECT_EQ(rows_about("inside").front().filter, "limit=5");
}

TEST_F(AccessLog, AReaderSeesItsOwnLookUpsAndNobodyElses) {
  ASSERT_EQ(look_up("inside").status, 200U);
  EXPECT_TRUE(log_of("hr", "role=hr").at("look_ups").as_array().empty());
  EXPECT_TRUE(log_of("chief", "role=manager").at("look_ups").as_array().empty());
}

TEST_F(AccessLog, CountsNameNoPersonAndForInsightNoReader) {
  ASSERT_EQ(look_up("inside").status, 200U);
  ASSERT_EQ(look_up("inside").status, 200U);
  ASSERT_EQ(look_up("below").status, 200U);
  EXPECT_EQ(json::serialize(log_of("dpo").at("counts")),
            R"([{"month":"2026-03","role":"data_protection_officer","name":"Name of dpo",)"
            R"("reads":3,"persons":2}])");
  EXPECT_EQ(json::serialize(log_of("insight").at("counts")),
            R"([{"month":"2026-03","role":"data_protection_officer","reads":3,"persons":2}])");
}

TEST_F(AccessLog, ReadingOnesOwnLogIsLoggedToo) {
  log_of("inside", "role=employee");
  EXPECT_EQ(rows_about("inside").front().role, "employee");
}

TEST_F(AccessLog, PagesGoOnWhereTheLastEnded) {
  for (const char* reason : {"a", "b", "c"}) ASSERT_EQ(look_up("inside", reason).status, 200U);
  const auto first =
      json::parse(ask({"/api/v1/access-log", "role=employee&limit=2", "token-inside", {}}).body);
  EXPECT_EQ(first.at("reads").as_array().size(), 2U);
  const auto next = std::string(first.at("next").as_string());
  const auto second = json::parse(
      ask({"/api/v1/access-log", "role=employee&limit=2&after=" + next, "token-inside", {}}).body);
  EXPECT_EQ(second.at("reads").as_array().size(), 1U);
  EXPECT_TRUE(second.at("next").is_null());
}

TEST_F(AccessLog, AnHourThatIsOverIsSealedByTheRootOverItsRows) {
  ASSERT_EQ(look_up("inside").status, 200U);
  ASSERT_EQ(look_up("below").status, 200U);
  const WallTime hour = hour_of(clock_.wall());
  const std::uint64_t before = ledger_size();
  ASSERT_THAT(seal_finished_hours(*core_->sequencer, core_->readers, clock_), IsOk());
  EXPECT_EQ(ledger_size(), before) << "the hour is not over";
  clock_.advance(std::chrono::hours(1));
  ASSERT_THAT(seal_finished_hours(*core_->sequencer, core_->readers, clock_), IsOk());
  auto reader = core_->readers.lend();
  evidence::RightEdge tree;
  for (const auto& row : store::access_rows_of_hour(**reader, hour, 0, 10).value()) {
    tree.append(evidence::leaf_hash(evidence::commitment(row.salt, encode(row))));
  }
  EXPECT_EQ(tree.size(), 2U);
  const auto entry = store::find_entry(**reader, store::leaf_id(1, before));
  ASSERT_THAT(entry, IsOk());
  EXPECT_EQ(entry->kind, "access_digest");
  EXPECT_NE(entry->line.find(crypto::hex_encode(tree.root())), std::string::npos) << entry->line;
  EXPECT_NE(entry->line.find(R"("rows":2)"), std::string::npos) << entry->line;
  ASSERT_THAT(seal_finished_hours(*core_->sequencer, core_->readers, clock_), IsOk());
  EXPECT_EQ(ledger_size(), before + 1) << "once";
}

TEST_F(AccessLog, SealedHoursAreFoundAsTheyWereAndErasedOnesCounted) {
  two_sealed_hours();
  auto reader = core_->readers.lend();
  auto check = check_log(**reader);
  ASSERT_THAT(check, IsOk());
  EXPECT_EQ(check->hours, 2U);
  EXPECT_TRUE(check->problems.empty());
  const auto later = compliance::local_day(clock_.wall()) + std::chrono::days(1);
  ASSERT_THAT(core_->sequencer->run([&](ledger::Transaction& transaction) -> Result<void> {
    const auto deleted = store::delete_old_access(transaction.writer, later, 1);
    EXPECT_EQ(*deleted, 2U) << "a whole hour";
    return {};
  }),
              IsOk());
  check = check_log(**reader);
  EXPECT_EQ(check->hours, 1U);
  EXPECT_EQ(check->erased, 1U);
  EXPECT_TRUE(check->problems.empty());
}

TEST_F(AccessLog, ARowTakenAwayOrChangedAfterwardsIsFound) {
  two_sealed_hours();
  const auto hours_with_problems = [&] {
    auto reader = core_->readers.lend();
    return check_log(**reader)->problems.size();
  };
  edit("UPDATE access_log SET reason='annat' WHERE id=2");
  EXPECT_EQ(hours_with_problems(), 1U);
  edit("DELETE FROM access_log WHERE id=3");
  EXPECT_EQ(hours_with_problems(), 2U);
}

TEST_F(AccessLog, TheNextHoursFirstRowSealsTheHourBefore) {
  ASSERT_EQ(look_up("inside").status, 200U);
  const std::uint64_t before = ledger_size();
  clock_.advance(std::chrono::hours(3));
  ASSERT_EQ(look_up("inside").status, 200U);
  EXPECT_EQ(ledger_size(), before + 1);
}

TEST_F(AccessLog, AClockThatWentBackWritesIntoNoSealedHour) {
  ASSERT_EQ(look_up("inside").status, 200U);
  const WallTime first = clock_.wall();
  clock_.advance(std::chrono::hours(1));
  ASSERT_EQ(look_up("inside").status, 200U);  // seals the first hour
  clock_.set_wall(first);
  ASSERT_EQ(look_up("inside").status, 200U);
  auto reader = core_->readers.lend();
  EXPECT_EQ(store::access_rows_of_hour(**reader, hour_of(first), 0, 10)->size(), 1U);
  EXPECT_EQ(store::access_rows_of_hour(**reader, hour_of(first) + std::chrono::hours(1), 0, 10)
                ->front()
                .count,
            2U);
}

}  // namespace
}  // namespace distanskoll::server::access
