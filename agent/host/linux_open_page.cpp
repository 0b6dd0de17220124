// SPDX-License-Identifier: EUPL-1.2
#include "agent/host/open_page.h"

namespace distanskoll::agent {

Result<void> open_page(const std::string&) {
  return Error{ErrorCode::kUnsupported, "no browser is started on this system"};
}

}  // namespace distanskoll::agent
