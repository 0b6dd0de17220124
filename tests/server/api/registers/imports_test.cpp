// SPDX-License-Identifier: EUPL-1.2
// Files of other systems over the API: shown first, written whole or not at all, brought only by
// who keeps the register.
#include "tests/server/api/registers/desk.h"

#include <fmt/format.h>

namespace distanskoll::server::api {
namespace {

using net::Method;

constexpr const char* kEmployees = "/api/v1/imports/employees";
constexpr const char* kHeading = "Anställningsnummer;Förnamn;Efternamn;Enhetskod;Inloggning\n";

class Imports : public Desk {
 protected:
  net::Response bring(const std::string& path, const std::string& as, const std::string& file,
                      const std::string& role = {}, const std::string& type = "text/csv") {
    return send({Method::kPost, path, as, file, {}, role, type});
  }
  /// How many people the directory has.
  std::size_t people() {
    return read(get("/api/v1/employees?limit=200", "hr_named")).at("employees").as_array().size();
  }
  static std::string reason(const json::value& problem, const char* language) {
    return std::string(problem.at("reason").at(language).as_string());
  }
};

std::string people_file(int count, int bad = 0) {
  std::string file = kHeading;
  for (int i = 1; i <= count; ++i) {
    file += fmt::format("n{};Anna;Berg;{};login{}\n", i, i <= bad ? "NIX" : "soc", i);
  }
  return file;
}

TEST_F(Imports, AreShownAndNotWrittenUnlessTheRequestSaysSo) {
  const auto before = people();
  const auto shown = bring(kEmployees, "hr", people_file(3));
  ASSERT_EQ(shown.status, 200U) << shown.body;
  EXPECT_EQ(read(shown).at("added").to_number<int>(), 3);
  EXPECT_FALSE(read(shown).at("written").as_bool());
  EXPECT_EQ(people(), before);
  const auto written = bring(std::string(kEmployees) + "?dry_run=false", "hr", people_file(3));
  ASSERT_EQ(written.status, 200U) << written.body;
  EXPECT_TRUE(read(written).at("written").as_bool());
  EXPECT_EQ(people(), before + 3);
  EXPECT_EQ(read(bring(kEmployees, "hr", people_file(3))).at("unchanged").to_number<int>(), 3);
}

TEST_F(Imports, OfThreeHundredRowsWithFourBadOnesWriteNothingAndNameEachOfTheFour) {
  std::string file = people_file(296);
  file += "n297;Anna;Berg;NIX;login297\n";        // no such unit
  file += "n298;;Berg;soc;login298\n";            // no given name
  file += "n299;Anna;Berg;soc;two words here\n";  // no login
  file += ";Anna;Berg;soc;login300\n";            // no number
  const auto before = people();
  const auto answer = bring(std::string(kEmployees) + "?dry_run=false", "hr", file);
  EXPECT_EQ(answer.status, 422U);
  const auto report = read(answer);
  EXPECT_FALSE(report.at("clean").as_bool());
  EXPECT_FALSE(report.at("written").as_bool());
  const auto& problems = report.at("problems").as_array();
  EXPECT_EQ(people(), before);
  ASSERT_GE(problems.size(), 3U) << answer.body;
  for (const auto& one : problems) {
    EXPECT_GE(one.at("row").to_number<int>(), 298);
    EXPECT_FALSE(one.at("column").as_string().empty());
    EXPECT_FALSE(reason(one, "sv").empty());
    EXPECT_FALSE(reason(one, "en").empty());
  }
  std::vector<int> rows;
  for (const auto& one : problems) rows.push_back(one.at("row").to_number<int>());
  std::ranges::sort(rows);
  EXPECT_THAT(rows, ::testing::ElementsAre(298, 299, 300, 301));
}

TEST_F(Imports, WithAWrongHeadingSayWhichAreMissing) {
  const auto answer =
      bring(kEmployees, "hr", "Anställningsnummer;Förnamn;Efternamn;Avdelning\n1;A;B;soc\n");
  ASSERT_EQ(answer.status, 200U);
  const json::array problems = read(answer).at("problems").as_array();
  ASSERT_EQ(problems.size(), 1U) << answer.body;
  EXPECT_NE(reason(problems[0], "sv").find("Enhetskod"), std::string::npos) << answer.body;
}

TEST_F(Imports, WithPersonnummerAreRefusedWholeAndNotRepeated) {
  const auto answer = bring(std::string(kEmployees) + "?dry_run=false", "hr",
                            "Anställningsnummer;Förnamn;Efternamn;Enhetskod;Personnummer\n"
                            "1;Anna;Berg;soc;19121212-1212\n");
  EXPECT_EQ(answer.status, 422U);
  const json::array problems = read(answer).at("problems").as_array();
  ASSERT_EQ(problems.size(), 1U) << answer.body;
  EXPECT_EQ(answer.body.find("1212"), std::string::npos);
  EXPECT_EQ(read(answer).at("added").to_number<int>(), 0);
}

TEST_F(Imports, InWindows1252AreReadWithANotice) {
  const auto answer = bring(kEmployees, "hr",
                            "Anst\xe4llningsnummer;F\xf6rnamn;Efternamn;Enhetskod\n"
                            "1;\xc5sa;\xd6"
                            "berg;soc\n",
                            {}, "text/csv; charset=windows-1252");
  ASSERT_EQ(answer.status, 200U) << answer.body;
  EXPECT_TRUE(read(answer).at("clean").as_bool()) << answer.body;
  EXPECT_EQ(read(answer).at("notices").as_array().size(), 1U) << answer.body;
}

TEST_F(Imports, InJsonAreTheSameRows) {
  const auto answer =
      bring(kEmployees, "hr",
            R"([{"hr_number":"1","given_name":"Anna","family_name":"Berg","unit":"soc"}])", {},
            "application/json");
  EXPECT_EQ(read(answer).at("added").to_number<int>(), 1) << answer.body;
}

TEST_F(Imports, OfAnotherTypeAreRefused) {
  const auto answer = bring(kEmployees, "hr", "PK", {}, "application/zip");
  EXPECT_EQ(answer.status, 415U);
  EXPECT_EQ(code(bring(std::string(kEmployees) + "?dryrun=false", "hr", people_file(1))),
            "malformed");
  EXPECT_EQ(code(bring(std::string(kEmployees) + "?dry_run=no", "hr", people_file(1))),
            "malformed");
}

TEST_F(Imports, AreForThoseWhoKeepTheWholeRegister) {
  EXPECT_EQ(bring(kEmployees, "it", people_file(1)).status, 403U);
  EXPECT_EQ(bring("/api/v1/imports/inventory", "hr", "Datornamn;Serienummer\nA;1\n").status, 403U);
  const std::string agreements = "Anställningsnummer;Gäller från\n1;2026-01-01\n";
  const std::string trainings = "Anställningsnummer;Utbildning;Genomförd\n1;Sekretess;2026-01-01\n";
  EXPECT_EQ(bring("/api/v1/imports/agreements", "chief", agreements, "manager").status, 403U);
  EXPECT_EQ(bring("/api/v1/imports/agreements", "inside", agreements).status, 403U);
  EXPECT_EQ(bring("/api/v1/imports/trainings", "chief", trainings, "manager").status, 403U);
  agreements::Grant part;
  part.role = agreements::Role::kHr;
  part.units = {"soc"};
  account("hr_soc", "", {part});
  EXPECT_EQ(bring(kEmployees, "hr_soc", people_file(1)).status, 403U);
  EXPECT_EQ(bring("/api/v1/imports/agreements", "hr", agreements).status, 200U);
}

TEST_F(Imports, OfTheInventoryAreItSecuritys) {
  const auto answer = bring("/api/v1/imports/inventory?dry_run=false&system=intune", "it",
                            "Device name,Serial number\nVGY-1,SN1\nVGY-2,SN2\n");
  ASSERT_EQ(answer.status, 200U) << answer.body;
  EXPECT_TRUE(read(answer).at("written").as_bool()) << answer.body;
  EXPECT_EQ(read(answer).at("added").to_number<int>(), 2);
}

TEST_F(Imports, TellNothingOfAProtectedPersonToSomebodyWhoMayNotSeeThem) {
  auto hidden = person("secret", "soc");
  hidden.number = "77";
  hidden.protected_identity = true;
  hidden.master = "csv";
  write({hidden});
  const std::string full = std::string(kEmployees) + "?full=true&many=true";
  const auto hr = bring(full, "hr", people_file(1));
  ASSERT_EQ(hr.status, 200U) << hr.body;
  EXPECT_EQ(read(hr).at("ended").to_number<int>(), 1);
  EXPECT_EQ(hr.body.find("secret"), std::string::npos) << hr.body;
  EXPECT_EQ(hr.body.find("\"77\""), std::string::npos) << hr.body;
  EXPECT_NE(bring(full, "hr_named", people_file(1)).body.find("\"77\""), std::string::npos);
}

TEST_F(Imports, AreReadAboutInTheAccessLogOfThoseTheyTellAbout) {
  auto changed = person("moved", "soc");
  changed.number = "n1";
  changed.master = "csv";
  write({changed});
  account("moved", "moved", {});
  bring(kEmployees, "hr", people_file(1));
  const auto log = read(get("/api/v1/access-log", "moved", "employee")).at("reads").as_array();
  ASSERT_EQ(log.size(), 1U);
  EXPECT_EQ(log[0].at("role").as_string(), "hr");
}

}  // namespace
}  // namespace distanskoll::server::api
