// SPDX-License-Identifier: EUPL-1.2
#pragma once
// "Det här stämmer inte": an employee says that one of their own days is judged wrongly, who is to
// look at it, and what was answered. It changes no verdict by itself: a verdict follows from
// reports and registers, and those are what the answer mends. A new version of the record for each
// step, so that nothing that was said is ever overwritten. Values; decode is strict.

#include "server/agreements/records/period.h"
#include "shared/result.h"

#include <optional>
#include <string>
#include <string_view>

namespace distanskoll::server::agreements {

/// What is wrong with the day. Words are stored: never rename one.
enum class ObjectionKind {
  kComputer,   ///< the computer was as it should be, or could not be helped
  kPlace,      ///< it was no work at another place
  kAgreement,  ///< agreement, assessment, training: the register is wrong
  kOther,
};
/// Who looks at it.
enum class ObjectionDesk { kItSecurity, kManager };
/// The employee was right and it is mended, or the day stands as it is.
enum class ObjectionOutcome { kAccepted, kRejected };

struct ObjectionAnswer {
  LocalDay on{};
  std::string by;
  ObjectionOutcome outcome = ObjectionOutcome::kRejected;
  std::string text;
  bool operator==(const ObjectionAnswer&) const = default;
};

struct Objection {
  std::string id;
  std::string employee;
  LocalDay date{};  ///< the day that it is about
  ObjectionKind kind = ObjectionKind::kOther;
  ObjectionDesk to = ObjectionDesk::kManager;
  std::string text;
  LocalDay made_on{};
  std::optional<ObjectionAnswer> answer;
  std::optional<LocalDay> withdrawn_on;
  bool operator==(const Objection&) const = default;
};

enum class ObjectionState { kOpen, kAccepted, kRejected, kWithdrawn };
[[nodiscard]] ObjectionState state_of(const Objection& objection);

[[nodiscard]] std::string encode(const Objection& objection);
[[nodiscard]] Result<Objection> decode_objection(std::string_view json);

[[nodiscard]] std::string_view to_string(ObjectionState state);    ///< "open" …
[[nodiscard]] std::string_view word_of(ObjectionKind kind);        ///< "computer" …
[[nodiscard]] std::string_view word_of(ObjectionDesk desk);        ///< "it_security", "manager"
[[nodiscard]] std::string_view word_of(ObjectionOutcome outcome);  ///< "accepted", "rejected"

}  // namespace distanskoll::server::agreements
