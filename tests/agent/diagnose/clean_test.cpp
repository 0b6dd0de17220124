// SPDX-License-Identifier: EUPL-1.2
#include "agent/diagnose/clean.h"

#include <gmock/gmock.h>

namespace distanskoll::agent {
namespace {

const Cleaner kCleaner({"LAPTOP-17", "anna.andersson", "Anna Andersson", "åsa", "root", "x", ""});

struct Case {
  std::string_view before, after;
};

class Cleaning : public testing::TestWithParam<Case> {};

TEST_P(Cleaning, LeavesNothingThatNames) {
  const std::string once = kCleaner.clean(GetParam().before);
  EXPECT_EQ(once, GetParam().after);
  EXPECT_EQ(kCleaner.clean(once), once);
}

INSTANTIATE_TEST_SUITE_P(
    Names, Cleaning,
    testing::Values(Case{"laptop-17: no answer", "(name): no answer"},
                    Case{"laptop-170 is another", "laptop-170 is another"},
                    Case{"DOM\\Anna.Andersson (Anna Andersson)", "DOM\\(name) ((name))"},
                    Case{"åsa", "(name)"}, Case{"S-1-5-21-7anna.andersson", "(account)(name)"},
                    Case{"root and x stay", "root and x stay"},
                    Case{R"("C:\\Users\\Kalle Kula\\agent.yaml")",
                         R"("C:\\Users\\(name)\\agent.yaml")"},
                    Case{"/home/kalle/agent.yaml:1:2", "/home/(name)/agent.yaml:1:2"},
                    Case{"/Users/kalle", "/Users/(name)"},
                    Case{"/usr/share/homestead/x", "/usr/share/homestead/x"}));

INSTANTIATE_TEST_SUITE_P(
    Addresses, Cleaning,
    testing::Values(Case{"192.168.1.17:8443: refused", "(address):8443: refused"},
                    Case{"https://10.0.0.1/", "https://(address)/"},
                    Case{"[fe80::1c2:3%eth0]:443", "[(address)%eth0]:443"},
                    Case{"2001:db8:0:1:2:3:4:5 and ::1", "(address) and (address)"},
                    Case{"::ffff:10.1.2.3", "(address)"},
                    Case{"00:1a:2B:3c:4d:5e 00-1A-2B-3C-4D-5E", "(address) (address)"},
                    Case{"kalle.kula+x@skola.example.se.", "(address)."}));

INSTANTIATE_TEST_SUITE_P(
    Secrets, Cleaning,
    testing::Values(Case{"http://kalle:hem:lig@proxy.example:3128/",
                         "http://(password)@proxy.example:3128/"},
                    Case{"code dk1-ab12-CDef_g-0099 used", "code (code) used"},
                    Case{"S-1-5-21-1-2-3-1001 and S-1-5-18", "(account) and S-1-5-18"},
                    Case{"-----BEGIN PRIVATE KEY-----\nMII\n-----END PRIVATE KEY-----\nend",
                         "(key or certificate)\nend"},
                    Case{"a -----BEGIN X-----\ncut", "a (key or certificate)"}));

// What a service desk needs must come through as it is.
INSTANTIATE_TEST_SUITE_P(
    Rest, Cleaning,
    testing::Values(Case{"2026-11-27T10:31:22Z 10:31", "2026-11-27T10:31:22Z 10:31"},
                    Case{"10.0.22631, 6.1.0-18-amd64, 1.2.3.4.5",
                         "10.0.22631, 6.1.0-18-amd64, "
                         "1.2.3.4.5"},
                    Case{"https://collector.example.se:8443", "https://collector.example.se:8443"},
                    Case{"0123456789abcdef0123456789abcdef", "0123456789abcdef0123456789abcdef"},
                    Case{"distanskoll-agent@.service", "distanskoll-agent@.service"}));

TEST(Cleaner, FindsANameInAnyCase) {
  EXPECT_TRUE(kCleaner.names_in("{\"a\":\"ANNA.ANDERSSON\"}"));
  EXPECT_FALSE(kCleaner.names_in("johanna.anderssonova"));
}

}  // namespace
}  // namespace distanskoll::agent
