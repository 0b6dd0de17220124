// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/acts/objections.h"

#include "server/api/registers/lists.h"
#include "server/api/registers/objection_view.h"
#include "server/api/registers/people_view.h"
#include "server/api/registers/registers.h"
#include "server/store/days.h"

#include <fmt/format.h>

namespace distanskoll::server::api {
namespace {

using access::Caller;
using access::Role;
using agreements::Objection;
using agreements::ObjectionDesk;
using agreements::ObjectionKind;
using agreements::ObjectionOutcome;
using agreements::ObjectionState;

/// IT security sees what was sent there and nothing else of the person; whoever manages the person
/// on that day, and the person, see all of it.
bool visible(const Caller& caller, const Objection& objection) {
  if (caller.role() == Role::kItSecurity && objection.to != ObjectionDesk::kItSecurity) {
    return false;
  }
  return caller.sees_person(objection.employee, objection.date);
}

Result<ListOf<Objection>::Matches> matching_objections(const Caller& /*caller*/, const Page& page) {
  const auto state = given(page, "state");
  if (state && *state != "open" && *state != "all") {
    return Error{ErrorCode::kMalformed, "state is open or all"};
  }
  return ListOf<Objection>::Matches(
      [open = state == "open", to = given(page, "to"),
       employee = given(page, "employee")](const Objection& objection) {
        if (open && state_of(objection) != ObjectionState::kOpen) return false;
        if (to && *to != agreements::word_of(objection.to)) return false;
        return !employee || *employee == objection.employee;
      });
}

/// Of the directory, or of the account: IT security need not be in the directory.
std::string answerer(const Caller& caller, const Objection& objection) {
  if (!objection.answer) return {};
  const auto* account = caller.registry().accounts.find(objection.answer->by);
  return account ? account->name : name_of(caller, objection.answer->by);
}

std::string row(const Caller& caller, const Objection& objection, std::uint64_t version) {
  return row_text({{"version", version},
                   {"name", name_of(caller, objection.employee)},
                   {"state", to_string(state_of(objection))},
                   {"answered_by", answerer(caller, objection)}},
                  encode(objection));
}

ListOf<Objection> objection_list() {
  ListOf<Objection> list;
  list.name = "objections";
  list.shelf = &Snapshot::objections;
  list.filters = {"state", "to", "employee"};
  list.visible = visible;
  list.matching = matching_objections;
  list.row = row;
  list.persons = [](const Objection& objection) { return std::vector{objection.employee}; };
  return list;
}

ObjectionKind objection_kind_in(JsonObject& in) {
  const JsonValue word = in.required("kind");
  for (const ObjectionKind kind : {ObjectionKind::kComputer, ObjectionKind::kPlace,
                                   ObjectionKind::kAgreement, ObjectionKind::kOther}) {
    if (word.text() == agreements::word_of(kind)) return kind;
  }
  word.fail("must be one of computer, place, agreement, other");
  return ObjectionKind::kOther;
}

ObjectionOutcome outcome_in(JsonObject& in) {
  const JsonValue word = in.required("outcome");
  for (const ObjectionOutcome outcome :
       {ObjectionOutcome::kAccepted, ObjectionOutcome::kRejected}) {
    if (word.text() == agreements::word_of(outcome)) return outcome;
  }
  word.fail("must be accepted or rejected");
  return ObjectionOutcome::kRejected;
}

/// A day is contested only while it is there: a verdict that is not kept cannot be wrong.
Result<void> check_judged(const Ask& ask, const std::string& employee, LocalDay date) {
  auto reader = ask.parts.readers.lend();
  if (!reader) return reader.error();
  const auto judged = store::find_day(**reader, employee, date);
  if (!judged) return judged.error();
  if (*judged) return {};
  return agreements::conflict(fmt::format(
      "nothing is said about {}: there is no such day to contest", compliance::format_date(date)));
}

Result<Change> post_objection(const Ask& ask) {
  JsonObject in(ask.body.root());
  agreements::ObjectionWish wish;
  wish.id = new_id();
  wish.kind = objection_kind_in(in);
  wish.text = text_in(in, "text");
  DISTANSKOLL_TRY(finished(in, ask.body));
  wish.employee = ask.arguments.at(0);
  const auto date = compliance::parse_date(ask.arguments.at(1));
  if (!date) return agreements::wrong("the address names a day like 2026-03-02");
  wish.date = *date;
  const auto* person = ask.now().employees.find(wish.employee);
  if (person == nullptr) return nothing_there();
  auto made = agreements::object(wish, person->protected_identity,
                                 objections_of(ask.now(), wish.employee), ask.act());
  if (!made) return made.error();
  DISTANSKOLL_TRY(check_judged(ask, wish.employee, wish.date));
  Change change = created(ask, std::move(*made), "/api/v1/objections/" + wish.id);
  change.said["to"] =
      agreements::word_of(agreements::desk_for(wish.kind, person->protected_identity));
  return change;
}

const Objection& asked_objection(const Ask& ask) {
  return *ask.now().objections.find(ask.arguments.front());
}

Result<Change> post_answer(const Ask& ask) {
  JsonObject in(ask.body.root());
  const ObjectionOutcome outcome = outcome_in(in);
  const std::string text = text_in(in, "text");
  DISTANSKOLL_TRY(finished(in, ask.body));
  if (ask.caller.role() == Role::kEmployee) {
    return Error{ErrorCode::kPermissionDenied, "whom it was sent to answers it"};
  }
  const ObjectionDesk desk =
      ask.caller.role() == Role::kItSecurity ? ObjectionDesk::kItSecurity : ObjectionDesk::kManager;
  auto next = agreements::answer(asked_objection(ask), desk, outcome, text, ask.act());
  if (!next) return next.error();
  return changed(ask, std::move(*next), "answered");
}

Result<Change> post_withdrawal(const Ask& ask) {
  JsonObject in(ask.body.root());
  DISTANSKOLL_TRY(finished(in, ask.body));
  auto next = agreements::withdraw(asked_objection(ask), ask.act());
  if (!next) return next.error();
  return changed(ask, std::move(*next), "withdrawn");
}

}  // namespace

std::vector<const Objection*> objections_of(const Snapshot& snapshot, std::string_view employee) {
  std::vector<const Objection*> all;
  const auto found = snapshot.objections_of->find(employee);
  if (found == snapshot.objections_of->end()) return all;
  for (const std::string& id : found->second) {
    if (const Objection* each = snapshot.objections.find(id)) all.push_back(each);
  }
  return all;
}

boost::json::value contested(const Snapshot& snapshot, std::string_view employee, LocalDay date) {
  const auto state = agreements::contest_of(objections_of(snapshot, employee), date);
  return state ? boost::json::value(to_string(*state)) : boost::json::value(nullptr);
}

void add_objection_routes(access::Door& door, const ApiParts& parts) {
  using access::Act;
  using access::Resource;
  const auto read = access::needs(Resource::kObjections, Act::kRead);
  const auto write = access::needs(Resource::kObjections, Act::kWrite);
  const auto find = find_in<Objection>(&Snapshot::objections, visible);
  on_list(door, "/api/v1/objections", read, objection_list());
  on_get(door, "/api/v1/objections/{}", read, objection_list());
  on_create(door, parts, "/api/v1/employees/{}/days/{}/objection",
            access::needs_person(Resource::kObjections, Act::kWrite), post_objection);
  on_change(door, parts, net::Method::kPost, "/api/v1/objections/{}/answer", write, find,
            post_answer);
  on_change(door, parts, net::Method::kPost, "/api/v1/objections/{}/withdrawal", write, find,
            post_withdrawal);
}

}  // namespace distanskoll::server::api
