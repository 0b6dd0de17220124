// SPDX-License-Identifier: EUPL-1.2
#include "shared/result.h"

#include <stdexcept>

#include <fmt/format.h>

namespace distanskoll {

std::string_view to_string(ErrorCode code) {
  switch (code) {
    case ErrorCode::kInvalidArgument:
      return "invalid_argument";
    case ErrorCode::kMalformed:
      return "malformed";
    case ErrorCode::kNotFound:
      return "not_found";
    case ErrorCode::kPermissionDenied:
      return "permission_denied";
    case ErrorCode::kUnavailable:
      return "unavailable";
    case ErrorCode::kTimedOut:
      return "timed_out";
    case ErrorCode::kIo:
      return "io";
    case ErrorCode::kNoSpace:
      return "no_space";
    case ErrorCode::kConflict:
      return "conflict";
    case ErrorCode::kUntrusted:
      return "untrusted";
    case ErrorCode::kRevoked:
      return "revoked";
    case ErrorCode::kUnsupported:
      return "unsupported";
    case ErrorCode::kTooLarge:
      return "too_large";
    case ErrorCode::kCorrupt:
      return "corrupt";
    case ErrorCode::kInternal:
      return "internal";
  }
  return "internal";
}

Error Error::with_prefix(std::string_view prefix) const {
  return {code, fmt::format("{}: {}", prefix, message)};
}

void throw_exception_from_error(const Error& error, const boost::source_location& /*at*/) {
  throw std::logic_error(error.message);
}

}  // namespace distanskoll
