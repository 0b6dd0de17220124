// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A person asks that what is known about them be erased (GDPR art. 17). What a municipality keeps
// are public records: it may erase them only by a decision, and not while a law or a claim needs
// them (art. 17.3 b, d and e). So the answer says for each kind how much there is, what becomes of
// it, why, and until when. Somebody who works here keeps what the agreements need; of somebody who
// has left goes what the registers and days hold, by the decision that is named; reports (they name
// nobody) and the log of who has read go when their time is up. Pure; no clock, thread-safe.

#include "server/retention/rules.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace distanskoll::server::retention {

enum class Fate {
  kErased,      ///< goes, once it is decided
  kHeld,        ///< a hold keeps it: art. 17.3 e
  kEmployed,    ///< the person works here and it is needed: art. 17.3 b
  kItsOwnTime,  ///< goes when the kind's time is up: art. 17.3 b and d
};
[[nodiscard]] std::string_view to_string(Fate fate);  ///< "erased", "held" …

/// How much is kept about the person: days on which their computers reported, days with a verdict,
/// versions of records, and rows of who has read about them.
struct Kept {
  std::uint64_t report_days = 0;
  std::uint64_t days = 0;
  std::uint64_t records = 0;
  std::uint64_t reads = 0;
};

struct KindAnswer {
  Kind kind{};
  std::uint64_t count = 0;
  Fate fate{};
  std::optional<LocalDay> until;  ///< the last of it is gone then; null: not known today
};

/// `last_day` is the last day of the person's last employment, null while it has no end. One answer
/// a kind, in the order of kAllKinds.
[[nodiscard]] std::vector<KindAnswer> answer_request(const Kept& kept, const Rules& rules,
                                                     bool held, std::optional<LocalDay> last_day,
                                                     LocalDay today);
/// Whether anything goes.
[[nodiscard]] bool erases(const std::vector<KindAnswer>& answers);

}  // namespace distanskoll::server::retention
