// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Whose computer a device is: a report names its user by a pseudonym that only the collector can
// reckon from a login (shared/report/pseudonym.h), so this goes from people to pseudonyms and never
// back. Used by the device routes for "own" and by the one that names a device's person. Pure;
// some microseconds for each login.

#include "server/access/caller.h"
#include "shared/bytes.h"

#include <optional>
#include <string>

namespace distanskoll::server::access {

/// Whether `user`, a pseudonym of that device, is that employee with a login of that day.
[[nodiscard]] bool is_user(ByteView pseudonym_key, const std::string& device,
                           const std::string& user, const agreements::Employee& employee,
                           LocalDay day);
/// Who that is; null when nobody's login fits.
[[nodiscard]] const agreements::Employee* user_of(ByteView pseudonym_key, const std::string& device,
                                                  const std::string& user,
                                                  const agreements::Snapshot& snapshot,
                                                  LocalDay day);

}  // namespace distanskoll::server::access
