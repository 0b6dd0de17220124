// SPDX-License-Identifier: EUPL-1.2
#include "server/days/people.h"

#include "shared/report/pseudonym.h"

namespace distanskoll::server::days {

Result<const agreements::Employee*> People::find(store::Connection& connection,
                                                 const std::string& device,
                                                 const std::string& pseudonym,
                                                 compliance::LocalDay day) {
  const auto [place, fresh] = logins_.try_emplace({device, pseudonym});
  if (fresh) {
    auto stored = store::find_pseudonym(connection, device, pseudonym);
    if (!stored) return stored.error();
    place->second = std::move(*stored);
    if (!place->second) {
      place->second = search(device, pseudonym);
      if (place->second) found_.push_back({device, pseudonym, *place->second});
    }
  }
  const agreements::Employee* nobody = nullptr;
  return place->second ? snapshot_.employee_by_login(*place->second, day) : nobody;
}

std::optional<std::string> People::search(const std::string& device,
                                          const std::string& pseudonym) const {
  const Digest key = report::device_pseudonym_key(key_, device);
  for (const auto& [login, employees] : *snapshot_.employees_by_login) {
    if (report::pseudonym(key, login) == pseudonym) return login;
  }
  return std::nullopt;
}

}  // namespace distanskoll::server::days
