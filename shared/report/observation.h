// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What a probe says: a state with details, or that it could not tell and why. The vocabulary (which
// probes, states and details exist) is the closed table of evaluation.md in schema.h; an
// Observation that reaches inner code has been checked against it. Plain values, thread-compatible.

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace distanskoll::report {

/// Our own probes, in the order in which they stand in a report.
enum class ProbeId {
  kNetworkLocation,
  kVpn,
  kDirectaccess,
  kSithsLogin,
  kDiskEncryption,
  kScreenLock,
  kSession,
};
inline constexpr ProbeId kAllProbes[] = {
    ProbeId::kNetworkLocation, ProbeId::kVpn,        ProbeId::kDirectaccess, ProbeId::kSithsLogin,
    ProbeId::kDiskEncryption,  ProbeId::kScreenLock, ProbeId::kSession};

/// Who could have written the fact: an administrator, or also the signed-in user.
enum class Source { kSystem, kSession };

using DetailValue = std::variant<bool, std::int64_t, std::string>;

/// Exactly one of `state` and `unobservable` is non-empty; details only with a state.
struct Observation {
  std::string state;
  std::string unobservable;  ///< reason code, a token
  Source source = Source::kSystem;
  std::vector<std::pair<std::string, DetailValue>>
      details;  ///< in the schema's order, no name twice

  [[nodiscard]] static Observation value(std::string state) {
    return {std::move(state), {}, {}, {}};
  }
  [[nodiscard]] static Observation unknown(std::string reason) {
    return {{}, std::move(reason), {}, {}};
  }
  Observation& with(std::string name, DetailValue detail) {
    details.emplace_back(std::move(name), std::move(detail));
    return *this;
  }
  [[nodiscard]] bool observable() const { return unobservable.empty(); }
  /// Null when there is no such detail.
  [[nodiscard]] const DetailValue* find(std::string_view name) const;

  bool operator==(const Observation&) const = default;
};

/// All that one report says: own probes in kAllProbes order, then external ones (x_…) by name.
/// `name` is the probe's name as in evaluation.md ("vpn", "x_firewall").
struct NamedObservation {
  std::string name;
  Observation observation;
  bool operator==(const NamedObservation&) const = default;
};
using Observations = std::vector<NamedObservation>;

/// Null when that probe did not speak.
[[nodiscard]] const Observation* find(const Observations& observations, std::string_view probe);

}  // namespace distanskoll::report
