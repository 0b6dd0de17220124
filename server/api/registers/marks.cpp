// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/acts/marks.h"

#include "server/api/registers/lists.h"
#include "server/api/registers/people_view.h"
#include "server/api/registers/registers.h"
#include "server/api/registers/writes.h"

#include <fmt/format.h>

namespace distanskoll::server::api {
namespace {

using access::Caller;
using agreements::Mark;
using agreements::MarkKind;
using agreements::MarkRule;
using compliance::format_date;

Result<ListOf<Mark>::Matches> matching_marks(const Caller& caller, const Page& page) {
  const auto month = given(page, "month");
  if (month && !compliance::parse_date(*month + "-01")) {
    return Error{ErrorCode::kMalformed, "month is like 2026-03"};
  }
  return ListOf<Mark>::Matches([&caller, month, unit = given(page, "unit"),
                                employee = given(page, "employee")](const Mark& mark) {
    if (employee && mark.employee != *employee) return false;
    if (month && !format_date(mark.date).starts_with(*month)) return false;
    return !unit || belongs_to(caller, mark.employee, *unit);
  });
}

ListOf<Mark> mark_list() {
  ListOf<Mark> list;
  list.name = "marks";
  list.shelf = &Snapshot::marks;
  list.filters = {"unit", "employee", "month"};
  list.visible = [](const Caller& c, const Mark& mark) { return c.sees_person(mark.employee); };
  list.matching = matching_marks;
  list.row = [](const Caller& caller, const Mark& mark, std::uint64_t version) {
    return row_text({{"version", version}, {"name", name_of(caller, mark.employee)}}, encode(mark));
  };
  list.persons = [](const Mark& mark) { return std::vector{mark.employee}; };
  return list;
}

MarkKind mark_kind_in(JsonObject& in) {
  const JsonValue word = in.required("kind");
  for (const MarkKind kind :
       {MarkKind::kFieldWork, MarkKind::kTravel, MarkKind::kOtherWorkplace, MarkKind::kOnCall}) {
    if (word.text() == agreements::word_of(kind)) return kind;
  }
  word.fail("must be one of field_work, travel, other_workplace, on_call");
  return MarkKind::kFieldWork;
}

std::string mark_id(const Ask& ask) {
  return fmt::format("{}:{}", ask.arguments.at(0), ask.arguments.at(1));
}

Result<std::uint64_t> version_of_mark(const Ask& ask) {
  const auto* kept = ask.now().marks.find_kept(mark_id(ask));
  return kept ? kept->version : 0;
}

Result<Change> put_mark(const Ask& ask) {
  JsonObject in(ask.body.root());
  const MarkKind kind = mark_kind_in(in);
  DISTANSKOLL_TRY(finished(in, ask.body));
  const auto date = compliance::parse_date(ask.arguments.at(1));
  if (!date) return agreements::wrong("the address ends in a date like 2026-03-02");
  auto mark = agreements::mark_day(ask.arguments.at(0), *date, kind, ask.act());
  if (!mark) return mark.error();
  const bool there = ask.now().marks.find(mark->id) != nullptr;
  Change change = changed(ask, std::move(*mark));
  if (!there) change.status = 201;
  return change;
}

Result<Change> post_seen(const Ask& ask) {
  JsonObject in(ask.body.root());
  DISTANSKOLL_TRY(finished(in, ask.body));
  const Mark* mark = ask.now().marks.find(mark_id(ask));
  if (mark == nullptr) return nothing_there();
  auto next = agreements::see_mark(*mark, ask.act());
  if (!next) return next.error();
  return changed(ask, std::move(*next), "seen");
}

Result<Change> delete_mark(const Ask& ask) {
  const Mark* mark = ask.now().marks.find(mark_id(ask));
  if (mark == nullptr) return nothing_there();
  DISTANSKOLL_TRY(agreements::check_unmark(*mark, ask.act()));
  return removed(ask, *mark);
}

ListOf<MarkRule> rule_list() {
  ListOf<MarkRule> list;
  list.name = "mark_rules";
  list.shelf = &Snapshot::mark_rules;
  list.visible = [](const Caller&, const MarkRule&) { return true; };
  list.row = [](const Caller&, const MarkRule& rule, std::uint64_t version) {
    return row_text({{"version", version}}, encode(rule));
  };
  return list;
}

Result<Change> post_rule(const Ask& ask) {
  JsonObject in(ask.body.root());
  MarkRule wish;
  wish.id = new_id();
  wish.role = in.required("role").id();
  wish.unit = maybe_id_in(in, "unit");
  wish.weekday = in.required("weekday").integer({1, 7});
  wish.kind = mark_kind_in(in);
  wish.period.from = in.required("from").date();
  wish.period.to = in.required("to").date();
  DISTANSKOLL_TRY(finished(in, ask.body));
  if (wish.unit) DISTANSKOLL_TRY(check_unit(ask, *wish.unit));
  auto rule = agreements::set_rule(std::move(wish), ask.act());
  if (!rule) return rule.error();
  const std::string location = "/api/v1/mark-rules/" + rule->id;
  return created(ask, std::move(*rule), location);
}

Result<Change> delete_rule(const Ask& ask) {
  const MarkRule& rule = *ask.now().mark_rules.find(ask.arguments.front());
  return withdrawn(ask, rule, agreements::withdraw_rule(rule, ask.act()));
}

}  // namespace

void add_mark_routes(access::Door& door, const ApiParts& parts) {
  using access::Act;
  using access::Resource;
  on_list(door, "/api/v1/marks", access::needs(Resource::kMarks, Act::kRead), mark_list());
  const auto write = access::needs_person(Resource::kMarks, Act::kWrite);
  on_change(door, parts, net::Method::kPut, "/api/v1/employees/{}/marks/{}", write, version_of_mark,
            put_mark);
  on_change(door, parts, net::Method::kDelete, "/api/v1/employees/{}/marks/{}", write,
            version_of_mark, delete_mark);
  on_change(door, parts, net::Method::kPost, "/api/v1/employees/{}/marks/{}/seen",
            access::needs_person(Resource::kMarksSeen, Act::kWrite), version_of_mark, post_seen);
}

void add_mark_rule_routes(access::Door& door, const ApiParts& parts) {
  using access::Act;
  using access::Resource;
  const auto read = access::needs(Resource::kMarkRules, Act::kRead);
  const auto write = access::needs(Resource::kMarkRules, Act::kWrite);
  on_list(door, "/api/v1/mark-rules", read, rule_list());
  on_get(door, "/api/v1/mark-rules/{}", read, rule_list());
  on_create(door, parts, "/api/v1/mark-rules", write, post_rule);
  on_change(
      door, parts, net::Method::kDelete, "/api/v1/mark-rules/{}", write,
      find_in<MarkRule>(&Snapshot::mark_rules, [](const Caller&, const MarkRule&) { return true; }),
      delete_rule);
}

}  // namespace distanskoll::server::api
