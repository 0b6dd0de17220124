// SPDX-License-Identifier: EUPL-1.2
#pragma once
// From OpenSSL's error queue to our errors. The queue belongs to the thread and TLS streams look
// into it, so nobody in shared/crypto may leave anything there: each function that calls OpenSSL
// opens with a QuietErrors, and makes its errors while that lives. For shared/crypto only.

#include "shared/result.h"

#include <string>

#include <openssl/err.h>

namespace distanskoll::crypto {

/// Takes away what was put on the error queue since it was made.
class QuietErrors {
 public:
  QuietErrors() { ERR_set_mark(); }
  ~QuietErrors() { ERR_pop_to_mark(); }
  QuietErrors(const QuietErrors&) = delete;
  QuietErrors& operator=(const QuietErrors&) = delete;
};

/// `what`, with OpenSSL's latest reason behind it. No reason ever contains key material.
[[nodiscard]] inline Error failure(ErrorCode code, std::string_view what) {
  std::string message(what);
  const char* const reason = ERR_reason_error_string(ERR_peek_last_error());
  if (reason != nullptr) message.append(": ").append(reason);
  return {code, std::move(message)};
}

}  // namespace distanskoll::crypto
