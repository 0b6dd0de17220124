// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Who is signed in: sessions in memory, so that a restart ends them all and no file has a secret. A
// session is a random secret of 256 bits in the browser's cookie; here is only its SHA-256. It ends
// when nothing came for `idle`, after `longest` whatever came, when its person signs out, when the
// person opens one more than kSessionsPerPerson, and when the book is full and it was unused the
// longest. Thread-safe, never waits. Its time is the machine's, also in a demonstration.

#include "server/access/sign_in/verified.h"
#include "shared/bytes.h"
#include "shared/clock.h"

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace distanskoll::server::access::sign_in {

inline constexpr std::size_t kSessions = 20'000;
inline constexpr std::size_t kSessionsPerPerson = 8;
inline constexpr std::size_t kSecretLetters = 43;  ///< 32 bytes in base64url

struct SessionRules {
  std::chrono::minutes idle{30};
  std::chrono::minutes longest{600};
};

struct Session {
  Verified person;
  WallTime ends{};  ///< at the latest
  std::string key;  ///< the secret's hash: what one event stream is counted by
};

class SessionBook {
 public:
  SessionBook(SessionRules rules, const Clock& clock) : rules_(rules), clock_(clock) {}

  struct Opened {
    std::string secret;
    Session session;
  };
  [[nodiscard]] Opened open(Verified person);
  /// The session of that secret, which is used now; nothing when there is none (any more).
  [[nodiscard]] std::optional<Session> find(std::string_view secret);
  /// The session that has just ended by it.
  std::optional<Session> end(std::string_view secret);
  /// Ends what has run out; every minute.
  void sweep();
  [[nodiscard]] std::size_t size() const;

  /// `listener` is called with the key of each session that ended, on the thread that ended it. Set
  /// before threads start.
  void on_end(std::function<void(const std::string&)> listener) { listener_ = std::move(listener); }

 private:
  struct Kept {
    Session session;
    BootTime opened{};
    BootTime used{};
  };
  using Sessions = std::map<Digest, Kept>;
  [[nodiscard]] bool is_over(const Kept& kept, BootTime now) const;
  /// Keys of those that a new session of `person` pushes out.
  [[nodiscard]] std::vector<std::string> make_room(const std::string& person);
  [[nodiscard]] Sessions::iterator longest_unused(const std::string* person);
  void tell(const std::vector<std::string>& keys) const;

  const SessionRules rules_;
  const Clock& clock_;
  std::function<void(const std::string&)> listener_;
  mutable std::mutex mutex_;
  Sessions sessions_;  // protected by mutex_
};

}  // namespace distanskoll::server::access::sign_in
