// SPDX-License-Identifier: EUPL-1.2
// Policies from a browser: what a file would change, announcing it, withdrawing it, and simulations
// of it over stored days.
#include "server/administration/operation_routes.h"
#include "server/administration/policy_words.h"
#include "server/api/answers.h"
#include "shared/crypto/encoding.h"
#include "shared/limits.h"
#include "shared/policy/loader.h"
#include "shared/policy/policy_warnings.h"
#include "shared/text.h"

#include <algorithm>

#include <boost/json.hpp>
#include <fmt/format.h>

namespace distanskoll::server::administration {
namespace {

namespace json = boost::json;
using access::Act;
using access::Answering;
using access::Caller;
using access::Resource;
using net::Method;
using net::Request;

constexpr std::int64_t kLargestVersion = 1'000'000'000;
constexpr const char* kFile = "policy.yaml";

access::Needs write() { return access::needs(Resource::kPolicies, Act::kWrite); }

/// A policy's very bytes, whose SHA-256 is its name, and days from the query.
Result<json::object> read_file_wish(const Request& request,
                                    std::initializer_list<std::string_view> days) {
  const auto type = request.header("Content-Type");
  if (!type.starts_with("application/yaml") && !type.starts_with("text/yaml")) {
    return Error{ErrorCode::kUnsupported, "a policy is application/yaml"};
  }
  json::object wish{{"yaml", request.body}, {"file", kFile}};
  const auto query = net::parse_query(request.query);
  if (!query) return query.error();
  for (const auto& [name, value] : *query) {
    if (std::ranges::find(days, name) == days.end()) {
      return Error{ErrorCode::kMalformed, fmt::format("there is no parameter \"{}\" here", name)};
    }
    const auto day = compliance::parse_date(value);
    if (!day) {
      return Error{ErrorCode::kMalformed, fmt::format("{} is a day, as 2026-03-02", name)};
    }
    wish[name] = compliance::format_date(*day);
  }
  return wish;
}

/// Warnings as of its first day are put_warnings'; as of today these.
Result<net::Response> compare(Core& core, std::string_view yaml) {
  const auto wished = policy::load_policy(yaml, kFile);
  if (!wished) return wished.error();
  const auto today = policy::Date(
      std::chrono::sys_days(compliance::local_day(core.clock.wall()).time_since_epoch()));
  json::object answer{{"policy", json::object{{"id", wished->id},
                                              {"version", wished->version},
                                              {"sha256", crypto::hex_encode(wished->sha256)},
                                              {"title", text_object(wished->title)},
                                              {"requirements", wished->requirements.size()}}},
                      {"warnings", texts_array(policy::warnings_of(*wished, today))},
                      {"comparison", nullptr}};
  const auto in_force = core.admission->in_force();
  if (in_force) answer["comparison"] = compared(in_force->policy, *wished);
  return api::json_answer(answer);
}

void post_comparison(const Bench& bench, const Request& request, const Answering& answering) {
  auto wish = read_file_wish(request, {});
  if (!wish) return answering.refuse(wish.error());
  in_office(bench, answering, [&core = bench.core, wish = std::move(*wish)] {
    return compare(core, wish.at("yaml").as_string());
  });
}

Result<json::object> read_withdrawal(const Wish& wish) {
  const auto version = parse_unsigned(wish.path.at(1));
  if (!version || *version > kLargestVersion) {
    return Error{ErrorCode::kNotFound, "there is no such policy"};
  }
  return json::object{{"id", wish.path.front()}, {"version", static_cast<std::int64_t>(*version)}};
}

}  // namespace

void add_policy_routes(access::Door& door, const Bench& bench) {
  door.on(
      Method::kPost, "/api/v1/policies/comparisons", write(),
      [bench](const Request& request, const Caller&, const Answering& answering) {
        post_comparison(bench, request, answering);
      },
      limits::kYamlBytes);
  on_operation(
      door, bench,
      {Method::kPost, "/api/v1/policies", write(), "policy.put",
       [](const Request& request, const Caller&) { return read_file_wish(request, {"from"}); }, 201,
       limits::kYamlBytes});
  on_operation(door, bench,
               {Method::kDelete, "/api/v1/policies/{}/{}", write(), "policy.withdraw",
                json_wish(read_withdrawal)});
}

namespace {

json::object object_of(const Simulation& simulation) {
  const auto state = to_string(simulation.state);
  return {{"id", simulation.id},
          {"by", simulation.by},
          {"policy", simulation.policy},
          {"from", simulation.from},
          {"to", simulation.to},
          {"state", json::string(state)},
          {"step", simulation.step},
          {"done", simulation.done},
          {"all", simulation.all},
          {"problem",
           simulation.problem.empty() ? json::value(nullptr) : json::value(simulation.problem)},
          {"result", simulation.result}};
}

Result<json::object> read_simulation(const Request& request) {
  auto wish = read_file_wish(request, {"from", "to"});
  if (!wish) return wish;
  if (!wish->contains("from") || !wish->contains("to")) {
    return Error{ErrorCode::kMalformed, "a simulation has a first day (from) and a last one (to)"};
  }
  if (std::string_view(wish->at("to").as_string()) <
      std::string_view(wish->at("from").as_string())) {
    return Error{ErrorCode::kInvalidArgument, "\"to\" is before \"from\""};
  }
  return wish;
}

Result<net::Response> begin(Simulations& simulations, const json::object& arguments,
                            const std::string& by) {
  const auto policy =
      policy::load_policy(std::string_view(arguments.at("yaml").as_string()), kFile);
  if (!policy) return policy.error();
  Simulation as;
  as.by = by;
  as.policy = fmt::format("{} {}", policy->id, policy->version);
  as.from = std::string(arguments.at("from").as_string());
  as.to = std::string(arguments.at("to").as_string());
  const auto begun = simulations.begin(std::move(as), arguments);
  if (!begun) return begun.error();
  auto response = api::json_answer(object_of(*begun));
  response.status = 202;
  response.with("Location", "/api/v1/simulations/" + begun->id);
  return response;
}

/// One of them, as it is or after `act`; kNotFound.
using Find = std::optional<Simulation> (*)(Simulations&, std::string_view);
void answer_one(access::Door& door, const Bench& bench, Method method, Find find) {
  door.on(method, "/api/v1/simulations/{}", write(),
          [&simulations = bench.simulations, find](const Request& request, const Caller&,
                                                   const Answering& answering) {
            const auto found = find(simulations, request.arguments.front());
            if (!found) {
              return answering.refuse(
                  {ErrorCode::kNotFound,
                   "there is no such simulation: the last few are kept, until a restart"});
            }
            answering.unnamed(api::json_answer(object_of(*found)));
          });
}

}  // namespace

void add_simulation_routes(access::Door& door, const Bench& bench) {
  door.on(
      Method::kPost, "/api/v1/simulations", write(),
      [bench](const Request& request, const Caller& caller, const Answering& answering) {
        auto wish = read_simulation(request);
        if (!wish) return answering.refuse(wish.error());
        in_office(bench, answering,
                  [&simulations = bench.simulations, wish = std::move(*wish), by = caller.by()] {
                    return begin(simulations, wish, by);
                  });
      },
      limits::kYamlBytes);
  on_look(door, "/api/v1/simulations", write(),
          [&simulations = bench.simulations](const Caller&) -> Result<json::object> {
            json::array rows;
            for (const Simulation& each : simulations.list()) rows.push_back(object_of(each));
            return json::object{{"simulations", std::move(rows)}};
          });
  answer_one(door, bench, Method::kGet,
             [](Simulations& all, std::string_view id) { return all.find(id); });
  answer_one(door, bench, Method::kDelete,
             [](Simulations& all, std::string_view id) { return all.cancel(id); });
}

}  // namespace distanskoll::server::administration
