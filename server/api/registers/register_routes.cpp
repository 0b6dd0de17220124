// SPDX-License-Identifier: EUPL-1.2
#include "server/api/registers/registers.h"

namespace distanskoll::server::api {

void add_register_routes(access::Door& door, const ApiParts& parts) {
  add_agreement_routes(door, parts);
  add_agreement_life_routes(door, parts);
  add_agreement_part_routes(door, parts);
  add_employee_routes(door, parts);
  add_unit_routes(door, parts);
  add_waiver_routes(door, parts);
  add_mark_routes(door, parts);
  add_mark_rule_routes(door, parts);
  add_objection_routes(door, parts);
  add_outage_routes(door, parts);
  add_account_routes(door, parts);
  add_deputy_routes(door, parts);
  add_learning_routes(door, parts);
  add_hold_routes(door, parts);
}

}  // namespace distanskoll::server::api
