// SPDX-License-Identifier: EUPL-1.2
// Findings as IT security works with them: joined with their computers, in words, given to a
// colleague.
#include "tests/server/api/registers/desk.h"

namespace distanskoll::server::api {
namespace {

class Findings : public Desk {
 protected:
  Findings() {
    agreements::Laptop laptop;
    laptop.id = "L1";
    laptop.host_name = "vgy-1";
    laptop.unit = "soc";
    laptop.master = "intune";
    write({laptop});
    computer("d1", "vgy-1", "2026-03-01");
    computer("d2", "vgy-2", "2026-03-01");
    lock_ = finding("d1", "screen_lock", "medium", "2026-02-01");
    disk_ = finding("d2", "disk_encryption", "high", "2026-02-20");
    old_ = finding("d2", "screen_lock", "medium", "2026-01-10");
  }
  /// Their numbers, as the list has them.
  std::string numbers(const std::string& query, const std::string& as = "it") {
    std::string all;
    const auto page = read(get("/api/v1/findings" + query, as));
    if (!page.contains("findings")) return std::string(page.at("code").as_string());
    for (const auto& row : page.at("findings").as_array()) {
      all += (all.empty() ? "" : " ") + std::to_string(row.at("id").as_int64());
    }
    return all;
  }
  static std::string list(std::initializer_list<std::int64_t> numbers) {
    std::string all;
    for (const auto each : numbers) all += (all.empty() ? "" : " ") + std::to_string(each);
    return all;
  }
  json::object one(std::int64_t id) {
    return read(get("/api/v1/findings/" + std::to_string(id), "it"));
  }
  net::Response assign(std::int64_t id, const std::string& body) {
    return send({net::Method::kPut,
                 "/api/v1/findings/" + std::to_string(id) + "/assignment",
                 "it",
                 body,
                 {},
                 {}});
  }
  net::Response note(std::int64_t id, const std::string& body) {
    return post("/api/v1/findings/" + std::to_string(id) + "/notes", "it", body);
  }
  std::int64_t lock_ = 0;
  std::int64_t disk_ = 0;
  std::int64_t old_ = 0;
};

TEST_F(Findings, BeginWithTheMostSevereAndThenTheOldest) {
  EXPECT_EQ(numbers(""), list({disk_, old_, lock_}));
  EXPECT_EQ(numbers("?sort=age"), list({old_, lock_, disk_}));
  EXPECT_EQ(numbers("?sort=age&reverse=true"), list({disk_, lock_, old_}));
  EXPECT_EQ(numbers("?sort=name"), list({lock_, old_, disk_}));
  EXPECT_EQ(numbers("?sort=first_failed_at"), "malformed");
}

TEST_F(Findings, AreJoinedWithComputerUnitAndWords) {
  const auto finding = one(lock_);
  EXPECT_EQ(finding.at("computer").at("host_name").as_string(), "vgy-1");
  EXPECT_EQ(finding.at("computer").at("unit").as_string(), "soc") << "the inventory's";
  EXPECT_EQ(finding.at("title").at("sv").as_string(), "Inte uppfyllt: Skärmen låser sig själv");
  EXPECT_FALSE(finding.at("remedy").at("en").as_string().empty());
}

TEST_F(Findings, AreFilteredAndCounted) {
  EXPECT_EQ(numbers("?what=screen_lock"), list({old_, lock_}));
  EXPECT_EQ(numbers("?severity=high"), list({disk_}));
  EXPECT_EQ(numbers("?unit=soc"), list({lock_}));
  EXPECT_EQ(numbers("?device=d2"), list({disk_, old_}));
  EXPECT_EQ(numbers("?search=VGY-2"), list({disk_, old_}));
  EXPECT_EQ(numbers("?severity=worst"), "malformed");
  const auto counts = read(get("/api/v1/findings?limit=1", "it")).at("counts");
  EXPECT_EQ(counts.at("total").to_number<int>(), 3);
  EXPECT_EQ(counts.at("computers").to_number<int>(), 2);
  EXPECT_EQ(counts.at("unheard").to_number<int>(), 2) << "they never reported";
  EXPECT_EQ(counts.at("severities").at("medium").to_number<int>(), 2);
  EXPECT_EQ(counts.at("kinds").as_array().size(), 2U);
}

TEST_F(Findings, ArePagedByTheirNumber) {
  const auto first = read(get("/api/v1/findings?limit=2", "it"));
  EXPECT_EQ(first.at("next").as_string(), std::to_string(old_));
  EXPECT_EQ(numbers("?limit=2&after=" + std::to_string(old_)), list({lock_}));
  EXPECT_EQ(numbers("?after=777"), "conflict");
  EXPECT_EQ(numbers("?after=x"), "malformed");
}

TEST_F(Findings, AreGivenToAColleagueWhoIsNamed) {
  ASSERT_EQ(assign(lock_, R"({"account":"it"})").status, 200U);
  EXPECT_EQ(one(lock_).at("assigned").at("name").as_string(), "Name of it");
  EXPECT_EQ(numbers("?assigned=it"), list({lock_}));
  EXPECT_EQ(numbers("?assigned=nobody"), list({disk_, old_}));
  ASSERT_EQ(assign(lock_, R"({"account":null})").status, 200U);
  EXPECT_TRUE(one(lock_).at("assigned").is_null());
  EXPECT_EQ(one(lock_).at("history").as_array().size(), 2U);
}

TEST_F(Findings, AreGivenToITSecurityAlone) {
  EXPECT_EQ(assign(lock_, R"({"account":"hr"})").status, 400U);
  EXPECT_EQ(assign(lock_, R"({"account":"nobody-here"})").status, 400U);
  EXPECT_EQ(assign(lock_, "{}").status, 400U);
  EXPECT_EQ(assign(999, R"({"account":"it"})").status, 404U);
  const auto people = read(get("/api/v1/assignees", "it")).at("assignees").as_array();
  ASSERT_EQ(people.size(), 1U);
  EXPECT_EQ(people.front().at("account").as_string(), "it");
  EXPECT_TRUE(people.front().at("self").as_bool());
  EXPECT_EQ(code(get("/api/v1/assignees", "chief")), "permission_denied");
}

TEST_F(Findings, KeepNotesWithWhoWroteThem) {
  ASSERT_EQ(note(disk_, R"({"text":"Ny disk beställd"})").status, 200U);
  EXPECT_EQ(note(disk_, R"({"text":""})").status, 400U);
  const auto history = one(disk_).at("history").as_array();
  ASSERT_EQ(history.size(), 1U);
  EXPECT_EQ(history.front().at("note").as_string(), "Ny disk beställd");
  EXPECT_EQ(history.front().at("by").as_string(), "Name of it");
  const auto row = read(get("/api/v1/findings?what=disk_encryption", "it"));
  EXPECT_EQ(row.at("findings").as_array().front().at("notes").to_number<int>(), 1);
}

TEST_F(Findings, ThatAreMendedKeepTheirHistoryAndTakeNoMore) {
  ASSERT_EQ(note(disk_, R"({"text":"Ny disk beställd"})").status, 200U);
  close("d2", "disk_encryption");
  EXPECT_EQ(note(disk_, R"({"text":"mer"})").status, 409U);
  EXPECT_EQ(one(disk_).at("history").as_array().size(), 1U);
  const auto again = finding("d2", "disk_encryption", "high", "2026-03-02");
  EXPECT_TRUE(one(again).at("assigned").is_null());
  ASSERT_EQ(one(again).at("earlier").as_array().size(), 1U);
  EXPECT_EQ(one(again).at("earlier").as_array().front().at("id").as_int64(), disk_);
  EXPECT_EQ(numbers("?device=d2&state=all&sort=age&reverse=true"), list({again, disk_, old_}));
}

TEST_F(Findings, ShowAWaiverOfTheirUnit) {
  EXPECT_TRUE(one(lock_).at("waiver").is_null());
  const auto given = post(
      "/api/v1/waivers", "it",
      R"({"requirement":"screen_lock","unit":"kommun","valid_to":"2026-04-01","reason":"Bytet"})");
  ASSERT_EQ(given.status, 201U) << given.body;
  EXPECT_FALSE(one(lock_).at("waiver").is_null()) << "soc is within kommun";
  EXPECT_TRUE(one(old_).at("waiver").is_null()) << "d2 has no unit";
  EXPECT_TRUE(one(disk_).at("waiver").is_null()) << "of another requirement";
}

TEST_F(Findings, AreGivenAsAFile) {
  const auto answer = get("/api/v1/findings?format=csv", "it");
  EXPECT_EQ(answer.content_type, "text/csv; charset=utf-8");
  EXPECT_NE(answer.body.find(";vgy-1;soc;Inte uppfyllt: Skärmen låser sig själv;medium;"),
            std::string::npos);
}

}  // namespace
}  // namespace distanskoll::server::api
