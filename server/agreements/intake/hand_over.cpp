// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/intake/hand_over.h"

#include "shared/compliance/local_day.h"
#include "shared/limits.h"
#include "shared/text.h"

#include <algorithm>

#include <fmt/format.h>

namespace distanskoll::server::agreements::intake {
namespace {

std::optional<Hindrance> hindrance_of(const Employee& person, LocalDay today) {
  if (!person.number) return Hindrance::kNoNumber;
  const auto last = person.last_day();
  if (last && *last < today) return std::nullopt;  // found by number, should they come back
  const bool signs_in = std::ranges::any_of(
      person.logins, [&](const Login& login) { return login.period.covers(today); });
  return signs_in ? std::nullopt : std::optional(Hindrance::kNoLogin);
}

Result<void> check_names(const HandOverWish& wish) {
  for (const std::string& name : {wish.from, wish.to}) {
    if (!is_id(name) || name == "here") {
      return Error{ErrorCode::kInvalidArgument,
                   "a system is named with letters, digits and . _ : @ -, and is not \"here\""};
    }
  }
  if (wish.from == wish.to) {
    return Error{ErrorCode::kInvalidArgument, "people are handed over to another system"};
  }
  return {};
}

}  // namespace

std::string_view to_string(Hindrance hindrance) {
  switch (hindrance) {
    case Hindrance::kNoNumber:
      return "no_number";
    case Hindrance::kNoLogin:
      return "no_login";
  }
  return "";
}

HandOverPlan plan_hand_over(const Snapshot& snapshot, LocalDay today, std::string_view from) {
  HandOverPlan plan;
  for (const auto& [id, kept] : snapshot.employees.all()) {
    if (kept->value.master != from) continue;
    plan.people.push_back(id);
    if (const auto hindrance = hindrance_of(kept->value, today)) {
      plan.hindered.emplace_back(id, *hindrance);
    }
  }
  return plan;
}

Result<HandOverDone> hand_over(ledger::Sequencer& sequencer, Registry& registry, const Clock& clock,
                               const HandOverWish& wish) {
  DISTANSKOLL_TRY(check_names(wish));
  const auto snapshot = registry.now();
  HandOverDone done{plan_hand_over(*snapshot, compliance::local_day(clock.wall()), wish.from), {}};
  if (!wish.apply || !done.plan.hindered.empty() || done.plan.people.empty()) return done;
  if (done.plan.people.size() > limits::kRecordsAtOnce) {
    return Error{ErrorCode::kTooLarge,
                 fmt::format("{} people; at most {} at once", done.plan.people.size(),
                             limits::kRecordsAtOnce)};
  }
  std::vector<RecordWrite> writes;
  writes.reserve(done.plan.people.size());
  for (const std::string& id : done.plan.people) {
    Employee person = *snapshot->employees.find(id);
    person.master = wish.to;
    writes.push_back(write_of(*snapshot, std::move(person), wish.by,
                              fmt::format("hand-over:{}>{}", wish.from, wish.to)));
  }
  const auto commit = write_records(sequencer, registry, std::move(writes));
  if (!commit) return commit.error();
  done.written = true;
  return done;
}

}  // namespace distanskoll::server::agreements::intake
