// SPDX-License-Identifier: EUPL-1.2
#include "agent/session/show_notice.h"

namespace distanskoll::agent {

Result<bool> show_notice(const SessionNotice&) {
  return Error{ErrorCode::kUnsupported, "notifications are not shown yet"};
}

Result<bool> may_disturb() {
  return Error{ErrorCode::kUnsupported, "notifications are not shown yet"};
}

}  // namespace distanskoll::agent
