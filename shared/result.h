// SPDX-License-Identifier: EUPL-1.2
#pragma once
// How a function says that it failed: it returns a Result. Nothing in the product throws to report;
// exceptions of libraries (yaml-cpp, SQLiteCpp, Beast) end in the adapter that called the library.
//
//   Result<Policy> policy = load_policy(bytes, "grundkrav.yaml");
//   if (!policy) return policy.error().with_prefix("cannot start");
//   use(*policy);
//
// An Error is a value: a code that a program switches on and a message that a person acts on (what,
// where, how to mend). Context is added going up with with_prefix(). Thread-compatible.

#include <string>
#include <string_view>

#include <boost/system/result.hpp>

namespace distanskoll {

/// What the caller can do about it. Numbers are persisted in logs: never renumber, never reuse.
enum class ErrorCode {
  kInvalidArgument = 1,   ///< the caller's own words are wrong (usage, configuration); exit code 2
  kMalformed = 2,         ///< outside bytes do not have the form they must have
  kNotFound = 3,          ///< it is not there
  kPermissionDenied = 4,  ///< the operating system or the collector refuses; never "absent"
  kUnavailable = 5,       ///< the peer or service cannot be reached now; try again later
  kTimedOut = 6,          ///< a deadline passed; try again later
  kIo = 7,                ///< a read or write failed
  kNoSpace = 8,           ///< disk or quota is full; nothing was stored
  kConflict = 9,          ///< it exists already, or with other contents
  kUntrusted = 10,        ///< a signature, certificate or proof does not verify
  kRevoked = 11,          ///< the identity was valid once and is no longer
  kUnsupported = 12,      ///< this system or version cannot do it
  kTooLarge = 13,         ///< over a limit of shared/limits.h
  kCorrupt = 14,          ///< our own stored data contradicts itself
  kInternal = 15,         ///< a library failed in a way that should be impossible
};

/// The stable lower-case name of a code ("no_space"), for logs and JSON.
[[nodiscard]] std::string_view to_string(ErrorCode code);

struct Error {
  ErrorCode code;
  std::string message;

  /// The same error with context in front: "PREFIX: MESSAGE".
  [[nodiscard]] Error with_prefix(std::string_view prefix) const;
};

template <class T>
using Result = boost::system::result<T, Error>;

/// Called by Result::value() when there is none. Programming error: we test before we take.
[[noreturn]] void throw_exception_from_error(const Error& error, const boost::source_location& at);

}  // namespace distanskoll

/// Returns the error of an expression that yields Result<void> (or any Result) to our caller.
#define DISTANSKOLL_TRY(expression)                             \
  do {                                                          \
    auto distanskoll_result = (expression);                     \
    if (!distanskoll_result) return distanskoll_result.error(); \
  } while (false)
