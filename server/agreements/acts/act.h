// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Who changes a register and on which day, and the small rules that every act shares. An act is a
// pure function from the record as it is to the next version of it, or an Error that says what to
// mend: kInvalidArgument when the wish itself is wrong, kConflict when the record is in a state
// that does not take it, kPermissionDenied when this very person may not (signing for oneself).
// Whether the caller's role may act at all is server/access's question. Thread-safe.

#include "server/agreements/records/period.h"
#include "shared/result.h"

#include <string>
#include <string_view>

namespace distanskoll::server::agreements {

struct Act {
  std::string by;    ///< employee id, or the account's of somebody who is not employed
  LocalDay today{};  ///< in Stockholm
};

/// Not blank and not longer than a record's text may be. `what` names it in the message.
[[nodiscard]] Result<void> check_text(std::string_view what, std::string_view text);
/// Not after today: what was done is written down, what will be done is not.
[[nodiscard]] Result<void> check_not_future(std::string_view what, LocalDay day, const Act& act);
/// There is room for one more in a record's list.
[[nodiscard]] Result<void> check_room(std::string_view what, std::size_t parts);

[[nodiscard]] Error wrong(std::string message);     ///< kInvalidArgument
[[nodiscard]] Error conflict(std::string message);  ///< kConflict

}  // namespace distanskoll::server::agreements
