// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Windows' error numbers as errors of ours, as host.h and windows_questions.h promise them. For
// agent/host/windows_*.cpp.

#include "shared/result.h"

#include <windows.h>

#include <string_view>

namespace distanskoll::agent {

/// `number`: of GetLastError() or returned. "WHAT: Windows' own text".
[[nodiscard]] Error windows_error(std::string_view what, DWORD number);
/// The same of a COM call.
[[nodiscard]] Error com_error(std::string_view what, HRESULT result);

}  // namespace distanskoll::agent
