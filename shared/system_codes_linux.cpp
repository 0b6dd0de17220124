// SPDX-License-Identifier: EUPL-1.2
#include "shared/system_codes.h"

#include <cerrno>

namespace distanskoll {

ErrorCode code_of_errno(int number) {
  switch (number) {
    case ENOSPC:
    case EDQUOT:
      return ErrorCode::kNoSpace;
    case EACCES:
    case EPERM:
    case EROFS:
      return ErrorCode::kPermissionDenied;
    default:  // the system's own open list
      return ErrorCode::kIo;
  }
}

}  // namespace distanskoll
