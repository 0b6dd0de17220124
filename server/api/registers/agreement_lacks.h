// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What an agreement can lack, as a closed list of words, and how many there are: the register's
// filter `missing` and its statistics, by state and unit. Nothing here says when somebody worked.
// Whether an assessment or a follow-up is too old is the policy's matter and in no list of words:
// here it is whether there is one at all. Pure but for the answer.

#include "server/access/door.h"
#include "server/agreements/acts/agreement_life.h"

#include <string_view>

namespace distanskoll::server::api {

struct Lack {
  std::string_view word;
  bool (*is)(const agreements::Agreement&);
};
/// Null when there is no such word.
[[nodiscard]] const Lack* find_lack(std::string_view word);
/// Equipment is to come back of agreements that are over; all else is of those that live.
[[nodiscard]] bool lacks_on(const Lack& lack, const agreements::Agreement& agreement,
                            agreements::LocalDay today);

/// GET /api/v1/agreement-counts: of those that the caller sees, by state and unit.
void get_agreement_counts(const net::Request& request, const access::Caller& caller,
                          const access::Answering& answering);

}  // namespace distanskoll::server::api
