// SPDX-License-Identifier: EUPL-1.2
#include "server/access/owner.h"

#include "shared/report/pseudonym.h"

#include <algorithm>

namespace distanskoll::server::access {
namespace {

bool matches(const Digest& key, const std::string& user, const agreements::Employee& employee,
             LocalDay day) {
  return std::any_of(
      employee.logins.begin(), employee.logins.end(), [&](const agreements::Login& login) {
        return login.period.covers(day) && report::pseudonym(key, login.login) == user;
      });
}

}  // namespace

bool is_user(ByteView pseudonym_key, const std::string& device, const std::string& user,
             const agreements::Employee& employee, LocalDay day) {
  return matches(report::device_pseudonym_key(pseudonym_key, device), user, employee, day);
}

const agreements::Employee* user_of(ByteView pseudonym_key, const std::string& device,
                                    const std::string& user, const agreements::Snapshot& snapshot,
                                    LocalDay day) {
  const Digest key = report::device_pseudonym_key(pseudonym_key, device);
  for (const auto& [id, kept] : snapshot.employees.all()) {
    if (matches(key, user, kept->value, day)) return &kept->value;
  }
  return nullptr;
}

}  // namespace distanskoll::server::access
