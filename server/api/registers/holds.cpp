// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/acts/people.h"
#include "server/api/registers/lists.h"
#include "server/api/registers/people_view.h"
#include "server/api/registers/registers.h"

namespace distanskoll::server::api {
namespace {

using access::Caller;
using agreements::Hold;

bool visible(const Caller& caller, const Hold& hold) {
  return !hold.employee || caller.sees_person(*hold.employee);
}

ListOf<Hold> hold_list() {
  ListOf<Hold> list;
  list.name = "holds";
  list.shelf = &Snapshot::holds;
  list.filters = {"state"};
  list.visible = visible;
  list.matching = [](const Caller&, const Page& page) -> Result<ListOf<Hold>::Matches> {
    const auto state = page.filter.find("state");
    const std::string wanted = state == page.filter.end() ? "placed" : state->second;
    if (wanted != "placed" && wanted != "lifted" && wanted != "all") {
      return Error{ErrorCode::kMalformed, "state is placed, lifted or all"};
    }
    return ListOf<Hold>::Matches([wanted](const Hold& hold) {
      return wanted == "all" || hold.lifted_on.has_value() == (wanted == "lifted");
    });
  };
  list.row = [](const Caller& caller, const Hold& hold, std::uint64_t version) {
    return row_text(
        {{"version", version}, {"name", hold.employee ? name_of(caller, *hold.employee) : ""}},
        encode(hold));
  };
  list.persons = [](const Hold& hold) {
    return hold.employee ? std::vector{*hold.employee} : std::vector<std::string>{};
  };
  return list;
}

Result<Change> post_hold(const Ask& ask) {
  JsonObject in(ask.body.root());
  Hold wish;
  wish.id = new_id();
  wish.employee = maybe_id_in(in, "employee");
  wish.device = maybe_id_in(in, "device");
  wish.period.from = maybe_date_in(in, "from");
  wish.period.to = maybe_date_in(in, "to");
  wish.reason = text_in(in, "reason");
  DISTANSKOLL_TRY(finished(in, ask.body));
  if (!visible(ask.caller, wish)) return nothing_there();
  auto hold = agreements::place_hold(std::move(wish), ask.act());
  if (!hold) return hold.error();
  const std::string location = "/api/v1/holds/" + hold->id;
  return created(ask, std::move(*hold), location);
}

Result<Change> post_lift(const Ask& ask) {
  JsonObject in(ask.body.root());
  const std::string reason = text_in(in, "reason");
  DISTANSKOLL_TRY(finished(in, ask.body));
  DISTANSKOLL_TRY(agreements::check_text("reason", reason));
  auto lifted = agreements::lift_hold(*ask.now().holds.find(ask.arguments.front()), ask.act());
  if (!lifted) return lifted.error();
  return changed(ask, std::move(*lifted), reason);
}

}  // namespace

void add_hold_routes(access::Door& door, const ApiParts& parts) {
  using access::Act;
  using access::Resource;
  const auto read = access::needs(Resource::kRetention, Act::kRead);
  const auto write = access::needs(Resource::kRetention, Act::kWrite);
  on_list(door, "/api/v1/holds", read, hold_list());
  on_get(door, "/api/v1/holds/{}", read, hold_list());
  on_create(door, parts, "/api/v1/holds", write, post_hold);
  on_change(door, parts, net::Method::kPost, "/api/v1/holds/{}/lift", write,
            find_in<Hold>(&Snapshot::holds, visible), post_lift);
}

}  // namespace distanskoll::server::api
