// SPDX-License-Identifier: EUPL-1.2
// The list of computers: filters, order, pages, counts over all of it, the file; and what IT
// security does with one.
#include "server/api/fleet_query.h"
#include "tests/server/api/registers/desk.h"

namespace distanskoll::server::api {
namespace {

using compliance::RequirementResult;

class Devices : public Desk {
 protected:
  Devices() {
    agreements::Laptop laptop;
    laptop.id = "L2";
    laptop.host_name = "VGY-2";
    laptop.unit = "soc";
    laptop.master = "intune";
    write({laptop});
    computer("d1", "vgy-3", "2026-03-01");
    computer("d2", "vgy-2", "2026-03-01");
    computer("d3", "Öst-1", "2026-03-01");
    agreements::Grant build;
    build.role = agreements::Role::kItSecurity;
    build.units = {"build"};
    account("it_build", "", {build});
    agreements::Grant administrator;
    administrator.role = agreements::Role::kAdministrator;
    account("admin", "", {administrator});
  }
  static int counted(const net::Response& response, const char* state) {
    return read(response).at("counts").at("states").at(state).to_number<int>();
  }
  static int total(const net::Response& response) {
    return read(response).at("counts").at("total").to_number<int>();
  }
  net::Response put(const std::string& path, const std::string& as, const std::string& body) {
    return send({net::Method::kPut, path, as, body, {}, {}});
  }
};

TEST_F(Devices, AreListedByIdUnlessAnotherOrderIsAsked) {
  EXPECT_EQ(ids(get("/api/v1/devices", "it"), "devices"), "d1 d2 d3");
  EXPECT_EQ(ids(get("/api/v1/devices?sort=name", "it"), "devices"), "d2 d1 d3");
  EXPECT_EQ(ids(get("/api/v1/devices?sort=name&reverse=true", "it"), "devices"), "d3 d1 d2");
  EXPECT_EQ(code(get("/api/v1/devices?sort=newest_at", "it")), "malformed");
}

TEST_F(Devices, HaveTheInventorysUnitWhenTheyHaveNone) {
  EXPECT_EQ(ids(get("/api/v1/devices?unit=soc", "it"), "devices"), "d2");
  EXPECT_EQ(read(get("/api/v1/devices/d2", "it")).at("unit").as_string(), "soc");
  EXPECT_EQ(ids(get("/api/v1/devices", "it_build"), "devices"), "")
      << "who is limited to units sees those enrolled there";
}

TEST_F(Devices, AreFoundByNameInAnyCase) {
  EXPECT_EQ(ids(get("/api/v1/devices?search=VGY", "it"), "devices"), "d1 d2");
  EXPECT_EQ(ids(get("/api/v1/devices?search=%C3%B6st", "it"), "devices"), "d3");
  EXPECT_EQ(ids(get("/api/v1/devices?search=d2", "it"), "devices"), "d2");
}

TEST_F(Devices, ArePagedInAnyOrderWithTheSameCounts) {
  for (const std::string order : {"sort=id", "sort=name", "sort=state&reverse=true"}) {
    const auto all = ids(get("/api/v1/devices?" + order, "it"), "devices");
    std::string paged;
    std::string after;
    do {
      const auto page =
          get("/api/v1/devices?limit=1&" + order + (after.empty() ? "" : "&after=" + after), "it");
      EXPECT_EQ(total(page), 3);
      paged += (paged.empty() ? "" : " ") + ids(page, "devices");
      const auto next = read(page).at("next");
      after = next.is_null() ? "" : std::string(next.as_string());
    } while (!after.empty());
    EXPECT_EQ(paged, all) << order;
  }
  EXPECT_EQ(code(get("/api/v1/devices?after=%F0", "it")), "malformed");
}

TEST_F(Devices, AreCountedByStateWhateverStateIsShown) {
  const auto answer = get("/api/v1/devices?state=fail", "it");
  EXPECT_EQ(ids(answer, "devices"), "");
  EXPECT_EQ(total(answer), 0);
  EXPECT_EQ(counted(answer, "never"), 3);
  EXPECT_EQ(counted(answer, "pass"), 0);
}

TEST_F(Devices, AreGivenAsAFile) {
  const auto answer = get("/api/v1/devices?format=csv&unit=soc", "it");
  EXPECT_EQ(answer.content_type, "text/csv; charset=utf-8");
  EXPECT_NE(answer.body.find("d2;vgy-2;soc;assigned;never"), std::string::npos) << answer.body;
  EXPECT_EQ(answer.body.find("d1;"), std::string::npos);
}

TEST_F(Devices, AreNamesAloneForAnAdministrator) {
  const auto answer = get("/api/v1/devices", "admin");
  const auto page = read(answer);
  EXPECT_EQ(page.at("devices").as_array().front().as_object().size(), 5U);
  EXPECT_EQ(page.at("counts").as_object().size(), 1U);
  for (const char* asked : {"state=fail", "requirement=screen_lock", "sort=state", "sort=findings",
                            "presence=off", "overall=pass"}) {
    EXPECT_EQ(code(get(std::string("/api/v1/devices?") + asked, "admin")), "permission_denied")
        << asked;
  }
}

TEST_F(Devices, ThatAreReportedLostAreOutOfUse) {
  const auto answer = post("/api/v1/devices/d1/loss", "it", R"({"how":"stolen"})");
  ASSERT_EQ(answer.status, 200U) << answer.body;
  const auto device = read(get("/api/v1/devices/d1", "it"));
  EXPECT_EQ(device.at("lifecycle").as_string(), "lost");
  EXPECT_EQ(device.at("revoked_reason").as_string(), "stolen");
  EXPECT_EQ(counted(get("/api/v1/devices", "it"), "written_off"), 1);
  const auto statement = read(get("/api/v1/devices/d1/loss-statement", "it"));
  EXPECT_EQ(statement.at("disk").at("unknown").as_string(), "never_reported");
  EXPECT_TRUE(statement.at("proof").is_null());
  EXPECT_FALSE(statement.at("revoked_at").is_null());
}

TEST_F(Devices, AreChangedByITSecurityAloneAndOnlyAsTheyCanBe) {
  for (const char* as : {"admin", "chief", "inside", "hr"}) {
    EXPECT_EQ(code(post("/api/v1/devices/d1/loss", as, R"({"how":"lost"})")), "permission_denied");
  }
  EXPECT_EQ(code(post("/api/v1/devices/d1/loss", "it_build", R"({"how":"lost"})")), "not_found");
  EXPECT_EQ(code(post("/api/v1/devices/d9/loss", "it", R"({"how":"lost"})")), "not_found");
  EXPECT_EQ(post("/api/v1/devices/d1/loss", "it", R"({"how":"sold"})").status, 400U);
  EXPECT_EQ(post("/api/v1/devices/d1/loss", "it", R"({"how":"lost","more":1})").status, 400U);
  EXPECT_EQ(post("/api/v1/devices/d1/revocation", "it", R"({"reason":""})").status, 400U);
  EXPECT_EQ(put("/api/v1/devices/d1/lifecycle", "it", R"({"lifecycle":"sold"})").status, 400U);
  EXPECT_TRUE(read(get("/api/v1/devices/d1", "it")).at("revoked_at").is_null());
  EXPECT_EQ(put("/api/v1/devices/d1/lifecycle", "it", R"({"lifecycle":"shared"})").status, 200U);
  EXPECT_EQ(read(get("/api/v1/devices/d1", "it")).at("lifecycle").as_string(), "shared");
  EXPECT_EQ(post("/api/v1/devices/d1/revocation", "it", R"({"reason":"key"})").status, 200U);
  EXPECT_EQ(read(get("/api/v1/devices/d1", "it")).at("revoked_reason").as_string(), "key");
}

TEST_F(Devices, ShowNoReportsWhenThereAreNone) {
  const auto answer = get("/api/v1/devices/d1/reports", "it");
  ASSERT_EQ(answer.status, 200U) << answer.body;
  EXPECT_TRUE(read(answer).at("reports").as_array().empty());
  EXPECT_EQ(code(get("/api/v1/devices/d1/reports", "chief")), "not_found") << "it is not chief's";
  EXPECT_EQ(code(get("/api/v1/devices/d1/reports", "hr")), "permission_denied");
  EXPECT_EQ(code(get("/api/v1/devices/d9/reports", "it")), "not_found");
}

/// What follows from how requirements came out, without a database.
class FleetOrder : public ::testing::Test {
 protected:
  static FleetDevice device(const char* id, FleetState state,
                            std::vector<RequirementResult> results = {}) {
    FleetDevice made;
    made.row.id = id;
    made.row.host_name = id;
    made.row.lifecycle = state == FleetState::kWrittenOff ? "lost" : "assigned";
    made.state = state;
    made.results = std::move(results);
    return made;
  }
};

TEST_F(FleetOrder, CountsWhatFailsAndWhatIsUndecidedPerRequirement) {
  using enum RequirementResult;
  const std::vector<FleetDevice> fleet = {device("a", FleetState::kFail, {kFail, kUnknown}),
                                          device("b", FleetState::kPass, {kPass, kPass}),
                                          device("c", FleetState::kUnknown, {kUnknown, kPass}),
                                          device("d", FleetState::kWrittenOff, {kFail, kFail})};
  std::vector<const FleetDevice*> all;
  all.reserve(fleet.size());
  for (const auto& each : fleet) all.push_back(&each);
  const auto counts = count_fleet({}, all, 2);
  EXPECT_EQ(counts.total, 4U);
  EXPECT_THAT(counts.failing, ::testing::ElementsAre(1, 0)) << "not of those out of use";
  EXPECT_THAT(counts.undecided, ::testing::ElementsAre(1, 1));
}

TEST_F(FleetOrder, ARequirementIsMatchedByWhatItCameTo) {
  using enum RequirementResult;
  FleetQuery query;
  query.requirement = RequirementWish{1, kUnknown};
  EXPECT_TRUE(matches_beside_state(query, device("a", FleetState::kFail, {kFail, kUnknown})));
  EXPECT_FALSE(matches_beside_state(query, device("b", FleetState::kFail, {kUnknown, kFail})));
  EXPECT_FALSE(matches_beside_state(query, device("c", FleetState::kSilent)));
  EXPECT_FALSE(
      matches_beside_state(query, device("d", FleetState::kWrittenOff, {kFail, kUnknown})));
}

TEST_F(FleetOrder, TheWorstStateComesFirst) {
  FleetQuery query;
  query.sort = FleetSort::kState;
  const auto fails = place_of(query, device("z", FleetState::kFail));
  const auto passes = place_of(query, device("a", FleetState::kPass));
  EXPECT_TRUE(comes_before(query, fails, passes));
  query.reverse = true;
  EXPECT_TRUE(comes_before(query, passes, fails));
}

}  // namespace
}  // namespace distanskoll::server::api
