// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Operations (operations.h) on who keeps the people of the register: HR files, a directory over
// SCIM, or nobody but the register itself. Errors as the operations of operations.h give them.

#include "server/operations.h"

namespace distanskoll::server {

/// {"from","to","people","clean","written","hindered":[{"employee","number","why"}]}; with "apply"
/// (true) everybody whose master is `from` (csv unless told) gets the master `to`, or nobody.
[[nodiscard]] OperationResult directory_hand_over(Core&, const boost::json::object&,
                                                  const std::string&);

}  // namespace distanskoll::server
