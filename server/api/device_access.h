// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Which devices a caller sees: IT security those of its units, an employee those that report in the
// employee's name, an auditor none before something is drawn. Every route about devices asks here.
// Reads through the connection it is given. Thread-compatible.

#include "server/access/caller.h"
#include "server/store/devices.h"
#include "shared/bytes.h"

#include <string>

namespace distanskoll::server::api {

/// Not one: a list needs no look.
[[nodiscard]] bool sees_no_device(const access::Caller& caller);
[[nodiscard]] Result<bool> sees_device(store::Connection& connection, ByteView pseudonym_key,
                                       const access::Caller& caller, const store::Device& device);
/// kNotFound also for one that exists and is not seen.
[[nodiscard]] Result<store::Device> find_seen_device(store::Connection& connection,
                                                     ByteView pseudonym_key,
                                                     const access::Caller& caller,
                                                     const std::string& id);

}  // namespace distanskoll::server::api
