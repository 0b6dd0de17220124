// SPDX-License-Identifier: EUPL-1.2
// The files in policies/: they load, and what they claim about the calendar and about ourselves is
// so.
#include "packaging/build/test_paths.h"
#include "shared/policy/catalogue.h"
#include "shared/policy/loader.h"
#include "tests/support/matchers.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

namespace distanskoll::policy {
namespace {

using namespace std::chrono;

std::string shipped(const std::string& name) {
  const auto path = std::filesystem::path(DISTANSKOLL_SOURCE_DIR) / "policies" / name;
  std::ifstream in(path, std::ios::binary);
  EXPECT_TRUE(in) << path;
  return {std::istreambuf_iterator<char>(in), {}};
}

Policy basic() {
  const auto policy = load_policy(shipped("grundkrav.yaml"), "grundkrav.yaml");
  EXPECT_TRUE(policy.has_value()) << (policy ? "" : policy.error().message);
  return policy ? *policy : Policy{};
}

TEST(Grundkrav, HoldsTheMeasuredRequirementsWithTheirTolerance) {
  const Policy policy = basic();
  std::vector<std::pair<std::string, std::int64_t>> found;
  for (const auto& each : policy.requirements) found.emplace_back(each.id, each.tolerance_seconds);
  EXPECT_THAT(found, ::testing::ElementsAre(
                         std::pair("secure_tunnel", 900), std::pair("tunnel_without_leak", 900),
                         std::pair("siths_login", 0), std::pair("disk_encryption", 0),
                         std::pair("screen_lock", 0)));
  EXPECT_EQ(policy.min_agreement_seconds, 14'400) << "half a working day";
}

TEST(Grundkrav, NeverNamesWhatBreaksSecrecyAsItsBasis) {
  for (const auto& requirement : basic().requirements) {
    EXPECT_FALSE(requirement.basis.empty()) << requirement.id;
    for (const auto& basis : requirement.basis) {
      EXPECT_FALSE(basis.starts_with("OSL 10 kap.")) << requirement.id;
    }
  }
}

TEST(Grundkrav, SpeaksToPeople) {
  for (const auto& requirement : basic().requirements) {
    for (const auto& text : {requirement.why, requirement.remedy}) {
      EXPECT_GE(text.sv.size(), 80U) << requirement.id;
      EXPECT_GE(text.en.size(), 80U) << requirement.id;
      EXPECT_NE(text.sv, text.en);
      for (const char* never : {"övervak", "efterlevnad", "kontroll av"}) {
        EXPECT_EQ(text.sv.find(never), std::string::npos) << requirement.id << ": " << never;
      }
    }
    EXPECT_LE(requirement.title.sv.size(), 60U) << requirement.id;
    EXPECT_NE(requirement.remedy.sv.find("IT-stöd"), std::string::npos)
        << requirement.id << " must say whom to ask";
  }
}

TEST(Grundkrav, OpensWithAParagraphInSwedish) {
  EXPECT_NE(shipped("grundkrav.yaml").find("\n# Grundkrav för arbete på annan plats"),
            std::string::npos);
}

TEST(SithsIssuers, HoldInerasTable) {
  const auto catalogue = load_siths_issuers(shipped("siths-issuers.yaml"), "siths-issuers.yaml");
  ASSERT_THAT(catalogue, IsOk());
  const auto level = [&](const char* name) {
    const SithsIssuer* issuer = catalogue->find(name);
    return issuer == nullptr ? -1 : issuer->assurance_level.value_or(0);
  };
  EXPECT_EQ(level("SITHS e-id Person HSA-id 3 CA v1"), 3);
  EXPECT_EQ(level("SITHS e-id Person HSA-id 2 CA v1"), 2);
  EXPECT_EQ(level("SITHS e-id Person ID 3 CA v1"), 3);
  EXPECT_EQ(level("SITHS e-id Person ID 2 CA v1"), 2);
  EXPECT_EQ(level("SITHS e-id Person ID Mobile CA v1"), 3);
  EXPECT_EQ(level("SITHS e-id Function CA v1"), 0);
  for (const SithsIssuer& issuer : catalogue->issuers) {
    EXPECT_EQ(
        issuer.kind == IssuerKind::kPersonId,
        issuer.name.find("Person ID") != std::string::npos || issuer.name == "SITHS Type 1 CA v1")
        << issuer.name << ": certificates with a personnummer are never read";
    EXPECT_FALSE(issuer.test || catalogue->is_test_name(issuer.name)) << issuer.name;
  }
  for (const SithsRoot& root : catalogue->roots) {
    EXPECT_EQ(root.test, catalogue->is_test_name(root.name)) << root.name;
  }
}

TEST(VpnKinds, RecogniseTheCommonClients) {
  const auto catalogue = load_vpn_kinds(shipped("vpn-kinds.yaml"), "vpn-kinds.yaml");
  ASSERT_THAT(catalogue, IsOk());
  const auto link = [&](const char* kind, const char* name) {
    const VpnKind* found = catalogue->match_link(kind, name);
    return found == nullptr ? std::string("none") : found->kind;
  };
  const auto adapter = [&](const char* description) {
    const VpnKind* found = catalogue->match_adapter(description);
    return found == nullptr ? std::string("none") : found->kind;
  };
  EXPECT_EQ(link("wireguard", "vpn0"), "wireguard");
  EXPECT_EQ(link("tun", "tun0"), "tun");
  EXPECT_EQ(link("tun", "wg0"), "wireguard");
  EXPECT_EQ(link("xfrm", "ipsec0"), "ipsec");
  for (const char* plain : {"", "bridge", "veth", "bond", "vlan", "dummy", "macvlan"}) {
    EXPECT_EQ(link(plain, "wg0"), "none") << plain;
  }
  EXPECT_EQ(adapter("Cisco AnyConnect Virtual Miniport Adapter for Windows x64"), "cisco");
  EXPECT_EQ(adapter("Cisco AnyConnect Secure Mobility Client Virtual Miniport Adapter for Windows"),
            "cisco");
  EXPECT_EQ(adapter("PANGP Virtual Ethernet Adapter Secure #2"), "globalprotect");
  EXPECT_EQ(adapter("Fortinet Virtual Ethernet Adapter (NDIS 6.30)"), "fortinet_ipsec");
  for (const char* plain :
       {"Hyper-V Virtual Ethernet Adapter", "Microsoft Wi-Fi Direct Virtual Adapter",
        "Intel(R) Ethernet Connection", "VMware Virtual Ethernet Adapter for VMnet8",
        "Bluetooth Device (Personal Area Network)"}) {
    EXPECT_EQ(adapter(plain), "none") << plain;
  }
}

TEST(VpnKinds, MarkWhatIsKnownButUnverified) {
  const auto catalogue = load_vpn_kinds(shipped("vpn-kinds.yaml"), "vpn-kinds.yaml");
  ASSERT_THAT(catalogue, IsOk());
  const std::pair<const char*, const char*> known[] = {
      {"Check Point Virtual Network Adapter For Endpoint VPN Client", "check_point"},
      {"Juniper Networks Virtual Adapter", "ivanti"},
      {"F5 Networks VPN Adapter", "f5"},
      {"Sophos TAP Adapter", "sophos"},
      {"Clavister OneConnect VPN Adapter", "clavister"},
      {"NetMotion Mobility Virtual Network Adapter", "netmotion"},
      {"Zscaler Network Adapter 1.0.2.0", "zscaler"},
      {"Global Secure Access Adapter", "global_secure_access"},
      {"Citrix Virtual Adapter", "citrix"}};
  for (const auto& [description, kind] : known) {
    const VpnKind* found = catalogue->match_adapter(description);
    ASSERT_NE(found, nullptr) << description;
    EXPECT_EQ(found->kind, kind);
    EXPECT_FALSE(found->verified) << kind;
  }
  for (const char* other :
       {"Hyper-V Virtual Ethernet Adapter #3", "VMware Virtual Ethernet Adapter for VMnet8",
        "Microsoft Wi-Fi Direct Virtual Adapter #2"}) {
    EXPECT_TRUE(catalogue->is_other_adapter(other)) << other;
    EXPECT_EQ(catalogue->match_adapter(other), nullptr) << other;
  }
}

TEST(CredentialProviders, TellCardsFromHello) {
  const auto catalogue =
      load_credential_providers(shipped("credential-providers.yaml"), "credential-providers.yaml");
  ASSERT_THAT(catalogue, IsOk());
  EXPECT_EQ(catalogue->find("{8FD7E19C-3BF7-489B-A72C-846AB3678C96}")->method, "smart_card");
  EXPECT_EQ(catalogue->find("{D6886603-9D2F-4EB2-B667-1971041FA96B}")->method, "windows_hello");
  EXPECT_EQ(catalogue->find("{60b78e88-ead8-445c-9cfd-0b87f74ea6cd}")->method, "password");
}

TEST(DirectAccessCodes, AreAllMarkedUnverified) {
  const auto codes =
      load_directaccess_codes(shipped("directaccess-codes.yaml"), "directaccess-codes.yaml");
  ASSERT_THAT(codes, IsOk());
  EXPECT_EQ(codes->find(3)->state, "connected_remotely");
  for (const auto& code : codes->codes) EXPECT_FALSE(code.verified) << "no public source says so";
}

/// Easter Sunday by the tables of the Church: golden number and epact, not the formula with which
/// the file was made.
sys_days easter(int year) {
  const int golden = year % 19 + 1;
  const int century = year / 100 + 1;
  const int skipped_leaps = 3 * century / 4 - 12;
  const int moon = (8 * century + 5) / 25 - 5;
  const int sunday = 5 * year / 4 - skipped_leaps - 10;
  int epact = (11 * golden + 20 + moon - skipped_leaps) % 30;
  if ((epact == 25 && golden > 11) || epact == 24) ++epact;
  int full_moon = 44 - epact;
  if (full_moon < 21) full_moon += 30;
  full_moon += 7 - (sunday + full_moon) % 7;
  return sys_days{std::chrono::year{year} / 3 / 1} + days{full_moon - 1};
}

sys_days first_saturday_from(year_month_day day) {
  sys_days date = day;
  while (weekday{date} != Saturday) date += days{1};
  return date;
}

TEST(PublicHolidays, FollowTheirRulesIn2024To2031) {
  ASSERT_EQ(easter(2026), sys_days{2026y / 4 / 5});
  ASSERT_EQ(easter(2030), sys_days{2030y / 4 / 21});
  std::set<year_month_day> expected;
  for (int y = 2024; y <= 2031; ++y) {
    const year in{y};
    for (const auto& day : {in / 1 / 1, in / 1 / 6, in / 5 / 1, in / 6 / 6, in / 12 / 24,
                            in / 12 / 25, in / 12 / 26, in / 12 / 31}) {
      expected.insert(day);
    }
    for (const int offset : {-2, 0, 1, 39, 49}) expected.insert(easter(y) + days{offset});
    const sys_days midsummer = first_saturday_from(in / 6 / 20);
    expected.insert({midsummer - days{1}, midsummer, first_saturday_from(in / 10 / 31)});
  }
  const auto holidays = load_holidays(shipped("public-holidays.yaml"), "public-holidays.yaml");
  ASSERT_THAT(holidays, IsOk());
  EXPECT_EQ(holidays->dates, std::vector<Date>(expected.begin(), expected.end()));
}

}  // namespace
}  // namespace distanskoll::policy
