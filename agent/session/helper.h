// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The helper itself, the program distanskoll-session.exe: connects to the service's pipe, makes
// sure that the service is there and not somebody who took its name, and answers questions until
// the pipe ends. It runs as the person, writes no file, opens no network, asks for nothing. Windows
// only.

#include <string_view>

namespace distanskoll::agent {

/// Exit codes of the helper; nobody but a test looks at them.
enum class HelperEnd {
  kOver = 0,       ///< the service closed the pipe, as it does to everybody it did not start
  kUsage = 2,      ///< the pipe's name is missing
  kNoService = 3,  ///< nobody listens
  kStranger = 4,   ///< somebody listens who is not the service
  kMalformed = 5,  ///< the service's words are not ours: another version
};

[[nodiscard]] HelperEnd run_session_helper(std::wstring_view pipe);

}  // namespace distanskoll::agent
