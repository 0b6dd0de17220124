// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The first administrator's link, made by somebody at the machine: one operation, in the list of
// operations.cpp. Same threads and errors as operations.h.

#include "server/operations.h"

namespace distanskoll::server {

/// {"link","ends"}: an address of the people's pages that signs in an administrator, once, within
/// an hour. Making it is an entry. The link before it is no longer good.
[[nodiscard]] OperationResult setup_link_make(Core& core, const boost::json::object& arguments,
                                              const std::string& by);

}  // namespace distanskoll::server
