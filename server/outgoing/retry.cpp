// SPDX-License-Identifier: EUPL-1.2
#include "server/outgoing/retry.h"

#include "shared/limits.h"

#include <algorithm>

namespace distanskoll::server::outgoing {

bool is_final(ErrorCode code) {
  switch (code) {
    case ErrorCode::kInvalidArgument:
    case ErrorCode::kMalformed:
    case ErrorCode::kNotFound:
    case ErrorCode::kTooLarge:
    case ErrorCode::kCorrupt:
      return true;
    case ErrorCode::kPermissionDenied:
    case ErrorCode::kUnavailable:
    case ErrorCode::kTimedOut:
    case ErrorCode::kIo:
    case ErrorCode::kNoSpace:
    case ErrorCode::kConflict:
    case ErrorCode::kUntrusted:
    case ErrorCode::kRevoked:
    case ErrorCode::kUnsupported:
    case ErrorCode::kInternal:
      return false;
  }
  return false;
}

std::optional<WallTime> next_try(ErrorCode code, std::int64_t tries, WallTime created,
                                 WallTime now) {
  // A clock that was set back does not make a message young for ever: tries count too.
  constexpr std::int64_t kMostTries = 64;
  if (is_final(code) || tries >= kMostTries || now - created >= limits::kOutboxGiveUp)
    return std::nullopt;
  auto wait = limits::kOutboxRetryFirst;
  for (std::int64_t i = 1; i < tries && wait < limits::kOutboxRetryMost; ++i) wait *= 2;
  return now + std::min(wait, limits::kOutboxRetryMost);
}

}  // namespace distanskoll::server::outgoing
