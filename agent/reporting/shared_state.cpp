// SPDX-License-Identifier: EUPL-1.2
#include "agent/reporting/shared_state.h"

namespace distanskoll::agent {

std::string_view to_string(UplinkState state) {
  switch (state) {
    case UplinkState::kStarting:
      return "starting";
    case UplinkState::kConnected:
      return "connected";
    case UplinkState::kWaiting:
      return "waiting";
    case UplinkState::kUnreachable:
      return "unreachable";
    case UplinkState::kUntrusted:
      return "untrusted";
    case UplinkState::kUnproved:
      return "unproved";
    case UplinkState::kRejected:
      return "rejected";
    case UplinkState::kOutdated:
      return "outdated";
    case UplinkState::kSuccessor:
      return "successor";
  }
  return "";
}

SharedIdentity SharedState::identity() const {
  const std::lock_guard lock(mutex_);
  return identity_;
}

void SharedState::set_identity(SharedIdentity identity) {
  const std::lock_guard lock(mutex_);
  snapshot_.device = identity->device_id;
  snapshot_.certificate_ends = identity->certificate().not_after();
  identity_ = std::move(identity);
}

std::chrono::seconds SharedState::heartbeat() const {
  const std::lock_guard lock(mutex_);
  return heartbeat_;
}

void SharedState::set_heartbeat(std::chrono::seconds heartbeat) {
  const std::lock_guard lock(mutex_);
  heartbeat_ = heartbeat;
}

std::shared_ptr<const policy::Policy> SharedState::policy() const {
  const std::lock_guard lock(mutex_);
  return policy_;
}

void SharedState::set_policy(std::shared_ptr<const policy::Policy> policy) {
  const std::lock_guard lock(mutex_);
  policy_ = std::move(policy);
}

Snapshot SharedState::snapshot() const {
  const std::lock_guard lock(mutex_);
  return snapshot_;
}

}  // namespace distanskoll::agent
