// SPDX-License-Identifier: EUPL-1.2
// The first administrator's link: once, within an hour, an entry each, and its secret nowhere.
#include "server/access/sign_in/setup_link.h"

#include "server/operations.h"
#include "shared/files.h"
#include "tests/server/access/sign_in/letter.h"

#include <filesystem>

#include <boost/json.hpp>

namespace distanskoll::server::access::sign_in {
namespace {

namespace json = boost::json;

class FirstLink : public SignedInTown {
 protected:
  std::string make() {
    const auto made = run_operation(*core_, "setup-link", {}, "root", {});
    EXPECT_THAT(made, IsOk());
    const std::string link(made->at("link").as_string());
    return link.substr(link.find('#') + 1);
  }
  net::Response use(const std::string& secret) {
    return post("/api/v1/sign-in/setup", "", R"({"secret":")" + secret + "\"}");
  }
  std::string newest_entry() {
    auto reader = core_->readers.lend();
    return store::find_entry(**reader, store::leaf_id(1, ledger_size() - 1))->line;
  }
};

TEST_F(FirstLink, SignsInAnAdministratorOnce) {
  const auto secret = make();
  const auto answer = use(secret);
  ASSERT_EQ(answer.status, 200U) << answer.body;
  EXPECT_EQ(json::parse(answer.body).at("method"), "local");
  EXPECT_EQ(json::parse(answer.body).at("roles"), json::array{"administrator"});
  EXPECT_EQ(get("/api/v1/holds", cookie_of(answer)).status, 200U);
  EXPECT_EQ(get("/api/v1/findings", cookie_of(answer)).status, 403U);
  EXPECT_EQ(use(secret).status, 404U);
}

TEST_F(FirstLink, IsOverAfterAnHour) {
  const auto secret = make();
  clock_.advance(std::chrono::hours(1));
  EXPECT_EQ(use(secret).status, 404U);
}

TEST_F(FirstLink, IsReplacedByTheNextOne) {
  const auto first = make();
  const auto second = make();
  EXPECT_EQ(use(first).status, 404U);
  EXPECT_EQ(use(second).status, 200U);
}

TEST_F(FirstLink, IsNotGuessed) {
  const auto secret = make();
  for (int i = 0; i < 5; ++i) EXPECT_EQ(use(std::string(43, 'A')).status, 404U);
  EXPECT_EQ(use(secret).status, 503U) << "five wrong ones within a minute";
}

TEST_F(FirstLink, LeavesTwoEntriesAndNoSecret) {
  const auto secret = make();
  EXPECT_NE(newest_entry().find(R"("notice":"setup_link_made","by":"root")"), std::string::npos);
  const auto file = read_file(core_->config().data / kSetupFile, 1000);
  ASSERT_THAT(file, IsOk());
  EXPECT_EQ(file->find(secret), std::string::npos);
  ASSERT_EQ(use(secret).status, 200U);
  // The next commit is behind it.
  ASSERT_THAT(core_->sequencer->run([](ledger::Transaction&) -> Result<void> { return {}; }),
              IsOk());
  EXPECT_NE(newest_entry().find("setup_link_used"), std::string::npos);
  EXPECT_FALSE(std::filesystem::exists(core_->config().data / kSetupFile));
}

}  // namespace
}  // namespace distanskoll::server::access::sign_in
