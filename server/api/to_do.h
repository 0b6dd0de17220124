// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What somebody has to do about remote work: the tasks that reminders are made of
// (server/agreements/reminders/tasks.h), for the person whom they wait for. A manager or deputy
// gets those of the staff that they answer for themselves, with names, and of everybody below as
// counts; an employee gets one's own. And what is asked of one person, with why and how to mend it.
// Dates and results, never a clock time. Thread-safe.

#include "server/access/door.h"
#include "server/api/parts.h"

namespace distanskoll::server::api {

/// GET /api/v1/staff/to-do, GET /api/v1/employees/{}/requirements.
void add_to_do_routes(access::Door& door, const ApiParts& parts);

}  // namespace distanskoll::server::api
