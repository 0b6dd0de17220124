// SPDX-License-Identifier: EUPL-1.2
#include "server/operations.h"

#include <boost/json.hpp>

namespace distanskoll::server {

OperationResult demo_clock(DemoClock& clock, const boost::json::object& arguments) {
  const auto* run = arguments.if_contains("run");
  if (const auto to = optional_text(arguments, "to")) {
    auto time = parse_time(*to);
    if (!time) return Error{ErrorCode::kInvalidArgument, time.error().message};
    DISTANSKOLL_TRY(clock.move_to(*time));
  } else if (run != nullptr && run->is_bool() && run->as_bool()) {
    DISTANSKOLL_TRY(clock.run_on());
  }
  return boost::json::value{{"now", format_time(clock.wall())},
                            {"stands_still", clock.stands_still()}};
}

}  // namespace distanskoll::server
