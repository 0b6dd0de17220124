// SPDX-License-Identifier: EUPL-1.2
// What the probes of Windows say to each recorded computer. All fixtures are written by hand from
// documented values until somebody records a real one; each says so in its first words.
#include "tests/agent/probes/windows_fixture.h"

#include <set>

namespace distanskoll::agent::windows {
namespace {

struct Case {
  const char* fixture;
  const char* probe;
  const char* says;
};

constexpr Case kCases[] = {
    {"office_card", "network_location", "office method=domain"},
    {"office_card", "vpn", "disconnected tunnel=none"},
    {"office_card", "directaccess", "not_configured"},
    {"office_card", "siths_login",
     "card_session (session) assurance_level=3 issuer=SITHS e-id Person HSA-id 3 CA v1 "
     "card_present=true not_after=2028-05-01T00:00:00Z method=smart_card card_issuer_kind=siths"},
    {"office_card", "disk_encryption",
     "protected system_volume=protected method=xts_aes_256 swap=protected"},
    {"office_card", "screen_lock", "enforced timeout_seconds=600 lock_on_card_removal=true"},
    {"office_card", "session", "present"},

    {"ikev2_full", "vpn", "connected tunnel=full kind=windows_ikev2 ipv6_leak=false"},
    {"ikev2_full", "network_location", "? not_configured"},
    {"device_tunnel", "vpn", "connected tunnel=split kind=windows_device_tunnel ipv6_leak=false"},
    {"device_and_user_tunnel", "vpn", "connected tunnel=split kind=windows_sstp ipv6_leak=false"},
    {"anyconnect_split", "vpn", "connected tunnel=split kind=cisco ipv6_leak=false"},
    {"globalprotect_ipv6_leak", "vpn", "connected tunnel=full kind=globalprotect ipv6_leak=true"},
    {"openvpn_halves", "vpn", "connected tunnel=full kind=openvpn ipv6_leak=false"},
    {"openvpn_idle", "vpn", "disconnected tunnel=none"},
    {"unknown_adapter", "vpn", "connected tunnel=full kind=unknown ipv6_leak=false"},
    {"hyperv_switch", "vpn", "disconnected tunnel=none"},
    {"hyperv_switch", "network_location", "? not_configured"},
    {"wireguard_unproven", "vpn", "? unsupported"},
    {"offline", "network_location", "offline"},
    {"offline", "vpn", "disconnected tunnel=none"},

    {"directaccess_remote", "directaccess", "connected_remotely raw_status=3"},
    {"directaccess_remote", "network_location", "remote method=directaccess"},
    {"directaccess_remote", "vpn", "disconnected tunnel=none"},
    {"directaccess_inside", "directaccess", "connected_locally raw_status=2"},
    {"directaccess_inside", "network_location", "office method=directaccess"},
    {"directaccess_unmapped", "directaccess", "? unmapped_status"},
    {"directaccess_service_stopped", "directaccess", "service_stopped"},
    {"directaccess_never", "directaccess", "not_configured"},
    {"directaccess_no_namespace", "directaccess", "? unsupported"},

    {"bitlocker_suspended", "disk_encryption",
     "suspended system_volume=suspended method=xts_aes_256 swap=suspended"},
    {"bitlocker_encrypting", "disk_encryption",
     "in_progress system_volume=in_progress method=xts_aes_256 swap=in_progress"},
    {"bitlocker_used_space", "disk_encryption",
     "protected system_volume=protected method=xts_aes_128_used_space swap=protected"},
    {"bitlocker_waiting", "disk_encryption",
     "suspended system_volume=suspended method=xts_aes_256 swap=suspended"},
    {"bitlocker_data_open", "disk_encryption",
     "partly_protected system_volume=protected method=xts_aes_256 swap=protected"},
    {"bitlocker_hardware", "disk_encryption",
     "protected system_volume=protected method=hardware swap=protected"},
    {"bitlocker_denied_shell_on", "disk_encryption", "protected (session) system_volume=protected"},
    {"bitlocker_denied_shell_suspended", "disk_encryption",
     "suspended (session) system_volume=suspended"},
    {"bitlocker_denied", "disk_encryption", "? needs_privilege"},
    {"bitlocker_call_failed", "disk_encryption", "? read_error"},

    {"login_hello_pin", "siths_login", "other_method card_present=false method=windows_hello"},
    {"login_cached_card", "siths_login",
     "card_session (session) assurance_level=3 issuer=SITHS e-id Person HSA-id 3 CA v1 "
     "card_present=true not_after=2028-05-01T00:00:00Z method=smart_card card_issuer_kind=siths"},
    {"login_cached_password", "siths_login", "other_method card_present=false method=password"},
    {"login_password", "siths_login", "other_method card_present=false method=password"},
    {"login_unlocked_with_card", "siths_login",
     "card_unlock_only card_present=true method=unknown"},
    {"login_ambiguous_unlock", "siths_login", "? login_method_unproven"},
    {"login_other_person", "siths_login", "? login_method_unproven"},
    {"login_administrator", "siths_login",
     "card_session (session) assurance_level=3 issuer=SITHS e-id Person HSA-id 3 CA v1 "
     "card_present=true not_after=2028-05-01T00:00:00Z method=smart_card card_issuer_kind=siths"},
    {"nobody", "siths_login", "no_session"},
    {"nobody", "session", "none"},
    {"nobody", "screen_lock", "enforced timeout_seconds=600 lock_on_card_removal=true"},

    {"lock_card_service_stopped", "screen_lock",
     "enforced timeout_seconds=600 lock_on_card_removal=false"},
    {"lock_saver_by_policy", "screen_lock",
     "enforced timeout_seconds=300 lock_on_card_removal=true"},
    {"lock_saver_of_person", "screen_lock",
     "enforced (session) timeout_seconds=605 lock_on_card_removal=true"},
    {"lock_none", "screen_lock", "not_enforced (session) lock_on_card_removal=false"},

    {"wine", "network_location", "? unsupported"},
    {"wine", "vpn", "? unsupported"},
    {"wine", "directaccess", "? unsupported"},
    {"wine", "siths_login", "? unsupported"},
    {"wine", "disk_encryption", "? unsupported"},
    {"wine", "screen_lock", "? unsupported"},
    {"wine", "session", "? unsupported"},
};

TEST(WindowsFixtures, AreSeenAsTheyShouldBe) {
  for (const Case& each : kCases) {
    EXPECT_EQ(seen(each.fixture, each.probe), each.says) << each.fixture << " " << each.probe;
  }
}

TEST(WindowsFixtures, AreAllUsedAndSayWhereTheyComeFrom) {
  std::set<std::string> used;
  for (const Case& each : kCases) used.insert(each.fixture);
  std::set<std::string> found;
  for (const auto& entry : std::filesystem::directory_iterator(fixtures())) {
    const std::string name = entry.path().stem().string();
    found.insert(name);
    EXPECT_EQ(fixture(name).about.find("Skriven för hand"), 0U) << name;
  }
  EXPECT_EQ(used, found);
}

TEST(WindowsFixtures, AreTheSameAfterAnonymousWritingAndReading) {
  for (const auto& entry : std::filesystem::directory_iterator(fixtures())) {
    const Recording recording = fixture(entry.path().stem().string());
    const auto again = read_recording(write_recording(anonymous(recording)));
    ASSERT_THAT(again, IsOk()) << entry.path();
    for (const auto& probe : report::all_probe_schemas()) {
      EXPECT_EQ(seen(*again, probe.name), seen(recording, probe.name))
          << entry.path() << " " << probe.name;
    }
  }
}

}  // namespace
}  // namespace distanskoll::agent::windows
