// SPDX-License-Identifier: EUPL-1.2
#include "shared/streams.h"

#include <windows.h>

#include <cstdio>
// after windows.h
#include <fcntl.h>
#include <io.h>

namespace distanskoll {

void streams_as_bytes() {
  ::_setmode(::_fileno(stdin), _O_BINARY);
  ::_setmode(::_fileno(stdout), _O_BINARY);
  ::_setmode(::_fileno(stderr), _O_BINARY);
  ::SetConsoleOutputCP(CP_UTF8);
}

}  // namespace distanskoll
