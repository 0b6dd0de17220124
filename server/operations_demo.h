// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What only a demonstration can be asked beside its clock: to take the sample municipality's
// registers as they are. In no list of operations; run_operation() calls it when there is a
// DemoClock. Same threads as operations.h.

#include "server/operations.h"

namespace distanskoll::server {

/// {"records":[{"register","value"}...]}: all or none; those that are there already are left alone.
/// {"written","unchanged"}. kInvalidArgument names what is no record.
inline constexpr std::string_view kDemoRecordsOperation = "demo.records";
[[nodiscard]] OperationResult demo_records(Core& core, const boost::json::object& arguments,
                                           const std::string& by);

}  // namespace distanskoll::server
