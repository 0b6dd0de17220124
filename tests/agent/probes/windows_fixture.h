// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Lets the probes of Windows answer from a recording of tests/fixtures/windows, with the shipped
// catalogues, and says what they saw as one line each: "connected tunnel=split kind=cisco". For
// unit tests only; a fixture that does not load ends the test.

#include "agent/probes/windows_catalog.h"
#include "agent/probes/windows_recording.h"
#include "packaging/build/test_paths.h"
#include "shared/files.h"
#include "shared/report/schema.h"
#include "tests/agent/probes/fake_host.h"
#include "tests/support/fake_clock.h"
#include "tests/support/matchers.h"

#include <filesystem>

namespace distanskoll::agent::windows {

inline std::string in_words(const report::Observation& observation) {
  if (!observation.observable()) return "? " + observation.unobservable;
  std::string words = observation.state;
  if (observation.source == report::Source::kSession) words += " (session)";
  for (const auto& [name, value] : observation.details) {
    words += " " + name + "=";
    if (const auto* text = std::get_if<std::string>(&value)) words += *text;
    if (const auto* number = std::get_if<std::int64_t>(&value)) words += std::to_string(*number);
    if (const auto* flag = std::get_if<bool>(&value)) words += *flag ? "true" : "false";
  }
  return words;
}

inline std::string shipped(const char* file) {
  return *read_file(std::filesystem::path(DISTANSKOLL_SOURCE_DIR) / "policies" / file, 1 << 20);
}

/// The shipped catalogues.
struct Catalogues {
  policy::VpnCatalogue vpn = *policy::load_vpn_kinds(shipped("vpn-kinds.yaml"), "v");
  policy::DirectAccessCatalogue directaccess =
      *policy::load_directaccess_codes(shipped("directaccess-codes.yaml"), "d");
  policy::CredentialProviderCatalogue providers =
      *policy::load_credential_providers(shipped("credential-providers.yaml"), "c");
  policy::SithsCatalogue siths = *policy::load_siths_issuers(shipped("siths-issuers.yaml"), "s");

  [[nodiscard]] ProbeInputs inputs() const {
    return {{}, &vpn, &directaccess, {&siths, nullptr, &providers}};
  }
};

inline std::filesystem::path fixtures() {
  return std::filesystem::path(DISTANSKOLL_SOURCE_DIR) / "tests/fixtures/windows";
}

inline Recording fixture(const std::string& name) {
  auto json = read_file(fixtures() / (name + ".json"), kRecordingBytes);
  EXPECT_THAT(json, IsOk());
  auto recording = read_recording(json ? *json : std::string());
  EXPECT_THAT(recording, IsOk()) << name;
  return recording ? *recording : Recording{};
}

/// What `probe` says to a computer that answers as recorded.
inline std::string seen(const Recording& recording, std::string_view probe) {
  static const Catalogues catalogues;  // read once: hundreds of looks
  RecordedWindows questions(recording);
  Probes probes = make_probes(questions, catalogues.inputs());
  FakeHost host;
  const FakeClock clock;
  const ProbeRound round = observe_all(probes, host, clock, std::chrono::seconds(1800));
  const auto* observation = report::find(round.observations, probe);
  return observation == nullptr ? "nothing" : in_words(*observation);
}
inline std::string seen(const std::string& name, std::string_view probe) {
  return seen(fixture(name), probe);
}

}  // namespace distanskoll::agent::windows
