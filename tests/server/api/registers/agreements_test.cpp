// SPDX-License-Identifier: EUPL-1.2
#include "tests/server/api/registers/desk.h"

namespace distanskoll::server::api {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

using AgreementApi = Desk;
constexpr const char* kAll = "/api/v1/agreements";

TEST_F(AgreementApi, CarriesAnAgreementFromApplicationToForce) {
  const auto made = post(
      kAll, "inside", R"({"employee":"inside","valid_from":"2026-03-02","max_days_per_week":2})");
  ASSERT_EQ(made.status, 201U) << made.body;
  EXPECT_EQ(header(made, "ETag"), "\"1\"");
  const std::string at = header(made, "Location");
  EXPECT_THAT(at, StartsWith("/api/v1/agreements/"));

  const auto own = post(at + "/signatures", "inside", R"({"signer":"employee"})", "\"1\"");
  ASSERT_EQ(own.status, 200U) << own.body;
  EXPECT_EQ(read(own).at("level").as_string(), "confirmed");
  const auto chief = post(at + "/signatures", "chief", R"({"signer":"manager"})", "\"2\"");
  ASSERT_EQ(chief.status, 404U) << "a manager is an employee first: " << chief.body;
  const auto manager =
      post(at + "/signatures", "chief", R"({"signer":"manager"})", "\"2\"", "manager");
  ASSERT_EQ(manager.status, 200U) << manager.body;
  EXPECT_EQ(header(manager, "ETag"), "\"3\"");

  const auto seen = get(at, "hr");
  ASSERT_EQ(seen.status, 200U) << seen.body;
  EXPECT_EQ(read(seen).at("state").as_string(), "in_force");
  EXPECT_EQ(read(seen).at("name").as_string(), "inside Testsson");
  EXPECT_EQ(header(seen, "ETag"), "\"3\"");
}

TEST_F(AgreementApi, WantsTheVersionThatWasSeenAndNoOther) {
  write({agreed("a1", "inside")});
  const std::string note = R"({"note":"x"})";
  const auto put = [&](const char* if_match) {
    return send({net::Method::kPut, "/api/v1/agreements/a1/note", "hr", note, if_match, {}});
  };
  EXPECT_EQ(put("").status, 428U);
  EXPECT_EQ(put("\"2\"").status, 412U);
  EXPECT_EQ(put("*").status, 400U);
  EXPECT_EQ(put("\"1\", \"2\"").status, 400U);
  EXPECT_EQ(put("\"1\"").status, 200U);
  EXPECT_EQ(code(put("\"1\"")), "precondition_failed");
  EXPECT_EQ(put("\"2\"").status, 200U);
}

TEST_F(AgreementApi, HidesWhatTheRoleDoesNotSee) {
  auto hidden = agreed("a-hidden", "hidden_below");
  write({agreed("a-in", "inside"), agreed("a-out", "outside"), hidden});
  EXPECT_EQ(ids(get(kAll, "chief", "manager"), "agreements"), "a-in");
  EXPECT_EQ(ids(get(kAll, "hr"), "agreements"), "a-in a-out");
  EXPECT_EQ(ids(get(kAll, "hr_named"), "agreements"), "a-hidden a-in a-out");
  EXPECT_EQ(ids(get(kAll, "inside"), "agreements"), "a-in");
  EXPECT_EQ(get("/api/v1/agreements/a-out", "chief", "manager").status, 404U);
  EXPECT_EQ(get("/api/v1/agreements/a-nowhere", "chief", "manager").status, 404U);
  EXPECT_EQ(get(kAll, "it").status, 403U);
  EXPECT_EQ(code(get(kAll, "insight")), "permission_denied");
}

TEST_F(AgreementApi, LetsTheEmployeeApplySignAndEndAndNothingElse) {
  write({applied("a1", "inside")});
  const auto act = [&](const char* what, const char* body) {
    return post(std::string("/api/v1/agreements/a1/") + what, "inside", body, "\"1\"").status;
  };
  EXPECT_EQ(act("refusal", R"({"reason":"nej"})"), 403U);
  EXPECT_EQ(act("follow-ups", "{}"), 403U);
  EXPECT_EQ(act("assessments", R"({"work_environment":true,"information_security":true})"), 403U);
  EXPECT_EQ(act("signatures", R"({"signer":"manager"})"), 403U);
  EXPECT_EQ(act("signatures", R"({"signer":"employee","on":"2026-03-01"})"), 400U);
  EXPECT_EQ(act("end", R"({"reason":"jag ångrade mig"})"), 200U);
  EXPECT_EQ(post(kAll, "inside", R"({"employee":"outside","valid_from":"2026-04-01"})").status,
            404U);
}

TEST_F(AgreementApi, RecordsWhatIsWrittenDownOfOthers) {
  write({applied("a1", "inside")});
  const auto recorded = post("/api/v1/agreements/a1/signatures", "hr",
                             R"({"signer":"employee","on":"2026-02-27"})", "\"1\"");
  ASSERT_EQ(recorded.status, 200U) << recorded.body;
  EXPECT_EQ(read(recorded).at("level").as_string(), "recorded");
}

TEST_F(AgreementApi, RenewsAndEndsTheOldOneInOneCommit) {
  write({agreed("a1", "inside")});
  const auto renewal = post("/api/v1/agreements/a1/renewal", "hr",
                            R"({"valid_from":"2026-03-02","max_days_per_week":3})", "\"1\"");
  ASSERT_EQ(renewal.status, 201U) << renewal.body;
  const std::string at = header(renewal, "Location");
  ASSERT_EQ(post(at + "/signatures", "inside", R"({"signer":"employee"})", "\"1\"").status, 200U);
  const auto last = post(at + "/signatures", "hr", R"({"signer":"manager"})", "\"2\"");
  ASSERT_EQ(last.status, 200U) << last.body;
  EXPECT_EQ(read(last).at("ended").as_string(), "a1");
  const auto old = read(get("/api/v1/agreements/a1", "hr"));
  EXPECT_EQ(old.at("state").as_string(), "ended");
  EXPECT_EQ(old.at("equipment").as_array().size(), 0U);
  EXPECT_EQ(read(get(at, "hr")).at("equipment").as_array().size(), 1U);
}

TEST_F(AgreementApi, RefusesBodiesThatAreNotWhatTheContractSays) {
  const auto status = [&](const char* body) { return post(kAll, "hr", body).status; };
  EXPECT_EQ(status("{"), 400U);
  EXPECT_EQ(status("{}"), 400U);
  EXPECT_EQ(status(R"({"employee":"inside","valid_from":"2026-02-30"})"), 400U);
  EXPECT_EQ(status(R"({"employee":"inside","valid_from":"2026-04-01","colour":"red"})"), 400U);
  EXPECT_EQ(status(R"({"employee":"inside","valid_from":"2026-04-01","max_days_per_week":2.5})"),
            400U);
  EXPECT_EQ(status(R"({"employee":"inside","valid_from":"2026-04-01","max_days_per_week":8})"),
            400U);
}

TEST_F(AgreementApi, FiltersByUnitStateAndExpiry) {
  auto soon = agreed("a-soon", "below");
  soon.valid_to = day("2026-04-01");
  write({agreed("a-in", "inside"), soon, applied("a-new", "outside")});
  const auto with = [&](const char* query) {
    return ids(get(std::string(kAll) + query, "hr"), "agreements");
  };
  EXPECT_EQ(with("?unit=soc"), "a-in a-soon");
  EXPECT_EQ(with("?unit=home"), "a-soon");
  EXPECT_EQ(with("?state=applied"), "a-new");
  EXPECT_EQ(with("?expiring_within=29"), "");
  EXPECT_EQ(with("?expiring_within=30"), "a-soon");
  EXPECT_EQ(with("?employee=inside"), "a-in");
  for (const char* bad :
       {"?state=signed", "?expiring_within=367", "?expiring_within=-1", "?colour=red",
        "?sort=applied_on", "?format=xml", "?limit=0", "?after=x"}) {
    EXPECT_EQ(get(std::string(kAll) + bad, "hr").status, 400U) << bad;
  }
}

TEST_F(AgreementApi, PagesInItsOrderWithoutLossOrRepetition) {
  auto third = agreed("a1", "below");
  auto first = agreed("a2", "inside");
  auto second = agreed("a3", "outside");
  first.valid_to = day("2026-06-01");
  second.valid_to = day("2026-06-01");
  third.valid_to.reset();
  write({first, second, third});
  std::string seen;
  std::string after;
  for (int pages = 0; pages < 5; ++pages) {
    const auto page = get(std::string(kAll) + "?sort=valid_to&limit=1" + after, "hr");
    seen += ids(page, "agreements") + ";";
    const auto next = read(page).at("next");
    if (next.is_null()) break;
    after = "&after=" + std::string(next.as_string());
  }
  EXPECT_EQ(seen, "a2;a3;a1;");
}

TEST_F(AgreementApi, ExportsAllOfItForExcelAndNoCellRunsAsAFormula) {
  auto agreement = agreed("a1", "inside");
  agreement.equipment = {{"=HYPERLINK(1)", {}, {}}};
  write({agreement, agreed("a2", "below")});
  const auto csv = get(std::string(kAll) + "?format=csv&limit=1", "hr");
  ASSERT_EQ(csv.status, 200U) << csv.body;
  EXPECT_EQ(csv.content_type, "text/csv; charset=utf-8");
  EXPECT_THAT(csv.body, StartsWith("\xEF\xBB\xBFNamn;Enhet;"));
  EXPECT_THAT(csv.body, HasSubstr("a1"));
  EXPECT_THAT(csv.body, HasSubstr("a2"));
  EXPECT_THAT(csv.body, HasSubstr("'=HYPERLINK(1)"));
}

TEST_F(AgreementApi, KeepsEveryVersionAndShowsDaysAndNoClockTimes) {
  write({agreed("a1", "inside")});
  ASSERT_EQ(post("/api/v1/agreements/a1/end", "hr", R"({"reason":"flytt"})", "\"1\"").status, 200U);
  const auto history = get("/api/v1/agreements/a1/history", "hr");
  ASSERT_EQ(history.status, 200U) << history.body;
  const auto versions = read(history).at("versions").as_array();
  ASSERT_EQ(versions.size(), 2U);
  EXPECT_TRUE(versions[0].at("value").at("ended").is_null());
  EXPECT_EQ(versions[1].at("value").at("ended").at("reason").as_string(), "flytt");
  EXPECT_EQ(versions[1].at("on").as_string(), "2026-03-02");
  EXPECT_EQ(versions[1].at("why").as_string(), "flytt");
  EXPECT_THAT(history.body, Not(HasSubstr("T07:")));
}

TEST_F(AgreementApi, OfAnHrSystemIsReadOnlyAndSaysWhereToChangeIt) {
  auto theirs = agreed("a1", "inside");
  theirs.master = "heroma";
  write({theirs});
  const auto refused = post("/api/v1/agreements/a1/follow-ups", "hr", "{}", "\"1\"");
  EXPECT_EQ(refused.status, 409U);
  EXPECT_THAT(refused.body, HasSubstr("heroma"));
}

TEST_F(AgreementApi, EachReadingOfAPersonIsWrittenDownForThem) {
  write({agreed("a1", "inside"), agreed("a2", "below")});
  ASSERT_EQ(get(std::string(kAll) + "?unit=soc", "hr").status, 200U);
  const auto reads = read(get("/api/v1/employees/below/access-log", "below", "employee"));
  ASSERT_EQ(reads.at("reads").as_array().size(), 1U) << json::serialize(reads);
  EXPECT_EQ(reads.at("reads").at(0).at("role").as_string(), "hr");
}

TEST_F(AgreementApi, FindsWhatAgreementsLack) {
  auto whole = agreed("a-whole", "inside");
  whole.risk_assessments = {{day("2026-01-02"), true, true, "hr", std::nullopt}};
  whole.follow_ups = {{day("2026-02-02"), "hr", std::nullopt}};
  whole.archived_in_personnel_file = true;
  auto over = agreed("a-over", "outside");
  over.ended = agreements::AgreementEnd{day("2026-02-01"), "slut", "hr"};
  write({whole, applied("a-new", "below"), over});
  const auto lacking = [&](const std::string& query) {
    return ids(get(kAll + ("?missing=" + query), "hr"), "agreements");
  };
  EXPECT_EQ(lacking("employee_signature"), "a-new");
  EXPECT_EQ(lacking("risk_assessment"), "a-new") << "of those that live";
  EXPECT_EQ(lacking("risk_assessment&state=ended"), "a-over") << "unless they are asked for";
  EXPECT_EQ(lacking("follow_up"), "a-new");
  EXPECT_EQ(lacking("personnel_file"), "a-new");
  EXPECT_EQ(lacking("last_day"), "");
  EXPECT_EQ(lacking("returned_equipment"), "a-over") << "it is to come back when it is over";
  EXPECT_EQ(get(std::string(kAll) + "?missing=luck", "hr").status, 400U);
}

TEST_F(AgreementApi, FindsByAPartOfTheNameAndOrdersByUnit) {
  write({agreed("a1", "inside"), agreed("a2", "outside"), agreed("a3", "below")});
  const auto found = [&](const char* query) {
    return ids(get(std::string(kAll) + query, "hr"), "agreements");
  };
  EXPECT_EQ(found("?name=SIDE%20test"), "a1 a2");
  EXPECT_EQ(found("?sort=unit"), "a2 a3 a1") << "build, home, soc";
  EXPECT_EQ(ids(get(std::string(kAll) + "?name=outside", "chief", "manager"), "agreements"), "");
}

TEST_F(AgreementApi, CountsWhatTheRoleSeesByStateAndUnit) {
  auto soon = agreed("a-soon", "inside");
  soon.valid_to = day("2026-04-15");
  write({soon, applied("a-new", "below"), agreed("a-out", "outside")});
  const auto of = [&](const char* who, const char* role) {
    const auto response = get("/api/v1/agreement-counts", who, role);
    EXPECT_EQ(response.status, 200U) << response.body;
    return read(response);
  };
  const auto all = of("hr", "");
  EXPECT_EQ(all.at("states").at("in_force"), 2);
  EXPECT_EQ(all.at("states").at("applied"), 1);
  EXPECT_EQ(all.at("expiring").at(0).at("agreements"), 0);
  EXPECT_EQ(all.at("expiring").at(1).at("within_days"), 60);
  EXPECT_EQ(all.at("expiring").at(1).at("agreements"), 1);
  EXPECT_EQ(all.at("missing").at("manager_signature"), 1);
  ASSERT_EQ(all.at("units").as_array().size(), 3U);
  EXPECT_EQ(all.at("units").at(0).at("unit"), "build");
  EXPECT_EQ(of("chief", "manager").at("states").at("in_force"), 1) << "own staff alone";
  for (const char* who : {"insight", "it"}) {
    EXPECT_EQ(get("/api/v1/agreement-counts", who).status, 403U) << who;
  }
}

}  // namespace
}  // namespace distanskoll::server::api
