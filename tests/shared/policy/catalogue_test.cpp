// SPDX-License-Identifier: EUPL-1.2
#include "shared/policy/catalogue.h"

#include "tests/support/matchers.h"

namespace distanskoll::policy {
namespace {

using namespace std::chrono;
using ::testing::Optional;

const std::string kPin(64, 'a');
const std::string kSiths = R"(roots:
  - {name: Root, spki_sha256: []}
  - {name: TEST Root, test: true, spki_sha256: []}
issuers:
  - {name: Three, root: Root, kind: hsa_id, card: siths, assurance_level: 3, spki_sha256: []}
  - {name: Mixed, root: Root, kind: person_id, card: efos, spki_sha256: [)" +
                           kPin + R"(]}
  - {name: Odd, root: TEST Root, kind: function, card: siths, spki_sha256: []}
assurance_level_by_policy: {1.2.752.1: 2, 1.2.752.2: 3}
test_name_prefixes: [TEST, PP]
)";

TEST(SithsCatalogue, JudgesByPolicyFirstAndByIssuerElse) {
  const auto catalogue = load_siths_issuers(kSiths, "s.yaml");
  ASSERT_THAT(catalogue, IsOk());
  const SithsIssuer& three = *catalogue->find("Three");
  const std::vector<std::string> none;
  const std::vector<std::string> unknown{"1.2.3"};
  const std::vector<std::string> two{"1.2.752.1"};
  const std::vector<std::string> both{"1.2.752.2", "1.2.752.1"};
  EXPECT_THAT(catalogue->assurance_level(three, none), Optional(3));
  EXPECT_THAT(catalogue->assurance_level(three, unknown), Optional(3));
  EXPECT_THAT(catalogue->assurance_level(three, two), Optional(2));
  EXPECT_THAT(catalogue->assurance_level(three, both), Optional(2)) << "the lowest";
  EXPECT_EQ(catalogue->assurance_level(*catalogue->find("Mixed"), none), std::nullopt);
  EXPECT_EQ(catalogue->find("three"), nullptr);
}

TEST(SithsCatalogue, ConfirmsAChainOnlyByAPinnedKey) {
  const auto catalogue = load_siths_issuers(kSiths, "s.yaml");
  ASSERT_THAT(catalogue, IsOk());
  Digest pinned;
  pinned.fill(0xAA);
  const std::vector<Digest> chain{Digest{}, pinned};
  const std::vector<Digest> other{Digest{}};
  EXPECT_THAT(catalogue->is_pinned(*catalogue->find("Mixed"), chain), Optional(true));
  EXPECT_THAT(catalogue->is_pinned(*catalogue->find("Mixed"), other), Optional(false));
  EXPECT_EQ(catalogue->is_pinned(*catalogue->find("Three"), chain), std::nullopt)
      << "no pins at all";
}

TEST(SithsCatalogue, KnowsTestIssuersByRootAndByName) {
  const auto catalogue = load_siths_issuers(kSiths, "s.yaml");
  ASSERT_THAT(catalogue, IsOk());
  EXPECT_TRUE(catalogue->find("Odd")->test);
  EXPECT_FALSE(catalogue->find("Three")->test);
  EXPECT_TRUE(catalogue->is_test_name("TEST SITHS e-id Person HSA-id 3 CA v1"));
  EXPECT_TRUE(catalogue->is_test_name("PP"));
  EXPECT_FALSE(catalogue->is_test_name("TESTAMENT CA"));
  EXPECT_FALSE(catalogue->is_test_name("SITHS e-id Person HSA-id 3 CA v1"));
}

TEST(VpnCatalogue, TakesTheFirstRowWhosePatternsAllFit) {
  const auto catalogue = load_vpn_kinds(R"(vpn_kinds:
  - {kind: wg, link_kind: tun, interface_name: "wg*", verified: false}
  - {kind: tun, link_kind: tun, verified: true}
  - {kind: cisco, adapter: "Cisco * Adapter*", verified: true}
  - {kind: any_name, interface_name: "vpn", verified: true}
)",
                                        "v.yaml");
  ASSERT_THAT(catalogue, IsOk());
  EXPECT_EQ(catalogue->match_link("tun", "wg0")->kind, "wg");
  EXPECT_EQ(catalogue->match_link("tun", "tun0")->kind, "tun");
  EXPECT_EQ(catalogue->match_link("ppp", "vpn")->kind, "any_name");
  EXPECT_EQ(catalogue->match_link("ppp", "vpn0"), nullptr);
  EXPECT_EQ(catalogue->match_link("", ""), nullptr);
  EXPECT_EQ(catalogue->match_adapter("Cisco AnyConnect Adapter for Windows #2")->kind, "cisco");
  EXPECT_EQ(catalogue->match_adapter("Cisco Adapter"), nullptr) << "both blanks are needed";
  EXPECT_EQ(catalogue->match_adapter(""), nullptr);
}

TEST(VpnCatalogue, KnowsAdaptersThatAreNoTunnels) {
  const auto catalogue = load_vpn_kinds(R"(vpn_kinds: []
other_adapters: ["Hyper-V *Adapter*"]
)",
                                        "v.yaml");
  ASSERT_THAT(catalogue, IsOk());
  EXPECT_TRUE(catalogue->is_other_adapter("Hyper-V Virtual Ethernet Adapter #2"));
  EXPECT_FALSE(catalogue->is_other_adapter("PANGP Virtual Ethernet Adapter"));
}

TEST(CredentialProviders, AreFoundInAnyCaseWithAndWithoutBraces) {
  const auto catalogue = load_credential_providers(
      "credential_providers: [{guid: \"8FD7E19C-3BF7-489B-A72C-846AB3678C96\", method: smart_card, "
      "verified: true}]",
      "c.yaml");
  ASSERT_THAT(catalogue, IsOk());
  EXPECT_EQ(catalogue->find("{8fd7e19c-3bf7-489B-a72c-846ab3678c96}")->method, "smart_card");
  for (const char* other :
       {"", "{}", "8FD7E19C-3BF7-489B-A72C-846AB3678C97", "8FD7E19C 3BF7 489B A72C 846AB3678C96",
        "{8FD7E19C-3BF7-489B-A72C-846AB"}) {
    EXPECT_EQ(catalogue->find(other), nullptr) << other;
  }
}

TEST(Catalogues, NameThePlaceOfAMistake) {
  const auto siths = [](std::string_view from, std::string_view to) {
    std::string yaml = kSiths;
    return load_siths_issuers(yaml.replace(yaml.find(from), from.size(), to), "s.yaml");
  };
  const auto malformed = [](std::string_view message) {
    return IsError(ErrorCode::kMalformed, std::string(message));
  };
  EXPECT_THAT(siths("root: Root", "root: Rot"), malformed("s.yaml:5:25: there is no root \"Rot\""));
  EXPECT_THAT(siths("name: Mixed", "name: Three"), malformed("s.yaml:6:12: the issuer \"Three\""));
  EXPECT_THAT(siths("name: TEST Root", "name: Root"), malformed("s.yaml:3:12: the root \"Root\""));
  EXPECT_THAT(siths("hsa_id", "hsa"), malformed("must be one of hsa_id, person_id, function"));
  EXPECT_THAT(siths("level: 3", "level: 4"), malformed("must be a whole number from 2 to 3"));
  EXPECT_THAT(siths(kPin, "AA"), malformed("must be a SHA-256 value"));
  EXPECT_THAT(siths("1.2.752.1:", "1.2.x:"),
              malformed("s.yaml:8:29: must be an object identifier"));
  EXPECT_THAT(load_vpn_kinds("vpn_kinds: [{kind: x, verified: true}]", "v.yaml"),
              malformed("v.yaml:1:13: needs at least one of"));
  EXPECT_THAT(load_vpn_kinds("vpn_kinds: [{kind: X, link_kind: x, verified: true}]", "v.yaml"),
              malformed("v.yaml:1:20: must be a word"));
  EXPECT_THAT(load_directaccess_codes("statuses: [{code: 1, state: up, verified: true}]", "d.yaml"),
              malformed("d.yaml:1:29: \"up\" must be one of connected_remotely"));
  EXPECT_THAT(
      load_directaccess_codes("statuses: [{code: 1, state: error, verified: true}, {code: 1, "
                              "state: error, verified: true}]",
                              "d.yaml"),
      malformed("d.yaml:1:60: is given twice"));
  EXPECT_THAT(load_vpn_kinds("vpn_kinds: []\nother_adapters: [1]", "v.yaml"),
              malformed("v.yaml:2:18:"));
  const std::string guid = "\"60b78e88-ead8-445c-9cfd-0b87f74ea6cd\"";
  const auto provider = [&](const std::string& row) {
    return load_credential_providers("credential_providers: [" + row + "]", "c.yaml");
  };
  EXPECT_THAT(provider("{guid: 60b7, method: password, verified: true}"),
              malformed("c.yaml:1:31: must be a GUID"));
  EXPECT_THAT(provider("{guid: " + guid + ", method: pin, verified: true}"),
              malformed("\"pin\" must be one of smart_card"));
  EXPECT_THAT(provider("{guid: " + guid + ", method: password, verified: true}, {guid: " + guid +
                       ", method: other, verified: true}"),
              malformed("is given twice"));
  EXPECT_THAT(load_holidays("holidays: [2026-01-01, 2026-01-01]", "h.yaml"),
              malformed("h.yaml:1:24: this day is given twice"));
  EXPECT_THAT(load_holidays("holidays: [2026-02-29]", "h.yaml"),
              malformed("h.yaml:1:12: must be a date"));
  EXPECT_THAT(load_holidays("days: []", "h.yaml"),
              malformed("h.yaml:1:1: there is no key \"days\""));
}

TEST(Holidays, AreSortedAndAsked) {
  const auto holidays = load_holidays("holidays: [2026-06-06, 2026-01-01]", "h.yaml");
  ASSERT_THAT(holidays, IsOk());
  EXPECT_EQ(holidays->dates.front(), 2026y / 1 / 1);
  EXPECT_TRUE(holidays->contains(2026y / 6 / 6));
  EXPECT_FALSE(holidays->contains(2026y / 6 / 7));
}

TEST(DirectAccess, DoesNotGuessANumberThatIsNotThere) {
  const auto codes = load_directaccess_codes(
      "statuses: [{code: 3, state: connected_remotely, "
      "verified: false}]",
      "d.yaml");
  ASSERT_THAT(codes, IsOk());
  EXPECT_EQ(codes->find(3)->state, "connected_remotely");
  EXPECT_FALSE(codes->find(3)->verified);
  EXPECT_EQ(codes->find(4), nullptr);
}

}  // namespace
}  // namespace distanskoll::policy
