// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The routes of the directory and of the registers, one function for each resource (one .cpp each);
// register_routes.cpp calls them all. openapi.yaml is the contract. Called by the composition root
// before the listeners start; what is captured outlives them.

#include "server/access/door.h"
#include "server/api/registers/exchange.h"

namespace distanskoll::server::api {

/// All of them.
void add_register_routes(access::Door& door, const ApiParts& parts);

/// /api/v1/agreements: list, one, history.
void add_agreement_routes(access::Door& door, const ApiParts& parts);
/// /api/v1/agreements/{id}/…: apply, terms, signatures, refusal, renewal, end.
void add_agreement_life_routes(access::Door& door, const ApiParts& parts);
/// /api/v1/agreements/{id}/…: assessments, follow-ups, equipment, personnel file and more.
void add_agreement_part_routes(access::Door& door, const ApiParts& parts);
/// /api/v1/employees: list, one, talk sheet.
void add_employee_routes(access::Door& door, const ApiParts& parts);
/// /api/v1/units: list, one, risk assessments, safety representative.
void add_unit_routes(access::Door& door, const ApiParts& parts);
void add_waiver_routes(access::Door& door, const ApiParts& parts);
/// /api/v1/marks and /api/v1/employees/{id}/marks/{date}.
void add_mark_routes(access::Door& door, const ApiParts& parts);
void add_mark_rule_routes(access::Door& door, const ApiParts& parts);
/// /api/v1/objections and /api/v1/employees/{id}/days/{date}/objection.
void add_objection_routes(access::Door& door, const ApiParts& parts);
void add_outage_routes(access::Door& door, const ApiParts& parts);
/// /api/v1/accounts: list, one, logins, granted roles.
void add_account_routes(access::Door& door, const ApiParts& parts);
void add_deputy_routes(access::Door& door, const ApiParts& parts);
/// /api/v1/trainings and /api/v1/guideline-reads.
void add_learning_routes(access::Door& door, const ApiParts& parts);
void add_hold_routes(access::Door& door, const ApiParts& parts);

}  // namespace distanskoll::server::api
