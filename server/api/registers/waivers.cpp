// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/acts/waivers.h"

#include "server/api/registers/lists.h"
#include "server/api/registers/people_view.h"
#include "server/api/registers/registers.h"
#include "server/api/registers/writes.h"

namespace distanskoll::server::api {
namespace {

using access::Caller;
using agreements::Waiver;
using compliance::format_date;

/// Of a unit or of everybody: no person is in it.
bool visible(const Caller& caller, const Waiver& waiver) {
  return !waiver.employee || caller.sees_person(*waiver.employee);
}
bool writable(const Caller& caller, const Waiver& waiver) {
  if (waiver.employee) return caller.sees_person(*waiver.employee);
  if (waiver.unit) return caller.sees_unit(*waiver.unit);
  return caller.scope() == access::Scope::kAll;
}

Result<ListOf<Waiver>::Matches> matching_waivers(const Caller& caller, const Page& page) {
  const auto state = given(page, "state");
  if (state && *state != "current" && *state != "ended" && *state != "all") {
    return Error{ErrorCode::kMalformed, "state is current, ended or all"};
  }
  const std::string wanted = state.value_or("current");
  return ListOf<Waiver>::Matches([&caller, wanted, requirement = given(page, "requirement"),
                                  unit = given(page, "unit"),
                                  employee = given(page, "employee")](const Waiver& waiver) {
    const bool ended = waiver.valid_to < caller.today();
    if (wanted != "all" && ended != (wanted == "ended")) return false;
    if (requirement && waiver.requirement != *requirement) return false;
    if (employee && waiver.employee != *employee) return false;
    if (!unit) return true;
    if (waiver.employee) return belongs_to(caller, *waiver.employee, *unit);
    return waiver.unit && is_within(caller.registry(), *waiver.unit, *unit);
  });
}

ListOf<Waiver> waiver_list() {
  ListOf<Waiver> list;
  list.name = "waivers";
  list.shelf = &Snapshot::waivers;
  list.filters = {"state", "requirement", "unit", "employee"};
  list.visible = visible;
  list.matching = matching_waivers;
  list.sorts = {
      {"valid_to", [](const Caller&, const Waiver& w) { return format_date(w.valid_to); }}};
  list.row = [](const Caller& caller, const Waiver& waiver, std::uint64_t version) {
    return row_text(
        {{"version", version}, {"name", waiver.employee ? name_of(caller, *waiver.employee) : ""}},
        encode(waiver));
  };
  list.columns = {
      {"Undantag", [](const Caller&, const Waiver& w) { return w.id; }},
      {"Krav", [](const Caller&, const Waiver& w) { return w.requirement; }},
      {"Namn",
       [](const Caller& c, const Waiver& w) { return w.employee ? name_of(c, *w.employee) : ""; }},
      {"Enhet", [](const Caller&, const Waiver& w) { return w.unit.value_or(""); }},
      {"Gäller från", [](const Caller&, const Waiver& w) { return format_date(w.valid_from); }},
      {"Gäller till", [](const Caller&, const Waiver& w) { return format_date(w.valid_to); }},
      {"Skäl", [](const Caller&, const Waiver& w) { return w.reason; }},
      {"Beslutad av", [](const Caller&, const Waiver& w) { return w.approved_by; }}};
  list.persons = [](const Waiver& waiver) {
    return waiver.employee ? std::vector{*waiver.employee} : std::vector<std::string>{};
  };
  return list;
}

Result<Change> post_waiver(const Ask& ask) {
  JsonObject in(ask.body.root());
  Waiver wish;
  wish.id = new_id();
  wish.requirement = in.required("requirement").id();
  wish.employee = maybe_id_in(in, "employee");
  wish.unit = maybe_id_in(in, "unit");
  wish.valid_from = maybe_date_in(in, "valid_from").value_or(ask.caller.today());
  wish.valid_to = in.required("valid_to").date();
  wish.reason = text_in(in, "reason");
  DISTANSKOLL_TRY(finished(in, ask.body));
  if (!writable(ask.caller, wish)) return nothing_there();
  DISTANSKOLL_TRY(check_requirement(ask, wish.requirement, true));
  if (wish.unit) DISTANSKOLL_TRY(check_unit(ask, *wish.unit));
  auto given = agreements::give_waiver(std::move(wish), ask.act());
  if (!given) return given.error();
  const std::string location = "/api/v1/waivers/" + given->id;
  return created(ask, std::move(*given), location);
}

Result<Change> delete_waiver(const Ask& ask) {
  const Waiver& waiver = *ask.now().waivers.find(ask.arguments.front());
  return withdrawn(ask, waiver, agreements::withdraw_waiver(waiver, ask.act()));
}

}  // namespace

void add_waiver_routes(access::Door& door, const ApiParts& parts) {
  using access::Act;
  using access::Resource;
  const auto read = access::needs(Resource::kWaivers, Act::kRead);
  const auto write = access::needs(Resource::kWaivers, Act::kWrite);
  on_list(door, "/api/v1/waivers", read, waiver_list());
  on_get(door, "/api/v1/waivers/{}", read, waiver_list());
  on_create(door, parts, "/api/v1/waivers", write, post_waiver);
  on_change(door, parts, net::Method::kDelete, "/api/v1/waivers/{}", write,
            find_in<Waiver>(&Snapshot::waivers, writable), delete_waiver);
}

}  // namespace distanskoll::server::api
