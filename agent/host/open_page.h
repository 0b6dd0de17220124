// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Has the person's own browser show a page. open_page_windows.cpp hands it to Windows; on Linux no
// program is started, whoever asked says where the page is (open_page_linux.cpp).

#include "shared/result.h"

#include <string>

namespace distanskoll::agent {

/// `page`: an https address that parse_web_address took, or the full path of a file of our own;
/// nothing else, for Windows would run a program as gladly. kUnsupported: this system leaves it to
/// the person. kIo.
[[nodiscard]] Result<void> open_page(const std::string& page);

}  // namespace distanskoll::agent
