// SPDX-License-Identifier: EUPL-1.2
#include "agent/probes/catalog.h"

#include "shared/report/schema.h"
#include "tests/agent/probes/fake_host.h"
#include "tests/support/fake_clock.h"
#include "tests/support/matchers.h"

namespace distanskoll::agent {
namespace {

using namespace std::chrono_literals;

TEST(Catalog, ListsEveryOwnProbeInTheOrderOfAReport) {
  const Probes probes = make_probes({});
  ASSERT_EQ(probes.size(), std::size(report::kAllProbes));
  for (std::size_t i = 0; i < probes.size(); ++i) {
    EXPECT_EQ(probes[i]->id(), report::kAllProbes[i]);
  }
}

TEST(Catalog, AnswersForAMachineThatRefusesEverything) {
  FakeHost host;
  host.files_error = kAccessDenied;
  host.network_rows = kAccessDenied;
  host.session_rows = kAccessDenied;
  Probes probes = make_probes({});
  const FakeClock clock;
  const ProbeRound round = observe_all(probes, host, clock, 1800s);
  ASSERT_EQ(round.observations.size(), std::size(report::kAllProbes));
  EXPECT_EQ(round.user, std::nullopt);
  for (const report::NamedObservation& each : round.observations) {
    if (each.name == "directaccess") {
      EXPECT_EQ(each.observation.state, "not_configured");
    } else {
      EXPECT_EQ(each.observation.unobservable, "needs_privilege") << each.name;
    }
  }
}

TEST(Catalog, NamesThePersonBesideTheObservationsAndNowhereInThem) {
  FakeHost host;
  LoginSession session = person();
  session.locked = true;
  host.session_rows = std::vector<LoginSession>{session};
  Probes probes = make_probes({});
  const FakeClock clock;
  const ProbeRound round = observe_all(probes, host, clock, 1800s);
  EXPECT_EQ(round.user, "anna");
  EXPECT_EQ(round.recheck_at, clock.boot() + 1800s);
  for (const report::NamedObservation& each : round.observations) {
    EXPECT_NE(each.observation.state, "anna");
    for (const auto& [name, value] : each.observation.details) {
      EXPECT_NE(value, report::DetailValue(std::string("anna"))) << name;
    }
  }
}

TEST(Catalog, NamesAnErrorsReason) {
  EXPECT_EQ(reason_of({ErrorCode::kPermissionDenied, ""}), "needs_privilege");
  EXPECT_EQ(reason_of({ErrorCode::kUnavailable, ""}), "no_service");
  EXPECT_EQ(reason_of({ErrorCode::kTimedOut, ""}), "timeout");
  EXPECT_EQ(reason_of({ErrorCode::kUnsupported, ""}), "unsupported");
  EXPECT_EQ(reason_of({ErrorCode::kMalformed, ""}), "read_error");
}

}  // namespace
}  // namespace distanskoll::agent
