// SPDX-License-Identifier: EUPL-1.2
#pragma once
// From the host name that asks for a card to the one that people work at: a code that is good once
// and for 60 seconds, and only for the browser that began (`state` is the hash of what its cookie
// holds), so that nobody can be signed in as somebody else by a link. In memory, bounded.
// Thread-safe, never waits.

#include "server/access/sign_in/verified.h"
#include "shared/bytes.h"
#include "shared/clock.h"

#include <chrono>
#include <cstddef>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

namespace distanskoll::server::access::sign_in::siths {

inline constexpr std::chrono::seconds kCodeLife{60};
inline constexpr std::size_t kCodes = 1024;

class Codes {
 public:
  explicit Codes(const Clock& clock) : clock_(clock) {}

  /// A code of 256 bits in base64url. When the book is full the oldest ends.
  [[nodiscard]] std::string issue(Verified person, std::string state);
  /// Whom the code was for; it is used up whatever comes of it. kUntrusted: no such code (any
  /// more), or another browser's.
  [[nodiscard]] Result<Verified> redeem(std::string_view code, std::string_view state);

 private:
  struct Kept {
    Verified person;
    std::string state;
    BootTime issued{};
  };
  const Clock& clock_;
  std::mutex mutex_;
  std::map<Digest, Kept> codes_;  // protected by mutex_; by the code's hash
};

}  // namespace distanskoll::server::access::sign_in::siths
