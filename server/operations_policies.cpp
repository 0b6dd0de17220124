// SPDX-License-Identifier: EUPL-1.2
#include "server/api/policy_view.h"
#include "server/operations.h"

#include <boost/json.hpp>

namespace distanskoll::server {

namespace json = boost::json;

OperationResult policy_put(Core& core, const json::object& arguments, const std::string& by) {
  auto yaml = text_argument(arguments, "yaml");
  if (!yaml) return yaml.error();
  const auto file = optional_text(arguments, "file").value_or("policy.yaml");
  DISTANSKOLL_TRY(core.put_policy(*yaml, file, by));
  const auto in_force = core.admission->in_force();
  return json::value{{"id", in_force->policy.id},
                     {"version", in_force->policy.version},
                     {"sha256", in_force->sha256_hex}};
}

OperationResult policy_list(Core& core, const json::object&, const std::string&) {
  auto list = api::view_policies(core.readers, *core.admission);
  if (!list) return list.error();
  return json::value(std::move(*list));
}

}  // namespace distanskoll::server
