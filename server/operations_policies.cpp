// SPDX-License-Identifier: EUPL-1.2
#include "server/api/policy_view.h"
#include "server/operations.h"

#include <boost/json.hpp>

namespace distanskoll::server {

namespace json = boost::json;

namespace {

json::object object_of(const store::StoredPolicy& policy) {
  return {{"id", policy.id},
          {"version", policy.version},
          {"sha256", policy.sha256_hex},
          {"in_force_from", format_time(policy.in_force_from)}};
}

}  // namespace

OperationResult policy_put(Core& core, const json::object& arguments, const std::string& by) {
  auto yaml = text_argument(arguments, "yaml");
  if (!yaml) return yaml.error();
  policies::PolicyWish wish;
  wish.yaml = std::move(*yaml);
  wish.file = optional_text(arguments, "file").value_or("policy.yaml");
  if (const auto from = optional_text(arguments, "from")) {
    wish.from = compliance::parse_date(*from);
    if (!wish.from) {
      return Error{ErrorCode::kInvalidArgument, *from + " is no date, as 2026-03-02"};
    }
  }
  const auto* now = arguments.if_contains("now");
  wish.at_once = now != nullptr && now->is_bool() && now->as_bool();
  const auto put = core.put_policy(wish, by);
  if (!put) return put.error();
  json::array warnings;
  for (const auto& warning : put->warnings) {
    warnings.push_back(json::object{{"sv", warning.sv}, {"en", warning.en}});
  }
  json::object result = object_of(put->policy);
  result["state"] = put->announced ? "announced" : "in_force";
  result["unchanged"] = put->unchanged;
  result["warnings"] = std::move(warnings);
  return json::value(std::move(result));
}

OperationResult policy_withdraw(Core& core, const json::object& arguments, const std::string& by) {
  const auto id = text_argument(arguments, "id");
  if (!id) return id.error();
  const auto version = optional_number(arguments, "version");
  if (!version) return Error{ErrorCode::kInvalidArgument, "\"version\" is missing"};
  const auto withdrawn = core.withdraw_policy(*id, *version, by);
  if (!withdrawn) return withdrawn.error();
  json::object result = object_of(*withdrawn);
  result["state"] = "withdrawn";
  return json::value(std::move(result));
}

OperationResult policy_list(Core& core, const json::object&, const std::string&) {
  auto list = api::view_policies(core.readers, core.clock.wall());
  if (!list) return list.error();
  return json::value(std::move(*list));
}

}  // namespace distanskoll::server
