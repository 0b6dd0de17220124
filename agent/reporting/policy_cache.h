// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The policy that the collector judges this laptop by, kept on disk so that `check` and the
// adapters judge by the same one without a network. A policy is known by the SHA-256 of its bytes,
// which the collector's settings name; what does not hash to it or does not load is refused.
//
//   STATE/policies/SHA256.yaml     the file, as the collector runs it
//   STATE/policies/current         "SHA256\n", replaced atomically after the file is there
//
// Thread-compatible: the uplink's thread stores; others read through a cache of their own.

#include "shared/policy/policy.h"
#include "shared/result.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace distanskoll::agent {

class PolicyCache {
 public:
  explicit PolicyCache(std::filesystem::path folder) : folder_(std::move(folder)) {}

  /// SHA-256 in hexadecimal of the policy in force, or empty.
  [[nodiscard]] std::string current() const;
  /// kNotFound when none was ever fetched; kCorrupt when the file is not what its name says.
  [[nodiscard]] Result<policy::Policy> load() const;
  /// kUntrusted unless `yaml` hashes to `sha256_hex`; kMalformed unless it is a policy.
  [[nodiscard]] Result<policy::Policy> store(const std::string& sha256_hex,
                                             std::string_view yaml) const;

 private:
  std::filesystem::path folder_;
};

}  // namespace distanskoll::agent
