// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/acts/people.h"
#include "server/api/registers/lists.h"
#include "server/api/registers/people_view.h"
#include "server/api/registers/registers.h"
#include "server/api/registers/writes.h"

#include <fmt/format.h>

namespace distanskoll::server::api {
namespace {

using access::Caller;
using agreements::Deputy;

bool visible(const Caller& caller, const Deputy& deputy) {
  return caller.is_self(deputy.manager) || caller.is_self(deputy.deputy) ||
         (caller.sees_person(deputy.manager) && caller.sees_person(deputy.deputy));
}

ListOf<Deputy> deputy_list() {
  ListOf<Deputy> list;
  list.name = "deputies";
  list.shelf = &Snapshot::deputies;
  list.visible = visible;
  list.row = [](const Caller& caller, const Deputy& deputy, std::uint64_t version) {
    return row_text({{"version", version},
                     {"manager_name", name_of(caller, deputy.manager)},
                     {"deputy_name", name_of(caller, deputy.deputy)}},
                    encode(deputy));
  };
  list.persons = [](const Deputy& deputy) { return std::vector{deputy.manager, deputy.deputy}; };
  return list;
}

/// Who may be seen as the giver: HR, the manager, the manager's manager.
agreements::DeputyGiver giver_of(const Ask& ask, const std::string& manager) {
  agreements::DeputyGiver giver;
  giver.hr = ask.caller.role() == access::Role::kHr;
  if (const auto* person = ask.now().employees.find(manager)) {
    giver.managers_manager = access::manager_of(ask.now(), *person, ask.caller.today());
  }
  return giver;
}

Result<Change> post_deputy(const Ask& ask) {
  JsonObject in(ask.body.root());
  Deputy wish;
  wish.id = new_id();
  wish.manager = in.required("manager").id();
  wish.deputy = in.required("deputy").id();
  wish.from = maybe_date_in(in, "from").value_or(ask.caller.today());
  wish.to = in.required("to").date();
  DISTANSKOLL_TRY(finished(in, ask.body));
  auto given = agreements::give_deputy(wish, giver_of(ask, wish.manager), ask.act());
  if (!given) return given.error();
  for (const std::string& id : {wish.manager, wish.deputy}) {
    const auto* person = ask.now().employees.find(id);
    if (person == nullptr || person->employment_on(wish.from) == nullptr) {
      return agreements::wrong(fmt::format("nobody employed then has the id \"{}\"", id));
    }
  }
  return created(ask, std::move(*given), "/api/v1/deputies/" + wish.id);
}

Result<Change> delete_deputy(const Ask& ask) {
  const Deputy& deputy = *ask.now().deputies.find(ask.arguments.front());
  return withdrawn(ask, deputy,
                   agreements::withdraw_deputy(deputy, giver_of(ask, deputy.manager), ask.act()));
}

}  // namespace

void add_deputy_routes(access::Door& door, const ApiParts& parts) {
  using access::Act;
  using access::Resource;
  const auto read = access::needs(Resource::kDeputies, Act::kRead);
  const auto write = access::needs(Resource::kDeputies, Act::kWrite);
  on_list(door, "/api/v1/deputies", read, deputy_list());
  on_get(door, "/api/v1/deputies/{}", read, deputy_list());
  on_create(door, parts, "/api/v1/deputies", write, post_deputy);
  on_change(door, parts, net::Method::kDelete, "/api/v1/deputies/{}", write,
            find_in<Deputy>(&Snapshot::deputies, visible), delete_deputy);
}

}  // namespace distanskoll::server::api
