// SPDX-License-Identifier: EUPL-1.2
// ask_windows() until there is something that asks: no probe of Windows has a row to judge yet.
#include "agent/host/windows_questions.h"

namespace distanskoll::agent::windows {

Result<std::unique_ptr<WindowsQuestions>> ask_windows() {
  return Error{ErrorCode::kUnsupported, "Windows is not asked by this version"};
}

}  // namespace distanskoll::agent::windows
