// SPDX-License-Identifier: EUPL-1.2
// distanskoll-session.exe PIPE
#include "agent/host/windows_strings.h"
#include "agent/session/helper.h"

#include <cstdlib>

int main(int count, char** words) {
  using namespace distanskoll::agent;
  const HelperEnd end = count == 2 ? run_session_helper(to_utf16(words[1])) : HelperEnd::kUsage;
  // A question that hangs has its thread for as long as there is a process.
  std::_Exit(static_cast<int>(end));
}
