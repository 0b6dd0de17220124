// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/acts/act.h"

#include "shared/limits.h"

#include <fmt/format.h>

namespace distanskoll::server::agreements {

Error wrong(std::string message) { return {ErrorCode::kInvalidArgument, std::move(message)}; }
Error conflict(std::string message) { return {ErrorCode::kConflict, std::move(message)}; }

Result<void> check_text(std::string_view what, std::string_view text) {
  if (text.find_first_not_of(' ') == std::string_view::npos) {
    return wrong(fmt::format("\"{}\" must say something", what));
  }
  if (text.size() > limits::kRecordTextBytes) {
    return wrong(fmt::format("\"{}\" is longer than {} bytes", what, limits::kRecordTextBytes));
  }
  return {};
}

Result<void> check_not_future(std::string_view what, LocalDay day, const Act& act) {
  if (day <= act.today) return {};
  return wrong(fmt::format("\"{}\" is {}, which has not been yet; today is {}", what,
                           compliance::format_date(day), compliance::format_date(act.today)));
}

Result<void> check_room(std::string_view what, std::size_t parts) {
  if (parts < limits::kRecordParts) return {};
  return Error{ErrorCode::kTooLarge, fmt::format("there are {} {} already; at most {}", parts, what,
                                                 limits::kRecordParts)};
}

}  // namespace distanskoll::server::agreements
