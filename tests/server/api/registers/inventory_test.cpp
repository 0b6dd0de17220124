// SPDX-License-Identifier: EUPL-1.2
// The population: which computers the municipality knows of, and which of them are measured.
#include "tests/server/api/registers/desk.h"

namespace distanskoll::server::api {
namespace {

using agreements::Platform;

class Inventory : public Desk {
 protected:
  Inventory() {
    write({laptop("L1", "VGY-1", "soc"), laptop("L2", "VGY-2", "soc"),
           laptop("L3", "VGY-3", "build"), laptop("L4", "VGY-4", "build"),
           laptop("M1", "MAC-1", "soc", Platform::kMacos)});
    computer("d1", "vgy-1", "2026-03-01", "inside");
    computer("d2", "VGY-2", "2026-02-20");
    computer("d3", "VGY-3", "2026-01-05", "outside");
  }
  static agreements::Laptop laptop(const char* id, const char* name, const char* unit,
                                   Platform platform = Platform::kWindows) {
    agreements::Laptop made;
    made.id = id;
    made.serial_number = id;
    made.host_name = name;
    made.unit = unit;
    made.platform = platform;
    made.primary_login = "inside@vaggeryd.se";
    made.master = "intune";
    return made;
  }
  static int count(const net::Response& response, const char* name) {
    return read(response).at("counts").at(name).to_number<int>();
  }
};

TEST_F(Inventory, CountsWhatIsKnownHasAnAgentReportsAndIsUsedRemotely) {
  const auto answer = get("/api/v1/inventory", "it");
  ASSERT_EQ(answer.status, 200U) << answer.body;
  EXPECT_EQ(count(answer, "known"), 4);
  EXPECT_EQ(count(answer, "with_agent"), 3);
  EXPECT_EQ(count(answer, "reporting"), 2);
  EXPECT_EQ(count(answer, "used_remotely"), 1);
  EXPECT_EQ(read(answer).at("counts").at("unmeasured").at("macos").to_number<int>(), 1);
  EXPECT_EQ(ids(answer, "laptops"), "L1 L2 L3 L4 M1");
}

TEST_F(Inventory, IsFilteredByWhatIsMissing) {
  EXPECT_EQ(ids(get("/api/v1/inventory?with_agent=false", "it"), "laptops"), "L4");
  EXPECT_EQ(ids(get("/api/v1/inventory?with_agent=true&reporting=false", "it"), "laptops"), "L3");
  EXPECT_EQ(ids(get("/api/v1/inventory?used_remotely=true", "it"), "laptops"), "L1");
  EXPECT_EQ(ids(get("/api/v1/inventory?unmeasured=macos", "it"), "laptops"), "M1");
  EXPECT_EQ(ids(get("/api/v1/inventory?unmeasured=phone", "it"), "laptops"), "");
  const auto build = get("/api/v1/inventory?unit=build", "it");
  EXPECT_EQ(ids(build, "laptops"), "L3 L4");
  EXPECT_EQ(count(build, "known"), 2);
  EXPECT_EQ(code(get("/api/v1/inventory?reporting=maybe", "it")), "malformed");
}

TEST_F(Inventory, IsPagedByIdWithTheSameCountsOnEveryPage) {
  const auto first = get("/api/v1/inventory?limit=2", "it");
  EXPECT_EQ(ids(first, "laptops"), "L1 L2");
  const auto next = std::string(read(first).at("next").as_string());
  const auto second = get("/api/v1/inventory?limit=3&after=" + next, "it");
  EXPECT_EQ(ids(second, "laptops"), "L3 L4 M1");
  EXPECT_TRUE(read(second).at("next").is_null());
  EXPECT_EQ(count(second, "known"), 4);
}

TEST_F(Inventory, NeverTellsWhoseComputerItIs) {
  EXPECT_EQ(get("/api/v1/inventory", "it").body.find("inside"), std::string::npos);
  EXPECT_EQ(get("/api/v1/inventory?format=csv", "it").body.find("inside"), std::string::npos);
}

TEST_F(Inventory, IsNamesAloneForAnAdministratorAndNothingForOthers) {
  agreements::Grant grant;
  grant.role = agreements::Role::kAdministrator;
  account("admin", "", {grant});
  const auto answer = get("/api/v1/inventory", "admin");
  EXPECT_EQ(count(answer, "known"), 4);
  EXPECT_FALSE(read(answer).at("counts").as_object().contains("reporting"));
  EXPECT_EQ(answer.body.find("with_agent"), std::string::npos);
  EXPECT_EQ(get("/api/v1/inventory?with_agent=true", "admin").status, 403U);
  EXPECT_EQ(get("/api/v1/inventory", "hr").status, 403U);
  EXPECT_EQ(get("/api/v1/inventory", "chief", "manager").status, 403U);
}

TEST_F(Inventory, IsThatOfTheUnitsThatARoleIsLimitedTo) {
  agreements::Grant grant;
  grant.role = agreements::Role::kItSecurity;
  grant.units = {"build"};
  account("it_build", "", {grant});
  EXPECT_EQ(ids(get("/api/v1/inventory", "it_build"), "laptops"), "L3 L4");
}

TEST_F(Inventory, IsAWholeListForExcel) {
  const auto csv = get("/api/v1/inventory?format=csv&limit=1", "it");
  EXPECT_EQ(csv.status, 200U);
  EXPECT_NE(csv.body.find("host_name"), std::string::npos) << csv.body;
  EXPECT_NE(csv.body.find("VGY-4"), std::string::npos) << csv.body;
}

}  // namespace
}  // namespace distanskoll::server::api
