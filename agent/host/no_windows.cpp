// SPDX-License-Identifier: EUPL-1.2
// ask_windows() of every other system.
#include "agent/host/windows_questions.h"

namespace distanskoll::agent::windows {

Result<std::unique_ptr<WindowsQuestions>> ask_windows(InSession) {
  return Error{ErrorCode::kUnsupported, "this is not Windows; only what Windows says is recorded"};
}

}  // namespace distanskoll::agent::windows
