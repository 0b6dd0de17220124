// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What tests say about a Result: EXPECT_THAT(parse(x), IsOk()), IsOkAnd(Eq(3)),
// IsError(ErrorCode::kMalformed). A failure prints the error's code and message. Included by tests
// only; the printers live in the product's namespace because GoogleTest looks them up there.

#include "shared/result.h"

#include <ostream>
#include <type_traits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace distanskoll {

inline void PrintTo(ErrorCode code, std::ostream* out) { *out << to_string(code); }

inline void PrintTo(const Error& error, std::ostream* out) {
  *out << to_string(error.code) << ": " << error.message;
}

template <class T>
void PrintTo(const boost::system::result<T, Error>& result, std::ostream* out) {
  if (!result) {
    PrintTo(result.error(), out);
    return;
  }
  *out << "ok";
  if constexpr (!std::is_void_v<T>) *out << " " << ::testing::PrintToString(*result);
}

namespace testing_support {

MATCHER(IsOk, negation ? "is an error" : "is no error") {
  if (arg.has_value()) return true;
  *result_listener << "which is " << to_string(arg.error().code) << ": " << arg.error().message;
  return false;
}

/// An error of this code, whatever it says.
MATCHER_P(IsError, code,
          std::string(negation ? "is not the error " : "is the error ") +
              std::string(to_string(code))) {
  if (arg.has_value()) {
    *result_listener << "which is no error";
    return false;
  }
  *result_listener << "which is " << to_string(arg.error().code) << ": " << arg.error().message;
  return arg.error().code == code;
}

/// An error of this code whose message contains `text`.
MATCHER_P2(IsError, code, text,
           std::string("is the error ") + std::string(to_string(code)) + " that says \"" + text +
               "\"") {
  if (arg.has_value()) {
    *result_listener << "which is no error";
    return false;
  }
  *result_listener << "which is " << to_string(arg.error().code) << ": " << arg.error().message;
  return arg.error().code == code && arg.error().message.find(text) != std::string::npos;
}

/// A value that `inner` matches.
MATCHER_P(IsOkAnd, inner, "is a value that matches") {
  if (!arg.has_value()) {
    *result_listener << "which is " << to_string(arg.error().code) << ": " << arg.error().message;
    return false;
  }
  return ::testing::ExplainMatchResult(inner, *arg, result_listener);
}

}  // namespace testing_support

using testing_support::IsError;
using testing_support::IsOk;
using testing_support::IsOkAnd;

}  // namespace distanskoll
