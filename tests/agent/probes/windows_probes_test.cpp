// SPDX-License-Identifier: EUPL-1.2
// The interpretations of Windows' rows at their edges; whole computers are in
// windows_fixtures_test.cpp.
#include "agent/probes/windows_directaccess.h"
#include "agent/probes/windows_disk_encryption.h"
#include "agent/probes/windows_screen_lock.h"
#include "agent/probes/windows_session.h"
#include "tests/agent/probes/windows_fixture.h"

namespace distanskoll::agent::windows {
namespace {

using namespace std::chrono_literals;
using Kind = RegistryValue::Kind;

RegistryValue number(std::uint32_t value) { return {Kind::kNumber, value, {}}; }
RegistryValue text(const char* value) { return {Kind::kText, 0, value}; }

std::string disk(std::uint32_t protection, std::uint32_t conversion, std::uint32_t method = 7) {
  EncryptableVolume volume;
  volume.system = true;
  volume.protection.value = protection;
  volume.conversion.value = conversion;
  volume.method.value = method;
  return in_words(interpret_bitlocker(BitLocker{0, false, {volume}}, std::vector<ShellVolume>{}));
}

TEST(WindowsDisks, AreProtectedOnlyWhenWhollyEncryptedWithProtectionOn) {
  EXPECT_EQ(disk(1, 1), "protected system_volume=protected method=xts_aes_256");
  EXPECT_EQ(disk(0, 1), "suspended system_volume=suspended method=xts_aes_256");
  EXPECT_EQ(disk(2, 1), "? read_error");
  EXPECT_EQ(disk(0, 0), "unprotected system_volume=unprotected");
  EXPECT_EQ(disk(1, 0), "? read_error") << "contradicts itself";
  for (const std::uint32_t conversion : {2U, 3U, 4U, 5U}) {
    EXPECT_EQ(disk(1, conversion), "in_progress system_volume=in_progress method=xts_aes_256");
  }
  EXPECT_EQ(disk(1, 6), "? read_error");
  EXPECT_EQ(disk(3, 1), "? read_error");
  EXPECT_EQ(disk(1, 1, 0xFFFFFFFF), "protected system_volume=protected");
}

TEST(WindowsDisks, AreUnknownForEachCallThatFails) {
  EncryptableVolume volume;
  volume.protection.value = 1;
  volume.conversion = {0x80041003, 1};
  EXPECT_EQ(state_of(volume).why_unknown, "needs_privilege");
  volume.conversion = {0x80310000, 0};
  EXPECT_EQ(state_of(volume).kind, VolumeState::Kind::kProtected) << "locked";
  volume.protection.result = 0x80041054;
  volume.conversion = {0, 1};
  EXPECT_EQ(state_of(volume).why_unknown, "unsupported");
}

TEST(WindowsDisks, TakeTheShellsWordOnlyWhereTheServiceIsRefused) {
  const Result<BitLocker> refused = BitLocker{0x80041003, false, {}};
  const auto shell = [&](std::int64_t value) {
    return in_words(interpret_bitlocker(refused, std::vector<ShellVolume>{{true, value}}));
  };
  EXPECT_EQ(shell(1), "protected (session) system_volume=protected");
  EXPECT_EQ(shell(6), "protected (session) system_volume=protected");
  for (const std::int64_t open : {2, 7}) {
    EXPECT_EQ(shell(open), "unprotected (session) system_volume=unprotected");
  }
  for (const std::int64_t half : {3, 4}) {
    EXPECT_EQ(shell(half), "in_progress (session) system_volume=in_progress");
  }
  for (const std::int64_t paused : {5, 8}) {
    EXPECT_EQ(shell(paused), "suspended (session) system_volume=suspended");
  }
  for (const std::int64_t odd : {0, 9, -1}) EXPECT_EQ(shell(odd), "? read_error");
  EXPECT_EQ(in_words(interpret_bitlocker(BitLocker{}, std::vector<ShellVolume>{{true, 1}})),
            "? unknown_file_system")
      << "it answered, with no volume";
}

TEST(WindowsScreenLock, IgnoresValuesOfAnotherType) {
  ScreenLock settings;
  settings.inactivity = text("600");
  EXPECT_EQ(in_words(interpret_screen_lock(settings)),
            "not_enforced (session) lock_on_card_removal=false");
  settings.inactivity = number(0);
  EXPECT_EQ(interpret_screen_lock(settings).state, "not_enforced");
  settings.inactivity = number(600'000);
  EXPECT_EQ(interpret_screen_lock(settings).state, "not_enforced") << "more than Windows takes";
  settings.inactivity = number(599'940);
  EXPECT_EQ(interpret_screen_lock(settings).state, "enforced");
  settings.inactivity = {Kind::kRefused, 0, {}};
  EXPECT_EQ(in_words(interpret_screen_lock(settings)), "? needs_privilege");
}

TEST(WindowsScreenLock, NeedsAllFourSettingsOfAScreenSaver) {
  ScreenLock settings;
  settings.card_removal = text("odd");
  settings.user = {text("1"), text("1"), text("300"), text("C:\\Windows\\System32\\scrnsave.scr")};
  settings.grace = text("0");
  EXPECT_EQ(in_words(interpret_screen_lock(settings)), "enforced (session) timeout_seconds=300");
  for (RegistryValue ScreenSaver::*missing :
       {&ScreenSaver::active, &ScreenSaver::secure, &ScreenSaver::timeout, &ScreenSaver::program}) {
    ScreenLock without = settings;
    without.user.*missing = {};
    EXPECT_EQ(interpret_screen_lock(without).state, "not_enforced");
  }
  settings.policy.active = text("0");
  EXPECT_EQ(interpret_screen_lock(settings).state, "not_enforced") << "policy wins";
  settings.policy = {text("1"), text("1"), text("120"), text("x.scr")};
  EXPECT_EQ(in_words(interpret_screen_lock(settings)), "enforced timeout_seconds=120");
}

TEST(WindowsScreenLock, DoesNotLetThePersonOverrideTheAdministrator) {
  ScreenLock settings;
  settings.inactivity = number(900);
  settings.user = {text("1"), text("1"), text("60"), text("x.scr")};
  EXPECT_EQ(in_words(interpret_screen_lock(settings)),
            "enforced timeout_seconds=900 lock_on_card_removal=false");
}

TEST(WindowsScreenLock, CountsCardRemovalOnlyWithItsService) {
  const auto locks = [](RegistryValue option, ServiceState service) {
    ScreenLock settings;
    settings.card_removal = std::move(option);
    settings.removal_service = service;
    const auto observation = interpret_screen_lock(settings);
    const auto* detail = observation.find("lock_on_card_removal");
    return detail == nullptr ? std::string("not told") : std::get<bool>(*detail) ? "yes" : "no";
  };
  for (const char* option : {"1", "2", "3"}) {
    EXPECT_EQ(locks(text(option), ServiceState::kRunning), "yes") << option;
  }
  EXPECT_EQ(locks(number(1), ServiceState::kRunning), "yes") << "REG_DWORD, as some scripts write";
  EXPECT_EQ(locks(text("1"), ServiceState::kStopped), "no");
  EXPECT_EQ(locks(text("1"), ServiceState::kUnknown), "not told");
  EXPECT_EQ(locks(text("0"), ServiceState::kRunning), "no");
  EXPECT_EQ(locks({}, ServiceState::kRunning), "no");
  EXPECT_EQ(locks(text("4"), ServiceState::kRunning), "not told");
  EXPECT_EQ(locks({Kind::kOther, 0, {}}, ServiceState::kRunning), "not told");
}

TEST(WindowsSession, IsAbsentAfterALongLockAndUnknownWithoutItsFlag) {
  Recording recording = fixture("office_card");
  TerminalSession& person = recording.sessions->back();
  FakeHost host;
  FakeClock clock;
  ProbeContext context;
  context.clock = &clock;
  context.locked_absent = 1800s;
  person.lock_flags = 0;
  RecordedWindows locked(recording);
  const auto probe = make_session_probe(locked);
  EXPECT_EQ(in_words(probe->observe(host, context)), "present");
  EXPECT_EQ(probe->recheck_at(), clock.boot() + 1800s);
  clock.advance(1799s);
  EXPECT_EQ(in_words(probe->observe(host, context)), "present");
  clock.advance(1s);
  EXPECT_EQ(in_words(probe->observe(host, context)), "none");
  EXPECT_EQ(probe->recheck_at(), std::nullopt);
  person.lock_flags = 0xFFFFFFFF;
  EXPECT_EQ(seen(recording, "session"), "? read_error");
  person.remote = true;
  EXPECT_EQ(seen(recording, "session"), "none") << "over RDP nobody is at this computer";
}

TEST(WindowsVpn, ThatOnlyTheSessionKnowsOfIsMarkedSo) {
  Recording recording = fixture("ikev2_full");
  recording.ras->front().of_session = true;
  EXPECT_EQ(seen(recording, "vpn"),
            "connected (session) tunnel=full kind=windows_ikev2 ipv6_leak=false");
}

TEST(WindowsVpn, IsNotMadeOfANetworkCardByWhatTheSessionSays) {
  for (const char* name : {"office_card", "hyperv_switch"}) {
    Recording recording = fixture(name);
    const std::string before = seen(recording, "vpn");
    for (const Adapter& adapter : recording.network->adapters) {
      recording.ras->push_back({adapter.guid, "vpn", 0x2000, 7, false, true});
    }
    EXPECT_EQ(seen(recording, "vpn"), before) << name;
  }
}

TEST(WindowsDirectAccess, TellsRefusalFromAbsence) {
  const auto says = [](CallResult result) {
    DirectAccess answer;
    answer.query = result;
    return in_words(interpret_directaccess(answer, nullptr));
  };
  EXPECT_EQ(says(0), "not_configured");
  EXPECT_EQ(says(0x80041003), "? needs_privilege");
  EXPECT_EQ(says(0x80041010), "? unsupported");
  EXPECT_EQ(says(0x80041001), "? read_error");
  EXPECT_EQ(in_words(interpret_directaccess(Error{ErrorCode::kTimedOut, "hangs"}, nullptr)),
            "? timeout");
  EXPECT_EQ(in_words(interpret_directaccess(DirectAccess{0, {{3, 0}}, {}, {}}, nullptr)),
            "? unmapped_status");
  const Catalogues catalogues;
  const DirectAccess two{0, {{3, 0}, {2, 0}}, ServiceState::kRunning, true};
  EXPECT_EQ(in_words(interpret_directaccess(two, &catalogues.directaccess)), "? read_error");
}

}  // namespace
}  // namespace distanskoll::agent::windows
