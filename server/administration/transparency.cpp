// SPDX-License-Identifier: EUPL-1.2
// What is collected, why, by which decision and for how long, read from what runs: the vocabulary
// that admission accepts, the policy in force, the configuration. For whoever looks after the
// employees' side, and for everybody else. Names no person and no computer.
#include "server/administration/kept.h"
#include "server/administration/operation_routes.h"
#include "server/administration/policy_words.h"
#include "server/api/policy_view.h"
#include "server/store/policies.h"
#include "shared/policy/loader.h"
#include "shared/policy/policy_diff.h"
#include "shared/report/schema.h"

#include <set>

#include <boost/json.hpp>

namespace distanskoll::server::administration {
namespace {

namespace json = boost::json;
using access::Caller;
using policy::Policy;
using policy::Predicate;

/// "vpn.state": what a requirement looks at.
void add_facts(const Predicate& predicate, std::set<std::string>& facts) {
  switch (predicate.kind) {
    case Predicate::Kind::kComparison:
      facts.insert(predicate.comparison.probe + "." + predicate.comparison.field);
      return;
    case Predicate::Kind::kAll:
    case Predicate::Kind::kAny:
    case Predicate::Kind::kNot:
      for (const Predicate& part : predicate.parts) add_facts(part, facts);
      return;
  }
}

std::set<std::string> facts_of(const policy::Requirement& requirement) {
  std::set<std::string> facts;
  add_facts(requirement.require, facts);
  if (requirement.when) add_facts(*requirement.when, facts);
  return facts;
}

/// The requirements that look at it; none: it is collected and nothing is judged by it.
json::array used_by(const Policy* policy, const std::string& fact) {
  json::array ids;
  if (policy == nullptr) return ids;
  for (const auto& requirement : policy->requirements) {
    if (facts_of(requirement).contains(fact)) ids.emplace_back(requirement.id);
  }
  return ids;
}

json::object fact_object(const Policy* policy, const std::string& probe, std::string_view name) {
  return {{"fact", json::string(name)},
          {"used_by", used_by(policy, probe + "." + std::string(name))}};
}

json::array collected(const Policy* policy) {
  json::array rows;
  for (const auto& schema : report::all_probe_schemas()) {
    const std::string probe(schema.name);
    json::array facts{fact_object(policy, probe, "state")};
    for (const auto& detail : schema.details) {
      facts.push_back(fact_object(policy, probe, detail.name));
    }
    rows.push_back(json::object{{"probe", probe}, {"own", true}, {"facts", std::move(facts)}});
  }
  if (policy == nullptr) return rows;
  for (const auto& [probe, external] : policy->external) {
    json::array facts{fact_object(policy, probe, "state")};
    for (const auto& [name, type] : external.details) {
      facts.push_back(fact_object(policy, probe, name));
    }
    rows.push_back(json::object{{"probe", probe}, {"own", false}, {"facts", std::move(facts)}});
  }
  return rows;
}

json::array requirements_of(const Policy& policy) {
  json::array rows;
  for (const auto& requirement : policy.requirements) {
    json::array basis;
    for (const auto& each : requirement.basis) basis.emplace_back(each);
    rows.push_back(json::object{{"id", requirement.id},
                                {"title", text_object(requirement.title)},
                                {"why", text_object(requirement.why)},
                                {"basis", std::move(basis)},
                                {"everybody", policy::is_everybody(requirement.applies_to)}});
  }
  return rows;
}

json::array agreed_of(const Policy& policy) {
  json::array rows;
  for (const auto& each : policy.agreement) {
    rows.push_back(json::object{{"id", json::string(to_string(each.kind))},
                                {"everybody", policy::is_everybody(each.applies_to)}});
  }
  return rows;
}

/// The policies that are announced, with what each changes against the one in force.
Result<json::array> announced(Core& core, const Policy* in_force) {
  auto reader = core.readers.lend();
  if (!reader) return reader.error();
  const auto rows = store::list_policies(**reader);
  if (!rows) return rows.error();
  json::array found;
  for (const auto& row : *rows) {
    if (row.in_force_from <= core.clock.wall()) continue;
    const auto coming = policy::load_policy(row.yaml, row.id);
    if (!coming) return coming.error();
    found.push_back(
        json::object{{"id", row.id},
                     {"version", row.version},
                     {"from", compliance::format_date(compliance::local_day(row.in_force_from))},
                     {"comparison", in_force != nullptr ? json::value(compared(*in_force, *coming))
                                                        : json::value(nullptr)}});
  }
  return found;
}

Result<json::object> transparency(Core& core, const Caller& caller) {
  const auto now = core.admission->in_force();
  const Policy* policy = now ? &now->policy : nullptr;
  auto coming = announced(core, policy);
  if (!coming) return coming.error();
  json::value in_force = nullptr;
  if (policy != nullptr) {
    in_force = json::object{{"id", policy->id},
                            {"version", policy->version},
                            {"sha256", now->sha256_hex},
                            {"from", compliance::format_date(compliance::local_day(now->from))},
                            {"title", text_object(policy->title)},
                            {"requirements", requirements_of(*policy)},
                            {"agreement", agreed_of(*policy)}};
    api::add_grounds(in_force.as_object(), *policy);
    in_force.as_object()["numbers"] = json::array{
        json::object{{"key", "heartbeat_seconds"}, {"value", policy->heartbeat_seconds}},
        json::object{{"key", "min_remote_seconds"}, {"value", policy->min_remote_seconds}},
        json::object{{"key", "silent_after_days"}, {"value", policy->silent_after_days}}};
  }
  const auto& outgoing = core.config().outgoing;
  return json::object{{"collected", collected(policy)},
                      {"policy", std::move(in_force)},
                      {"announced", std::move(*coming)},
                      {"kept", kept_kinds(core.config().retention, caller.today())},
                      {"days_final_after", core.config().days.final_after.count()},
                      {"sent", json::object{{"mail", outgoing.mail.has_value()},
                                            {"webhooks", outgoing.webhooks.size()},
                                            {"syslog", outgoing.syslog.has_value()}}}};
}

}  // namespace

void add_transparency_routes(access::Door& door, const Bench& bench) {
  on_look(door, "/api/v1/transparency",
          access::needs(access::Resource::kTransparency, access::Act::kRead),
          [&core = bench.core](const Caller& caller) { return transparency(core, caller); });
}

}  // namespace distanskoll::server::administration
