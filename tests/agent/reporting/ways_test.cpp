// SPDX-License-Identifier: EUPL-1.2
#include "agent/reporting/ways.h"

#include "agent/reporting/windows_proxy.h"
#include "tests/support/matchers.h"

namespace distanskoll::agent {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

const Endpoint kCollector{"c.intra.example.se", "8443"};

/// The ways' addresses, "straight" without one.
std::vector<std::string> shown(const std::vector<Way>& ways) {
  std::vector<std::string> out;
  for (const Way& way : ways) out.push_back(way ? way->address.authority() : "straight");
  return out;
}

// --- Configuration, environment, system.

std::string chosen(const ProxyWords& words, const AskSystemWays& system = {}) {
  const auto ways = find_ways(kCollector, words, system);
  return ways ? shown(ways->list).front() + " by " + std::string(to_string(ways->from)) : "error";
}

TEST(Ways, FollowConfigurationThenEnvironmentThenTheSystem) {
  const AskSystemWays system = [](const Endpoint&) {
    return Ways{{*parse_proxy("s:1")}, WayFrom::kServices, {}};
  };
  EXPECT_EQ(chosen({"", "", ""}), "straight by nobody");
  EXPECT_EQ(chosen({"", "", ""}, system), "s:1 by winhttp");
  EXPECT_EQ(chosen({"", "http://p:8080", ""}, system), "p:8080 by environment");
  EXPECT_EQ(chosen({"", "p:8080", ""}), "p:8080 by environment");
  EXPECT_EQ(chosen({"http://q:1", "http://p:8080", ""}, system), "q:1 by configuration");
  EXPECT_EQ(chosen({"none", "http://p:8080", ""}, system), "straight by configuration");
}

TEST(Ways, GoStraightToWhatTheEnvironmentExempts) {
  for (const char* exempt :
       {"*", "example.se", ".example.se", "*.example.se", "x, c.intra.example.se",
        "C.INTRA.EXAMPLE.SE", "c.intra.example.se:8443"}) {
    EXPECT_EQ(chosen({"", "http://p:8080", exempt}), "straight by environment") << exempt;
  }
  for (const char* other : {"ample.se", "c.intra.example.se:443", "se.", "x.c.intra.example.se"}) {
    EXPECT_EQ(chosen({"", "http://p:8080", other}), "p:8080 by environment") << other;
  }
}

TEST(Ways, OfAProxyThatIsNoAddressAreAnError) {
  EXPECT_THAT(find_ways(kCollector, {"", "http://h:x", ""}, {}),
              IsError(ErrorCode::kInvalidArgument));
}

// --- Windows' lists.

std::vector<std::string> listed(std::string_view text) {
  const auto ways = parse_windows_proxies(text);
  if (!ways) return {"error"};
  return shown(*ways);
}

TEST(WindowsProxies, AreSeparatedBySemicolonsOrBlanks) {
  EXPECT_THAT(listed("a:1;b:2"), ElementsAre("a:1", "b:2"));
  EXPECT_THAT(listed(" a:1 b:2\t; c:3 ;"), ElementsAre("a:1", "b:2", "c:3"));
  EXPECT_THAT(listed("http://A.example.se:3128/"), ElementsAre("a.example.se:3128"));
  EXPECT_THAT(listed("[2001:db8::1]:8080"), ElementsAre("[2001:db8::1]:8080"));
}

TEST(WindowsProxies, HavePort80UnlessItIsSaid) { EXPECT_THAT(listed("a"), ElementsAre("a:80")); }

TEST(WindowsProxies, AreThoseForHttps) {
  EXPECT_THAT(listed("http=a:1;https=b:2;ftp=c:3"), ElementsAre("b:2"));
  EXPECT_THAT(listed("HTTPS=http://b:2"), ElementsAre("b:2"));
  EXPECT_THAT(listed("http=a:1;ftp=c:3"), ElementsAre("straight")) << "none for https";
  EXPECT_THAT(listed(""), ElementsAre("straight"));
}

TEST(WindowsProxies, KeepTheOrderOfAScript) {
  EXPECT_THAT(listed("PROXY a:1; proxy b:2; DIRECT"), ElementsAre("a:1", "b:2", "straight"));
  EXPECT_THAT(listed("DIRECT; PROXY a:1"), ElementsAre("straight", "a:1"));
  EXPECT_THAT(listed("HTTP a:1"), ElementsAre("a:1"));
  EXPECT_THAT(listed("proxy"), ElementsAre("proxy:80")) << "a name, for nothing follows";
}

TEST(WindowsProxies, OfAnotherKindAreLeftOutButNeverTakenForNone) {
  EXPECT_THAT(listed("SOCKS s:1; PROXY a:1"), ElementsAre("a:1"));
  EXPECT_THAT(listed("socks=s:1;https=a:1"), ElementsAre("a:1"));
  for (const char* only : {"SOCKS s:1", "SOCKS5 s:1; HTTPS t:2", "socks=s:1", "https://t:443",
                           "a:0", "a:65536", ":1", "u:p@a:1", "a:1/path", "=", "x=y:1"}) {
    EXPECT_THAT(parse_windows_proxies(only), IsError(ErrorCode::kUnsupported)) << only;
  }
}

TEST(WindowsProxies, AreFourAtMostAndALongListIsRefused) {
  EXPECT_THAT(listed("a;b;c;d;e;f"), ElementsAre("a:80", "b:80", "c:80", "d:80"));
  EXPECT_THAT(parse_windows_proxies(std::string(20'000, 'a')), IsError(ErrorCode::kTooLarge));
}

TEST(WindowsExceptions, AreNamesWithStars) {
  for (const char* exempt :
       {"c.intra.example.se", "*.example.se", "*.INTRA.example.se", "c.*.se", "*", "c*se",
        "c.intra.example.se:8443", "*:8443", "https://c.intra.example.se", "x;y *.se z",
        "c.intra.example.se:*", "***.se", "*e*a*p*e*"}) {
    EXPECT_TRUE(is_windows_exception(kCollector, exempt)) << exempt;
  }
  for (const char* other :
       {"", ";", "example.se", "intra.example.se", "c.intra.example", "*.example.se:443",
        "http://c.intra.example.se", "<local>", "*.se?", "c", ":8443", "*q*", "<-loopback>"}) {
    EXPECT_FALSE(is_windows_exception(kCollector, other)) << other;
  }
}

TEST(WindowsExceptions, CallANameWithoutADotLocal) {
  EXPECT_TRUE(is_windows_exception({"collector", "443"}, "10.*;<LOCAL>"));
  EXPECT_FALSE(is_windows_exception({"2001:db8::1", "443"}, "<local>"));
  EXPECT_FALSE(is_windows_exception({"10.0.0.1", "443"}, "<local>"));
}

TEST(WindowsExceptions, KnowAddresses) {
  EXPECT_TRUE(is_windows_exception({"10.1.2.3", "443"}, "10.*"));
  EXPECT_TRUE(is_windows_exception({"2001:db8::1", "443"}, "[2001:db8::1]"));
  EXPECT_TRUE(is_windows_exception({"2001:db8::1", "443"}, "[2001:db8::1]:443"));
  EXPECT_TRUE(is_windows_exception({"2001:db8::1", "443"}, "2001:db8::*"));
  EXPECT_FALSE(is_windows_exception({"2001:db8::1", "443"}, "[2001:db8::1]:444"));
}

TEST(WindowsExceptions, TakeNoTimeForAPatternOfStars) {
  const std::string host(253, 'a');
  EXPECT_FALSE(is_windows_exception({host + "b", "443"}, "*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*c"));
}

// --- Windows' settings together.

class WindowsWays : public ::testing::Test {
 protected:
  std::string found() {
    const auto ways = windows_ways(kCollector, settings, [this](const std::string& script) {
      asked.push_back(script);
      return answer;
    });
    if (!ways) return std::string(to_string(ways.error().code));
    doubt = ways->doubt;
    std::string out;
    for (const auto& one : shown(ways->list)) out += one + " ";
    return out + "by " + std::string(to_string(ways->from));
  }

  windows::ProxySettings settings;
  Result<std::string> answer = std::string();
  std::vector<std::string> asked;
  std::string doubt;
};

TEST_F(WindowsWays, AreStraightWhenNothingIsSet) {
  EXPECT_EQ(found(), "straight by nobody");
  EXPECT_TRUE(asked.empty());
}

TEST_F(WindowsWays, FollowTheSettingForServicesBeforeTheAccounts) {
  settings.services = "a:1;b:2";
  settings.script = "http://x/proxy.pac";
  settings.proxies = "c:3";
  EXPECT_EQ(found(), "a:1 b:2 by winhttp");
  EXPECT_TRUE(asked.empty());
  settings.services_exceptions = "*.example.se";
  EXPECT_EQ(found(), "straight by winhttp");
}

TEST_F(WindowsWays, AskTheScriptAndGoStraightWhenItsProxiesFail) {
  settings.script = "http://x/proxy.pac";
  settings.exceptions = "*.example.se";  // of the list, not of the script
  answer = std::string("a:1;b:2");
  EXPECT_EQ(found(), "a:1 b:2 straight by script");
  answer = std::string("PROXY a:1; DIRECT");
  EXPECT_EQ(found(), "a:1 straight by script");
  answer = std::string();
  EXPECT_EQ(found(), "straight by script");
  EXPECT_THAT(asked, ElementsAre("http://x/proxy.pac", "http://x/proxy.pac", "http://x/proxy.pac"));
}

TEST_F(WindowsWays, AskTheNetworkOnlyWhenToldTo) {
  settings.detect = true;
  answer = std::string("a:1");
  EXPECT_EQ(found(), "a:1 straight by detection");
  EXPECT_THAT(asked, ElementsAre(""));
}

TEST_F(WindowsWays, SayThatAScriptCouldNotBeHadAndFollowTheRest) {
  settings.detect = true;
  settings.script = "http://u:hemligt@x/proxy.pac";
  settings.proxies = "https=c:3";
  answer = Error{ErrorCode::kTimedOut, "late"};
  EXPECT_EQ(found(), "c:3 by internet_options");
  EXPECT_THAT(asked, ElementsAre("", "http://u:hemligt@x/proxy.pac"));
  EXPECT_THAT(doubt, HasSubstr("late"));
  EXPECT_THAT(doubt, Not(HasSubstr("hemligt")));
  settings.proxies.clear();
  EXPECT_EQ(found(), "straight by nobody");
  EXPECT_THAT(doubt, HasSubstr("late"));
}

TEST_F(WindowsWays, DoNotWonderAtANetworkThatNamesNoScript) {
  settings.detect = true;
  answer = Error{ErrorCode::kNotFound, "none"};
  EXPECT_EQ(found(), "straight by nobody");
  EXPECT_EQ(doubt, "");
}

TEST_F(WindowsWays, OfASettingThatNamesNothingOfOursAreAnError) {
  settings.services = "socks=s:1";
  EXPECT_EQ(found(), to_string(ErrorCode::kUnavailable));
}

}  // namespace
}  // namespace distanskoll::agent
