// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The agreements that a caller sees, and the one that a path names, for the routes of agreements:
// lists, their life and their parts. Pure.

#include "server/api/registers/exchange.h"

namespace distanskoll::server::api {

[[nodiscard]] inline bool sees_agreement(const access::Caller& caller,
                                         const agreements::Agreement& agreement) {
  return caller.sees_person(agreement.employee);
}
/// After find_in() found it.
[[nodiscard]] inline const agreements::Agreement& asked_agreement(const Ask& ask) {
  return *ask.now().agreements.find(ask.arguments.front());
}

}  // namespace distanskoll::server::api
