// SPDX-License-Identifier: EUPL-1.2
#include "server/default_policy.h"
#include "server/ledger/backup.h"
#include "server/operations.h"
#include "server/policies/simulation_figures.h"
#include "shared/crypto/encoding.h"
#include "shared/policy/loader.h"

#include <boost/json.hpp>

namespace distanskoll::server {
namespace {

namespace json = boost::json;
using compliance::format_date;
using policies::Figure;
using policies::Simulation;

constexpr const char* kSimulationCopy = "simulation-copy";
constexpr std::size_t kMostDaysNamed = 50'000;

Result<compliance::LocalDay> day_argument(const json::object& arguments, std::string_view name) {
  const auto text = text_argument(arguments, name);
  if (!text) return text.error();
  const auto day = compliance::parse_date(*text);
  if (!day) return Error{ErrorCode::kInvalidArgument, *text + " is no date, as 2026-03-02"};
  return *day;
}

json::value value_of(const Figure& figure) {
  return figure ? json::value(*figure) : json::value(nullptr);
}

json::object object_of(const policies::VerdictFigures& figures) {
  return {{"compliant", value_of(figures.compliant)},
          {"deviation", value_of(figures.deviation)},
          {"undetermined", value_of(figures.undetermined)},
          {"none", value_of(figures.none)}};
}

json::object object_of(const policies::DayFigures& figures) {
  return {{"days", value_of(figures.days)},
          {"changed", value_of(figures.changed)},
          {"before", object_of(figures.before)},
          {"after", object_of(figures.after)},
          {"known_otherwise", value_of(figures.known_otherwise)}};
}

json::object object_of(const policies::ResultFigures& figures) {
  return {{"pass", value_of(figures.pass)},
          {"fail", value_of(figures.fail)},
          {"unknown", value_of(figures.unknown)}};
}

json::array units_of(const policies::SimulationFigures& figures) {
  json::array rows;
  for (const auto& part : figures.units) {
    json::array units;
    for (std::size_t i = 0; i < part.units.size(); ++i) {
      units.push_back(json::object{{"code", part.units[i]}, {"own", bool{part.own[i]}}});
    }
    auto row = object_of(part.figures);
    row["units"] = std::move(units);
    rows.push_back(std::move(row));
  }
  return rows;
}

json::array requirements_of(const policies::SimulationFigures& figures) {
  json::array rows;
  for (const auto& requirement : figures.requirements) {
    rows.push_back(json::object{{"id", requirement.id},
                                {"before", object_of(requirement.before)},
                                {"after", object_of(requirement.after)}});
  }
  return rows;
}

json::value verdict_of(const std::optional<policies::DayOutcome>& day) {
  if (!day) return nullptr;
  const auto word = compliance::to_string(day->verdict);
  return json::value(json::string_view(word.data(), word.size()));
}

/// Ids as in a frame (evidence.md "Sampling"): employee id/date. No name.
json::array days_of(const Simulation& simulation) {
  json::array rows;
  for (const auto& day : simulation.days) {
    if (!policies::is_changed(day) || rows.size() == kMostDaysNamed) continue;
    rows.push_back(
        json::object{{"day", simulation.people[day.person] + "/" + format_date(day.date)},
                     {"before", verdict_of(day.before)},
                     {"after", verdict_of(day.after)}});
  }
  return rows;
}

Result<Simulation> simulate_on(const std::filesystem::path& copy, const Core& core,
                               const policies::SimulationWish& wish,
                               std::unique_ptr<agreements::Registry>& registry,
                               const OperationProgress& progress) {
  auto reader = store::Reader::open(copy);
  if (!reader) return reader.error();
  auto loaded = agreements::Registry::load(**reader);
  if (!loaded) return loaded.error();
  registry = std::move(*loaded);
  const auto holidays = policy::load_holidays(public_holidays(), "public-holidays.yaml");
  if (!holidays) return holidays.error();
  return policies::simulate(**reader, *registry->now(), *holidays, core.pki.pseudonym_key, wish,
                            [&](std::uint64_t done, std::uint64_t all) -> Result<void> {
                              return progress ? progress("judging", done, all) : Result<void>();
                            });
}

}  // namespace

OperationResult policy_simulate(Core& core, const json::object& arguments,
                                const OperationProgress& progress) {
  const auto yaml = text_argument(arguments, "yaml");
  if (!yaml) return yaml.error();
  const auto policy =
      policy::load_policy(*yaml, optional_text(arguments, "file").value_or("policy.yaml"));
  if (!policy) return policy.error();
  const auto from = day_argument(arguments, "from");
  if (!from) return from.error();
  const auto to = day_argument(arguments, "to");
  if (!to) return to.error();

  // A copy of one moment: it takes long, and nothing moves while it is read.
  const auto& directory = core.config().data;
  remove_left_copies(directory);
  const auto copy = directory / kSimulationCopy;
  const auto made =
      ledger::backup(*core.sequencer, directory, copy, [&](int done, int all) -> Result<void> {
        return progress ? progress("copying", static_cast<std::uint64_t>(done),
                                   static_cast<std::uint64_t>(all))
                        : Result<void>();
      });
  if (!made) return made.error();
  std::unique_ptr<agreements::Registry> registry;
  const auto simulation = simulate_on(copy, core, {*policy, *from, *to}, registry, progress);
  remove_left_copies(directory);
  if (!simulation) return simulation.error();

  const auto figures = policies::count(*simulation, *registry->now());
  json::object result{{"policy", json::object{{"id", policy->id},
                                              {"version", policy->version},
                                              {"sha256", crypto::hex_encode(policy->sha256)}}},
                      {"from", format_date(*from)},
                      {"to", format_date(*to)},
                      {"stored", simulation->stored},
                      {"could_not_run", json::object{{"reports_erased", simulation->erased},
                                                     {"person_unknown", simulation->gone}}},
                      {"figures", object_of(figures.whole)},
                      {"units", units_of(figures)},
                      {"requirements", requirements_of(figures)}};
  const auto* named = arguments.if_contains("day_ids");
  if (named != nullptr && named->is_bool() && named->as_bool()) {
    result["changed_days"] = days_of(*simulation);
  }
  return json::value(std::move(result));
}

}  // namespace distanskoll::server
