// SPDX-License-Identifier: EUPL-1.2
#include "server/pages/serving.h"

#include "packaging/build/test_paths.h"
#include "shared/files.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

#include <algorithm>
#include <optional>
#include <regex>
#include <string>
#include <vector>

namespace distanskoll::server::pages {
namespace {

using net::Method;
using ::testing::HasSubstr;

class App : public ::testing::Test {
 protected:
  void SetUp() override {
    const TempDir built;
    built.write("index.html", "<!doctype html>");
    built.write("pages.json", R"({"pages":["/","/datorer"]})");
    built.write("icon.svg", "<svg/>");
    built.write("assets/main-abc123.js", "let a = 1;");
    built.write("assets/main-abc123.js.gz", "zipped");
    built.write("assets/main-abc123.js.br", "brotli");
    auto app = AppFiles::load(built.path(), std::nullopt);
    ASSERT_THAT(app, IsOk());
    app_ = std::move(*app);
  }
  net::Response ask(std::string_view path, std::vector<net::Header> headers = {},
                    Method method = Method::kGet) {
    net::Request request;
    request.method = method;
    request.path = path;
    request.headers = std::move(headers);
    return answer(app_ ? &*app_ : nullptr, request);
  }
  static std::string header(const net::Response& response, std::string_view name) {
    const auto found = std::find_if(response.headers.begin(), response.headers.end(),
                                    [&](const auto& each) { return each.first == name; });
    return found == response.headers.end() ? "" : found->second;
  }
  std::optional<AppFiles> app_;
};

TEST_F(App, IsTheSameDocumentAtEachOfItsPages) {
  for (const auto* page : {"/", "/datorer", "/datorer/7"}) {
    const auto response = ask(page);
    EXPECT_EQ(response.status, 200U) << page;
    EXPECT_EQ(response.body, "<!doctype html>");
    EXPECT_EQ(header(response, "Cache-Control"), "no-cache");
    EXPECT_NE(header(response, "ETag"), "");
  }
}

TEST_F(App, MayBeKeptForEverWhereTheNameIsTheContents) {
  EXPECT_EQ(header(ask("/assets/main-abc123.js"), "Cache-Control"),
            "public, max-age=31536000, immutable");
  EXPECT_EQ(header(ask("/icon.svg"), "Cache-Control"), "no-cache");
}

TEST_F(App, IsSentInTheSmallestFormThatIsTaken) {
  const auto brotli = ask("/assets/main-abc123.js", {{"Accept-Encoding", "gzip, br"}});
  EXPECT_EQ(brotli.body, "brotli");
  EXPECT_EQ(header(brotli, "Content-Encoding"), "br");
  const auto gzip = ask("/assets/main-abc123.js", {{"Accept-Encoding", "gzip, br;q=0"}});
  EXPECT_EQ(gzip.body, "zipped");
  const auto plain = ask("/assets/main-abc123.js");
  EXPECT_EQ(plain.body, "let a = 1;");
  EXPECT_EQ(header(plain, "Content-Encoding"), "");
  for (const auto& each : {brotli, gzip, plain}) {
    EXPECT_EQ(header(each, "Vary"), "Accept-Encoding");
    EXPECT_EQ(each.content_type, "text/javascript; charset=utf-8");
  }
  EXPECT_NE(header(brotli, "ETag"), header(gzip, "ETag"));
  EXPECT_NE(header(plain, "ETag"), header(gzip, "ETag"));
}

TEST_F(App, IsNotSentAgainToWhoHasIt) {
  const auto first = ask("/");
  const auto again = ask("/", {{"If-None-Match", header(first, "ETag")}});
  EXPECT_EQ(again.status, 304U);
  EXPECT_EQ(again.body, "");
  EXPECT_EQ(header(again, "ETag"), header(first, "ETag"));
  EXPECT_EQ(header(again, "Content-Security-Policy"), kContentSecurityPolicy);
}

TEST_F(App, SaysItselfThatAPageIsNotThereAndAProgramGetsAProblem) {
  const auto person = ask("/finns-inte", {{"Accept", "text/html,*/*;q=0.8"}});
  EXPECT_EQ(person.status, 404U);
  EXPECT_EQ(person.body, "<!doctype html>");
  const auto program = ask("/finns-inte", {{"Accept", "*/*"}});
  EXPECT_EQ(program.status, 404U);
  EXPECT_EQ(program.content_type, "application/problem+json");
  // What somebody knows of the missing page is no reason to say that it is there.
  EXPECT_EQ(ask("/finns-inte", {{"Accept", "text/html"}, {"If-None-Match", "*"}}).status, 404U);
}

TEST_F(App, StaysAwayFromTheAddressesOfPrograms) {
  for (const auto* path : {"/api/v1/none", "/v1/none", "/scim/v2/none", "/assets/none.js"}) {
    const auto response = ask(path, {{"Accept", "text/html"}});
    EXPECT_EQ(response.status, 404U) << path;
    EXPECT_EQ(response.content_type, "application/problem+json") << path;
  }
}

TEST_F(App, IsOnlyRead) {
  EXPECT_EQ(ask("/", {}, Method::kPost).status, 404U);
  EXPECT_EQ(ask("/", {}, Method::kHead).status, 200U);
}

TEST_F(App, ThatWasNotBuiltIsSaidWithHowInBothLanguages) {
  app_.reset();
  const auto response = ask("/");
  EXPECT_EQ(response.status, 503U);
  EXPECT_THAT(response.body, HasSubstr("Webben är inte byggd"));
  EXPECT_THAT(response.body, HasSubstr("The web was not built"));
  EXPECT_THAT(response.body, HasSubstr("--target web"));
  EXPECT_EQ(ask("/datorer").status, 404U);
}

TEST_F(App, ForbidsTheBrowserWhateverItDoesNotNeed) {
  for (const auto* path : {"/", "/icon.svg", "/assets/main-abc123.js"}) {
    const auto response = ask(path);
    EXPECT_EQ(header(response, "Content-Security-Policy"), kContentSecurityPolicy);
    EXPECT_EQ(header(response, "Referrer-Policy"), "same-origin");
    EXPECT_EQ(header(response, "Cross-Origin-Opener-Policy"), "same-origin");
    EXPECT_EQ(header(response, "Cross-Origin-Resource-Policy"), "same-origin");
    EXPECT_THAT(header(response, "Permissions-Policy"), HasSubstr("camera=()"));
  }
}

// `npm run dev` and `npm run preview` send what the collector sends: the list there is this text.
TEST_F(App, IsWrittenUnderThePolicyThatItIsServedWith) {
  const auto source = read_file(
      std::filesystem::path(DISTANSKOLL_SOURCE_DIR) / "server/web/dev/collector.ts", 64 * 1024);
  ASSERT_THAT(source, IsOk());
  const auto begin = source->find("contentSecurityPolicy = [");
  const auto end = source->find("].join(\"; \")", begin);
  ASSERT_NE(end, std::string::npos);
  const std::string list = source->substr(begin, end - begin);
  const std::regex quoted("\"([^\"]*)\"");
  std::string policy;
  for (std::sregex_iterator at(list.begin(), list.end(), quoted), last; at != last; ++at) {
    policy += (policy.empty() ? "" : "; ") + (*at)[1].str();
  }
  EXPECT_EQ(policy, kContentSecurityPolicy);
}

}  // namespace
}  // namespace distanskoll::server::pages
