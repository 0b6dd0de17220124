// SPDX-License-Identifier: EUPL-1.2
#include "server/store/policies.h"

#include "server/api/policy_view.h"
#include "server/api/resources.h"
#include "server/api/values.h"
#include "server/policies/terms.h"
#include "shared/policy/loader.h"

#include <boost/json.hpp>

namespace distanskoll::server::api {

namespace json = boost::json;

namespace {

json::value day_or_null(const std::optional<policy::Date>& date) {
  if (!date) return nullptr;
  return json::value(compliance::format_date(
      compliance::LocalDay(std::chrono::sys_days(*date).time_since_epoch())));
}

/// What the file names of who decided; a file that cannot be read any more names nothing.
void add_title_and_grounds(json::object& row, const std::string& yaml, const std::string& file) {
  const auto policy = policy::load_policy(yaml, file);
  row["title"] = nullptr;
  add_grounds(row, policy ? *policy : policy::Policy());
  if (policy) row["title"] = json::object{{"sv", policy->title.sv}, {"en", policy->title.en}};
}

}  // namespace

void add_grounds(json::object& row, const policy::Policy& policy) {
  row["decision"] = nullptr;
  row["co_determination"] = nullptr;
  row["dpia"] = nullptr;
  if (const auto& decision = policy.decision) {
    row["decision"] = json::object{{"body", decision->body},
                                   {"date", day_or_null(decision->date)},
                                   {"paragraph", text_or_null(decision->paragraph)},
                                   {"dnr", text_or_null(decision->dnr)},
                                   {"valid_to", day_or_null(decision->valid_to)},
                                   {"review_by", day_or_null(decision->review_by)}};
  }
  if (const auto& forum = policy.co_determination) {
    row["co_determination"] = json::object{{"forum", forum->forum},
                                           {"date", day_or_null(forum->date)},
                                           {"reference", text_or_null(forum->reference)}};
  }
  if (const auto& dpia = policy.dpia) {
    row["dpia"] = json::object{{"date", day_or_null(dpia->date)},
                               {"reference", text_or_null(dpia->reference)}};
  }
}

Result<json::object> view_policies(store::ReaderPool& readers, WallTime now) {
  auto reader = readers.lend();
  if (!reader) return reader.error();
  auto stored = store::list_all_policies(**reader);
  if (!stored) return stored.error();
  json::array rows;
  for (const auto& term : policies::terms_of(std::move(*stored), now)) {
    const auto& policy = term.policy;
    const auto state = policies::to_string(term.state);
    json::object row{{"id", policy.id},
                     {"version", policy.version},
                     {"sha256", policy.sha256_hex},
                     {"state", json::string_view(state.data(), state.size())},
                     {"in_force", term.state == policies::PolicyState::kInForce},
                     {"in_force_from", format_time(policy.in_force_from)},
                     {"in_force_until",
                      term.until ? json::value(format_time(*term.until)) : json::value(nullptr)},
                     {"put_at", format_time(policy.put_at)}};
    add_title_and_grounds(row, policy.yaml, policy.id);
    rows.push_back(std::move(row));
  }
  return json::object{{"policies", std::move(rows)}};
}

net::Response get_policies(const ApiParts& parts, const net::Request& request,
                           const access::Caller& /*caller*/) {
  if (!request.query.empty()) {
    return net::problem(400, "malformed", "this address takes no parameters");
  }
  const auto list = view_policies(parts.readers, parts.clock.wall());
  if (!list) return net::problem(list.error());
  net::Response response;
  response.body = json::serialize(*list);
  return response;
}

net::Response get_policy_file(const ApiParts& parts, const net::Request& request) {
  const std::string sha256(request.arguments.front());
  net::Response response;
  response.content_type = "application/yaml";
  const auto in_force = parts.admission.in_force();
  if (in_force && in_force->sha256_hex == sha256) {
    response.body = in_force->yaml;
    return response;
  }
  auto reader = parts.readers.lend();
  if (!reader) return net::problem(reader.error());
  auto policy = store::find_policy(**reader, sha256);
  if (!policy) return net::problem(policy.error());
  response.body = std::move(policy->yaml);
  return response;
}

net::Response get_checkpoint(const ApiParts& parts) {
  net::Response response;
  response.content_type = "text/plain; charset=utf-8";
  response.body = parts.checkpoint.get();
  if (!response.body.empty()) return response;
  return std::move(net::problem(503, "unavailable", "no checkpoint is signed during recovery")
                       .with("Retry-After", "60"));
}

}  // namespace distanskoll::server::api
