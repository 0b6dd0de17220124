// SPDX-License-Identifier: EUPL-1.2
// What an administrator does from a browser: the same operations as the commands, with the
// administrator's own name in the ledger, and secrets shown once.
#include "server/default_policy.h"
#include "server/store/codes.h"
#include "tests/server/access/town.h"

#include <thread>

#include <boost/json.hpp>
#include <fmt/format.h>

namespace distanskoll::server::access {
namespace {

namespace json = boost::json;
using net::Method;

class AdministrationDesk : public Town {
 protected:
  static constexpr const char* kCodes = "/api/v1/enrolment-codes";
  static constexpr const char* kTokens = "/api/v1/tokens";

  net::Response send(Method method, std::string path, std::string body = {},
                     const char* as = "admin") {
    return ask({std::move(path), {}, std::string("token-") + as, {}, method, std::move(body)});
  }
  net::Response put_file(std::string path, std::string query, std::string yaml) {
    return ask({std::move(path),
                std::move(query),
                "token-admin",
                {},
                Method::kPost,
                std::move(yaml),
                "application/yaml"});
  }
  json::object get(std::string path, const char* as = "admin") {
    return read(send(Method::kGet, std::move(path), {}, as));
  }
  static json::object read(const net::Response& response) {
    auto value = json::parse(response.body);
    return value.is_object() ? value.as_object() : json::object();
  }
  std::string newest_entry() {
    auto reader = core_->readers.lend();
    return store::find_entry(**reader, store::leaf_id(1, ledger_size() - 1))->line;
  }
  /// The built-in policy as a later version that asks for more.
  static std::string stricter() {
    std::string yaml(default_policy());
    yaml.replace(yaml.find("\nversion: 1"), 11, "\nversion: 2");
    yaml.replace(yaml.find("tolerance_seconds: 900"), 22, "tolerance_seconds: 300");
    return yaml;
  }
  json::object finished(const std::string& id) {
    for (int i = 0; i < 200; ++i) {
      auto one = get("/api/v1/simulations/" + id);
      if (one.at("state") != json::value("running")) return one;
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    return {};
  }
};

TEST_F(AdministrationDesk, ShowsACodeOnceAndNamesWhoMadeItInTheLedger) {
  const auto made = send(Method::kPost, kCodes, R"({"days":3,"unit":"soc"})");
  ASSERT_EQ(made.status, 201U) << made.body;
  const auto code = read(made);
  EXPECT_TRUE(std::string_view(code.at("code").as_string()).starts_with("dk1-"));
  EXPECT_EQ(code.at("created_by"), json::value("admin"));
  EXPECT_NE(newest_entry().find("admin"), std::string::npos);
  const auto list = send(Method::kGet, kCodes);
  EXPECT_EQ(read(list).at("codes").as_array().size(), 1U);
  EXPECT_EQ(list.body.find("dk1-"), std::string::npos) << "a secret is shown once";
}

TEST_F(AdministrationDesk, RevokesACode) {
  const auto code = read(send(Method::kPost, kCodes, "{}", "it"));
  const std::string path = std::string(kCodes) + "/" + std::string(code.at("id").as_string());
  EXPECT_EQ(send(Method::kDelete, path, {}, "it").status, 200U);
  EXPECT_FALSE(get(kCodes).at("codes").at(0).at("revoked_at").is_null());
  EXPECT_EQ(send(Method::kDelete, std::string(kCodes) + "/nothing").status, 404U);
}

TEST_F(AdministrationDesk, RefusesACodeThatCannotBe) {
  EXPECT_EQ(send(Method::kPost, kCodes, R"({"unit":"nowhere"})").status, 400U);
  EXPECT_EQ(send(Method::kPost, kCodes, R"({"days":0})").status, 400U);
  EXPECT_EQ(send(Method::kPost, kCodes, R"({"secret":"mine"})").status, 400U);
  EXPECT_EQ(send(Method::kPost, kCodes, R"({"group":false,"max_uses":9})").status, 400U);
  EXPECT_EQ(get(kCodes).at("codes").as_array().size(), 0U);
}

TEST_F(AdministrationDesk, ApprovesAndDeniesWhatWaitsOnce) {
  for (const char* id : {"r1", "r2"}) {
    store::EnrolmentRequest request;
    request.id = id;
    request.code = "group";
    request.spki = {1, 2, 3, static_cast<std::uint8_t>(id[1])};
    request.host_name = "VGY-0001";
    request.asked_at = clock_.wall();
    ASSERT_THAT(core_->sequencer->run([&](ledger::Transaction& transaction) {
      return store::insert_request(transaction.writer, request);
    }),
                IsOk());
  }
  const std::string requests = "/api/v1/enrolment-requests";
  EXPECT_EQ(get(requests).at("requests").as_array().size(), 2U);
  EXPECT_EQ(send(Method::kPost, requests + "/r1/approval", "{}").status, 200U);
  EXPECT_EQ(send(Method::kPost, requests + "/r2/denial").status, 200U);
  EXPECT_EQ(send(Method::kPost, requests + "/r2/approval").status, 409U);
  EXPECT_EQ(get(requests).at("requests").as_array().size(), 0U);
}

TEST_F(AdministrationDesk, MakesTokensForOneselfAndTheDirectoryAlone) {
  const auto own =
      send(Method::kPost, kTokens, R"({"name":"mitt skript","for":"myself","days":7})");
  ASSERT_EQ(own.status, 201U) << own.body;
  const std::string secret(read(own).at("token").as_string());
  EXPECT_EQ(ask({"/api/v1/accounts", {}, secret, {}}).status, 200U);
  EXPECT_EQ(ask({"/api/v1/agreements", {}, secret, {}}).status, 403U);
  const auto directory = send(Method::kPost, kTokens, R"({"name":"Entra","for":"directory"})");
  EXPECT_EQ(
      ask({"/scim/v2/Users", {}, std::string(read(directory).at("token").as_string()), {}}).status,
      200U);
  EXPECT_EQ(send(Method::kPost, kTokens, R"({"name":"x","for":"hr"})").status, 400U);
  EXPECT_EQ(send(Method::kPost, kTokens, R"({"name":"x","for":"myself","roles":["hr"]})").status,
            400U);
}

TEST_F(AdministrationDesk, ListsTokensWithoutTheirSecretsAndRevokesThem) {
  const auto made = read(send(Method::kPost, kTokens, R"({"name":"x","for":"myself"})"));
  const std::string secret(made.at("token").as_string());
  EXPECT_EQ(send(Method::kGet, kTokens).body.find(secret), std::string::npos);
  const std::string path = std::string(kTokens) + "/" + std::string(made.at("id").as_string());
  EXPECT_EQ(send(Method::kDelete, path).status, 200U);
  EXPECT_EQ(ask({"/api/v1/accounts", {}, secret, {}}).status, 401U);
  EXPECT_EQ(send(Method::kDelete, path).status, 404U);
}

TEST_F(AdministrationDesk, ShowsWhatAFileWouldChangeAndStoresNothing) {
  const auto before = ledger_size();
  const auto answer = put_file("/api/v1/policies/comparisons", {}, stricter());
  ASSERT_EQ(answer.status, 200U) << answer.body;
  const auto comparison = read(answer).at("comparison").as_object();
  EXPECT_EQ(comparison.at("stricter"), json::value(1));
  EXPECT_EQ(comparison.at("milder"), json::value(0));
  const auto& change = comparison.at("changes").at(0);
  EXPECT_EQ(change.at("effect"), json::value("stricter"));
  EXPECT_FALSE(change.at("fields").at(0).at("label").at("sv").as_string().empty());
  EXPECT_EQ(ledger_size(), before);
}

TEST_F(AdministrationDesk, SaysWhereAFileIsWrong) {
  const auto answer = put_file("/api/v1/policies/comparisons", {}, "policy: x\nversion: two\n");
  EXPECT_EQ(answer.status, 400U);
  EXPECT_NE(answer.body.find("policy.yaml:2:"), std::string::npos) << answer.body;
  EXPECT_EQ(ask({"/api/v1/policies", {}, "token-admin", {}, Method::kPost, "{}"}).status, 400U);
}

TEST_F(AdministrationDesk, AnnouncesAPolicyForADayAndTakesItBack) {
  const auto put = put_file("/api/v1/policies", "from=2026-04-01", stricter());
  ASSERT_EQ(put.status, 201U) << put.body;
  EXPECT_EQ(read(put).at("state"), json::value("announced"));
  EXPECT_NE(newest_entry().find(R"("by":"admin")"), std::string::npos) << newest_entry();
  const auto announced = get("/api/v1/transparency", "insight").at("announced").as_array();
  ASSERT_EQ(announced.size(), 1U);
  EXPECT_EQ(announced[0].at("from"), json::value("2026-04-01"));
  EXPECT_EQ(announced[0].at("comparison").at("stricter"), json::value(1));
  EXPECT_EQ(put_file("/api/v1/policies", "from=2026-03-01", stricter()).status, 400U)
      << "a day that has been";
  EXPECT_EQ(send(Method::kDelete, "/api/v1/policies/grundkrav/2").status, 200U);
  EXPECT_EQ(get("/api/v1/transparency").at("announced").as_array().size(), 0U);
  EXPECT_EQ(send(Method::kDelete, "/api/v1/policies/grundkrav/1").status, 409U) << "in force";
  EXPECT_EQ(send(Method::kDelete, "/api/v1/policies/grundkrav/x").status, 404U);
}

TEST_F(AdministrationDesk, SimulatesAPolicyAndTellsHowItWent) {
  const auto begun = put_file("/api/v1/simulations", "from=2026-02-01&to=2026-02-28", stricter());
  ASSERT_EQ(begun.status, 202U) << begun.body;
  const auto done = finished(std::string(read(begun).at("id").as_string()));
  EXPECT_EQ(done.at("state"), json::value("done")) << json::serialize(done);
  EXPECT_EQ(done.at("result").at("stored"), json::value(0));
  EXPECT_EQ(done.at("by"), json::value("admin"));
  EXPECT_EQ(get("/api/v1/simulations").at("simulations").as_array().size(), 1U);
  EXPECT_EQ(put_file("/api/v1/simulations", "from=2026-02-01", stricter()).status, 400U);
  EXPECT_EQ(put_file("/api/v1/simulations", "from=2026-02-02&to=2026-02-01", stricter()).status,
            400U);
  EXPECT_EQ(send(Method::kGet, "/api/v1/simulations/none").status, 404U);
}

TEST_F(AdministrationDesk, TellsWhereItSendsAnythingAndWhatItKeeps) {
  EXPECT_EQ(get("/api/v1/integrations").at("integrations").as_array().size(), 0U);
  const auto kinds = get("/api/v1/retention", "dpo").at("kinds").as_array();
  ASSERT_EQ(kinds.size(), 4U);
  EXPECT_EQ(kinds[0].at("kind"), json::value("reports"));
  EXPECT_EQ(kinds[0].at("keep"), json::value(60));
  EXPECT_EQ(kinds[0].at("erased_before"), json::value("2026-01-01"));
  EXPECT_TRUE(kinds[0].at("decision").is_null());
}

TEST_F(AdministrationDesk, TellsEverybodyWhatIsCollectedAndWhatLooksAtIt) {
  const auto body = send(Method::kGet, "/api/v1/transparency", {}, "inside").body;
  const auto all = json::parse(body).as_object();
  EXPECT_EQ(all.at("collected").as_array().size(), 7U);
  const auto& vpn = all.at("collected").at(1);
  EXPECT_EQ(vpn.at("probe"), json::value("vpn"));
  EXPECT_EQ(vpn.at("facts").at(0).at("fact"), json::value("state"));
  EXPECT_NE(json::serialize(vpn.at("facts").at(0).at("used_by")).find("secure_tunnel"),
            std::string::npos);
  EXPECT_TRUE(all.at("policy").at("decision").is_null());
  for (const char* person : {"inside", "chief", "Testsson"}) {
    EXPECT_EQ(body.find(fmt::format("\"{}\"", person)), std::string::npos) << person;
  }
}

}  // namespace
}  // namespace distanskoll::server::access
