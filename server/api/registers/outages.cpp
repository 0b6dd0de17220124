// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/acts/waivers.h"
#include "server/api/registers/lists.h"
#include "server/api/registers/registers.h"
#include "server/api/registers/writes.h"

namespace distanskoll::server::api {
namespace {

using access::Caller;
using agreements::Outage;

bool visible(const Caller& /*caller*/, const Outage& /*outage*/) { return true; }

ListOf<Outage> outage_list() {
  ListOf<Outage> list;
  list.name = "outages";
  list.shelf = &Snapshot::outages;
  list.filters = {"requirement"};
  list.visible = visible;
  list.matching = [](const Caller&, const Page& page) -> Result<ListOf<Outage>::Matches> {
    const auto wanted = page.filter.find("requirement");
    if (wanted == page.filter.end()) return ListOf<Outage>::Matches();
    return ListOf<Outage>::Matches(
        [word = wanted->second](const Outage& outage) { return outage.requirement == word; });
  };
  list.row = [](const Caller&, const Outage& outage, std::uint64_t version) {
    return row_text({{"version", version}}, encode(outage));
  };
  list.columns = {{"Avbrott", [](const Caller&, const Outage& o) { return o.id; }},
                  {"Krav", [](const Caller&, const Outage& o) { return o.requirement; }},
                  {"Från", [](const Caller&, const Outage& o) { return format_time(o.from); }},
                  {"Till", [](const Caller&, const Outage& o) { return format_time(o.to); }},
                  {"Enheter",
                   [](const Caller&, const Outage& o) {
                     std::string text;
                     for (const std::string& unit : o.units)
                       text += (text.empty() ? "" : ", ") + unit;
                     return text;
                   }},
                  {"Orsak", [](const Caller&, const Outage& o) { return o.reason; }}};
  return list;
}

Result<Outage> outage_in(const Ask& ask, std::string id) {
  JsonObject in(ask.body.root());
  Outage wish;
  wish.id = std::move(id);
  wish.requirement = in.required("requirement").id();
  wish.from = in.required("from").time();
  wish.to = in.required("to").time();
  if (const auto units = in.optional("units")) {
    for (const JsonValue& unit : units->list()) wish.units.emplace_back(unit.id());
  }
  wish.reason = text_in(in, "reason");
  DISTANSKOLL_TRY(finished(in, ask.body));
  DISTANSKOLL_TRY(
      check_requirement(ask, wish.requirement, false, compliance::kInternalProbeOutage));
  for (const std::string& unit : wish.units) DISTANSKOLL_TRY(check_unit(ask, unit));
  return agreements::declare_outage(std::move(wish), ask.act(), ask.parts.final_after);
}

const Outage& asked_outage(const Ask& ask) {
  return *ask.now().outages.find(ask.arguments.front());
}

Result<Change> post_outage(const Ask& ask) {
  auto outage = outage_in(ask, new_id());
  if (!outage) return outage.error();
  const std::string location = "/api/v1/outages/" + outage->id;
  return created(ask, std::move(*outage), location);
}

Result<Change> put_outage(const Ask& ask) {
  DISTANSKOLL_TRY(
      agreements::check_outage_open(asked_outage(ask), ask.act(), ask.parts.final_after));
  auto outage = outage_in(ask, asked_outage(ask).id);
  if (!outage) return outage.error();
  return changed(ask, std::move(*outage));
}

Result<Change> delete_outage(const Ask& ask) {
  DISTANSKOLL_TRY(
      agreements::check_outage_open(asked_outage(ask), ask.act(), ask.parts.final_after));
  return removed(ask, asked_outage(ask), "withdrawn");
}

}  // namespace

void add_outage_routes(access::Door& door, const ApiParts& parts) {
  using access::Act;
  using access::Resource;
  const auto read = access::needs(Resource::kOutages, Act::kRead);
  const auto write = access::needs(Resource::kOutages, Act::kWrite);
  const auto find = find_in<Outage>(&Snapshot::outages, visible);
  on_list(door, "/api/v1/outages", read, outage_list());
  on_get(door, "/api/v1/outages/{}", read, outage_list());
  on_create(door, parts, "/api/v1/outages", write, post_outage);
  on_change(door, parts, net::Method::kPut, "/api/v1/outages/{}", write, find, put_outage);
  on_change(door, parts, net::Method::kDelete, "/api/v1/outages/{}", write, find, delete_outage);
}

}  // namespace distanskoll::server::api
