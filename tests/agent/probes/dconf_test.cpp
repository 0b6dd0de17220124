// SPDX-License-Identifier: EUPL-1.2
// Settings databases made by the real dconf and GLib tools (fixtures/README.md), and the probe
// screen_lock on top of them.
#include "agent/probes/dconf.h"

#include "agent/probes/screen_lock.h"
#include "packaging/build/test_paths.h"
#include "shared/files.h"
#include "shared/report/schema.h"
#include "tests/agent/probes/fake_host.h"
#include "tests/support/matchers.h"

namespace distanskoll::agent {
namespace {

using report::Observation;
using report::Source;

std::string fixture(const std::string& name) {
  return *read_file(
      std::filesystem::path(DISTANSKOLL_SOURCE_DIR) / "tests/agent/probes/fixtures" / name,
      1 << 20);
}

TEST(Dconf, ReadsWhatDconfCompiled) {
  const std::string bytes = fixture("dconf-administrator");
  const auto table = SettingsTable::open(bytes);
  ASSERT_THAT(table, IsOk());
  EXPECT_EQ(table->value("/org/gnome/desktop/session/idle-delay"), SettingValue(std::int64_t{600}));
  EXPECT_EQ(table->value("/org/gnome/desktop/screensaver/lock-enabled"), SettingValue(true));
  EXPECT_EQ(table->value("/org/gnome/settings-daemon/peripherals/smartcard/removal-action"),
            SettingValue(std::string("lock-screen")));
  EXPECT_EQ(table->value("/org/gnome/desktop/session"), std::nullopt);
  EXPECT_EQ(table->value("idle-delay"), std::nullopt);
  ASSERT_TRUE(table->table(".locks"));
  EXPECT_TRUE(table->table(".locks")->has("/org/gnome/desktop/session/idle-delay"));
  EXPECT_FALSE(table->table(".locks")->has("/org/gnome/desktop/session/other"));
}

TEST(Dconf, ReadsDefaultsOfCompiledSchemas) {
  const std::string bytes = fixture("gschemas.compiled");
  const auto schemas = SettingsTable::open(bytes);
  ASSERT_THAT(schemas, IsOk());
  const auto session = schemas->table("org.gnome.desktop.session");
  ASSERT_TRUE(session);
  EXPECT_EQ(session->value("idle-delay"), SettingValue(std::int64_t{300}));
  const auto card = schemas->table("org.gnome.settings-daemon.peripherals.smartcard");
  ASSERT_TRUE(card);
  EXPECT_EQ(card->value("removal-action"), SettingValue(std::string("none")));
}

TEST(Dconf, SurvivesEveryTruncationAndEveryFlippedByte) {
  const std::string whole = fixture("dconf-administrator");
  const auto read = [](const std::string& bytes) {
    const auto table = SettingsTable::open(bytes);
    if (!table) return;
    (void)table->value("/org/gnome/desktop/session/idle-delay");
    if (const auto locks = table->table(".locks")) (void)locks->has("/org/gnome/x");
  };
  for (std::size_t size = 0; size < whole.size(); ++size) read(whole.substr(0, size));
  for (std::size_t at = 0; at < whole.size(); ++at) {
    std::string bent = whole;
    bent[at] = static_cast<char>(~bent[at]);
    read(bent);
  }
  EXPECT_THAT(SettingsTable::open(whole.substr(0, 20)), IsError(ErrorCode::kMalformed));
}

TEST(Dconf, ReadsProfiles) {
  const auto sources =
      parse_dconf_profile("# site\nuser-db:user\nsystem-db: \nsystem-db:local\nx\n");
  ASSERT_EQ(sources.size(), 2U);
  EXPECT_TRUE(sources[0].user);
  EXPECT_EQ(sources[0].path, "/.config/dconf/user");
  EXPECT_EQ(sources[1].path, "/etc/dconf/db/local");
}

class ScreenLock : public ::testing::Test {
 protected:
  ScreenLock() {
    host_.files["/usr/share/glib-2.0/schemas/gschemas.compiled"] = fixture("gschemas.compiled");
    sessions_ = std::vector<LoginSession>{person()};
  }
  void administrator_decides() {
    host_.files["/etc/dconf/profile/user"] = "user-db:user\nsystem-db:local\n";
    host_.files["/etc/dconf/db/local"] = fixture("dconf-administrator");
  }
  void person_switches_off() {
    host_.files["/home/person/.config/dconf/user"] = fixture("dconf-person");
  }
  Observation observe() {
    ProbeContext context;
    context.sessions = &sessions_;
    Observation observation = make_screen_lock_probe()->observe(host_, context);
    EXPECT_THAT(report::check("screen_lock", observation), IsOk());
    return observation;
  }
  static Observation state(std::string word, Source source, std::optional<std::int64_t> timeout,
                           bool on_removal) {
    Observation observation = Observation::value(std::move(word));
    observation.source = source;
    if (timeout) observation.with("timeout_seconds", *timeout);
    return observation.with("lock_on_card_removal", on_removal);
  }

  FakeHost host_;
  Result<std::vector<LoginSession>> sessions_ = kAbsent;
};

TEST_F(ScreenLock, HoldsBySchemaDefaultsThatThePersonMayChange) {
  EXPECT_EQ(observe(), state("enforced", Source::kSession, 300, false));
}

TEST_F(ScreenLock, IsOffWhenThePersonSwitchedItOff) {
  person_switches_off();
  EXPECT_EQ(observe(), state("not_enforced", Source::kSession, std::nullopt, false));
}

TEST_F(ScreenLock, IsEnforcedByAnAdministratorWhateverThePersonWrote) {
  administrator_decides();
  person_switches_off();
  EXPECT_EQ(observe(), state("enforced", Source::kSystem, 605, true));
}

TEST_F(ScreenLock, CannotBeToldWithoutTheDefaults) {
  host_.files.clear();
  EXPECT_EQ(observe(), Observation::unknown("not_configured"));
}

TEST_F(ScreenLock, IsUnobservableWhenTheSettingsMayNotBeRead) {
  host_.files_error = kAccessDenied;
  EXPECT_EQ(observe(), Observation::unknown("needs_privilege"));
}

TEST_F(ScreenLock, IsUnobservableOnOtherDesktopsAndWithoutASession) {
  sessions_->front().desktop = "plasma";
  EXPECT_EQ(observe(), Observation::unknown("unknown_desktop"));
  sessions_ = std::vector<LoginSession>{};
  EXPECT_EQ(observe(), Observation::unknown("no_session"));
  sessions_ = kAbsent;
  EXPECT_EQ(observe(), Observation::unknown("no_service"));
}

}  // namespace
}  // namespace distanskoll::agent
