// SPDX-License-Identifier: EUPL-1.2
// What is found in a Snapshot (registry.h) without walking all of it.
#include "server/agreements/registry.h"

namespace distanskoll::server::agreements {

const Employee* Snapshot::employee_by_login(std::string_view login, LocalDay day) const {
  const auto ids = employees_by_login->find(login);
  if (ids == employees_by_login->end()) return nullptr;
  for (const std::string& id : ids->second) {
    const Employee* employee = employees.find(id);
    if (employee && employee->has_login_on(login, day)) return employee;
  }
  return nullptr;
}

const Laptop* Snapshot::laptop_by_serial(std::string_view serial_number) const {
  const auto ids = laptops_by_serial->find(serial_number);
  return ids == laptops_by_serial->end() ? nullptr : laptops.find(ids->second.front());
}

}  // namespace distanskoll::server::agreements
