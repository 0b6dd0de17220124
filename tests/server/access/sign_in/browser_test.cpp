// SPDX-License-Identifier: EUPL-1.2
// The cookie's form, and which requests of a browser can have been made by our own page.
#include "server/access/sign_in/browser.h"

#include "tests/support/matchers.h"

namespace distanskoll::server::access::sign_in {
namespace {

constexpr CookieRules kPlain{false};
constexpr CookieRules kTls{true};

std::optional<std::string_view> read(std::string_view header) {
  net::Request request;
  request.headers = {{"Cookie", header}};
  return read_cookie(request, "distanskoll");
}

TEST(Cookie, IsReadByItsNameAlone) {
  EXPECT_EQ(read("distanskoll=abc"), "abc");
  EXPECT_EQ(read("a=b; distanskoll=abc; c=d"), "abc");
  EXPECT_EQ(read("distanskoll="), "");
  EXPECT_EQ(read(""), std::nullopt);
  EXPECT_EQ(read("xdistanskoll=abc; distanskollx=abc"), std::nullopt);
  EXPECT_EQ(read("__Host-distanskoll=abc"), std::nullopt);
  EXPECT_EQ(read(";;;=;distanskoll"), std::nullopt);
}

TEST(Cookie, ThatIsThereTwiceIsNotBelieved) {
  EXPECT_EQ(read("distanskoll=abc; distanskoll=def"), std::nullopt);
}

TEST(Cookie, IsForThisHostAloneOverTls) {
  EXPECT_EQ(write_cookie(kTls, kSessionCookie, "abc", SameSite::kStrict),
            "__Host-distanskoll=abc; Path=/; HttpOnly; SameSite=Strict; Secure");
  EXPECT_EQ(write_cookie(kPlain, kSessionCookie, "abc", SameSite::kStrict),
            "distanskoll=abc; Path=/; HttpOnly; SameSite=Strict");
  EXPECT_EQ(write_cookie(kTls, "flow", "abc", SameSite::kLax, std::chrono::seconds(600)),
            "__Host-flow=abc; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=600");
}

struct Sent {
  const char* what;
  net::Method method;
  const char* site;
  const char* origin;
  const char* proof;
  bool own;
};

TEST(Page, OurOwnMayChangeThingsAndOthersMayNotEvenAsk) {
  const Sent table[] = {
      {"our page asks", net::Method::kGet, "same-origin", "", "", true},
      {"our page changes", net::Method::kPost, "same-origin", "https://d.se", "1", true},
      {"a host is the same in capitals", net::Method::kPost, "same-origin", "https://D.SE", "1",
       true},
      {"an old browser asks", net::Method::kGet, "", "", "", true},
      {"an old browser changes", net::Method::kPut, "", "https://d.se", "1", true},
      {"an address that was typed", net::Method::kGet, "none", "", "", true},
      {"without the header", net::Method::kPost, "same-origin", "https://d.se", "", false},
      {"without the header, by DELETE", net::Method::kDelete, "same-origin", "", "", false},
      {"another site asks", net::Method::kGet, "cross-site", "", "", false},
      {"another site by HEAD", net::Method::kHead, "cross-site", "", "", false},
      {"another site's form", net::Method::kPost, "cross-site", "https://evil.se", "", false},
      {"a sister host", net::Method::kPost, "same-site", "https://x.d.se", "1", false},
      {"no site and another origin", net::Method::kPost, "", "https://evil.se", "1", false},
      {"no site and no origin's name", net::Method::kPost, "", "null", "1", false},
      {"our host as a prefix", net::Method::kPost, "", "https://d.se.evil.se", "1", false},
      {"a scheme of its own", net::Method::kPost, "", "evil://d.se", "1", false},
      {"a typed address changes nothing", net::Method::kPost, "none", "", "1", false},
      {"a method that nobody knows", net::Method::kOther, "same-origin", "", "", false}};
  for (const Sent& sent : table) {
    net::Request request;
    request.method = sent.method;
    request.headers = {{"Host", "d.se"}};
    if (*sent.site != '\0') request.headers.push_back({"Sec-Fetch-Site", sent.site});
    if (*sent.origin != '\0') request.headers.push_back({"Origin", sent.origin});
    if (*sent.proof != '\0') request.headers.push_back({"Distanskoll-CSRF", sent.proof});
    if (sent.own) {
      EXPECT_THAT(from_own_page(request), IsOk()) << sent.what;
    } else {
      EXPECT_THAT(from_own_page(request), IsError(ErrorCode::kPermissionDenied)) << sent.what;
    }
  }
}

}  // namespace
}  // namespace distanskoll::server::access::sign_in
