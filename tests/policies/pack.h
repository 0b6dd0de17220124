// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The packs in policies/ for their tests: their names, their text, themselves loaded; and a laptop
// at home with everything in order, from which a test takes one thing away. Read only.

#include "packaging/build/test_paths.h"
#include "shared/compliance/posture.h"
#include "shared/policy/loader.h"
#include "tests/support/matchers.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace distanskoll::policies {

inline constexpr const char* kPacks[] = {"vaggeryd", "socialtjanst", "molnarbetsplats",
                                         "region-49-procent"};

inline std::string file_text(const std::string& name) {
  const auto path = std::filesystem::path(DISTANSKOLL_SOURCE_DIR) / "policies" / name;
  std::ifstream in(path, std::ios::binary);
  EXPECT_TRUE(in) << path;
  return {std::istreambuf_iterator<char>(in), {}};
}

inline policy::Policy pack(const std::string& name) {
  const auto policy = policy::load_policy(file_text(name + ".yaml"), name + ".yaml");
  EXPECT_THAT(policy, IsOk());
  return policy ? *policy : policy::Policy{};
}

/// At home, tunnel up, opened with an ordinary SITHS card, encrypted and locking itself.
inline report::Observations good() {
  using report::Observation;
  return {
      {"network_location", Observation::value("remote")},
      {"vpn", Observation::value("connected").with("tunnel", "full").with("ipv6_leak", false)},
      {"directaccess", Observation::value("not_configured")},
      {"siths_login", Observation::value("card_session")
                          .with("assurance_level", std::int64_t{3})
                          .with("card_present", true)
                          .with("method", "smart_card")},
      {"disk_encryption", Observation::value("protected")},
      {"screen_lock", Observation::value("enforced").with("timeout_seconds", std::int64_t{600})},
      {"session", Observation::value("present")},
  };
}

inline report::Observations with(std::string_view probe, const report::Observation& observation,
                                 report::Observations observations = good()) {
  for (auto& each : observations) {
    if (each.name == probe) each.observation = observation;
  }
  return observations;
}

}  // namespace distanskoll::policies
