// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A sign-in that is under way at the provider: state, nonce and PKCE verifier (RFC 7636), made
// here, carried by the browser in a cookie with our MAC and compared when it comes back. The
// collector keeps nothing of those that never come back, so that nobody can fill its memory by
// beginning; of those that do it remembers the state until it is too old anyway, so that each is
// used once. FlowKeeper is thread-safe; its key lives as long as the process.

#include "shared/bytes.h"
#include "shared/clock.h"
#include "shared/crypto/random.h"

#include <chrono>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

namespace distanskoll::server::access::sign_in::oidc {

inline constexpr std::chrono::minutes kFlowLife{10};
inline constexpr std::size_t kFlowsRemembered = 10'000;
inline constexpr std::size_t kBackBytes = 512;
inline constexpr std::string_view kFlowCookie = "distanskoll-flow";

struct Flow {
  std::string state;
  std::string nonce;
  std::string verifier;
  std::string back;  ///< the page that the person wanted
};

/// All of it random but `back`, which safe_back() has seen.
[[nodiscard]] Flow begin_flow(std::string back);

class FlowKeeper {
 public:
  explicit FlowKeeper(const Clock& clock) : clock_(clock) {}

  /// What the cookie holds while the person is at the provider.
  [[nodiscard]] std::string seal(const Flow& flow) const;
  /// The flow of that cookie when it is ours, not too old, of this state, and comes back for the
  /// first time. kNotFound otherwise; kUnavailable when too many came back.
  [[nodiscard]] Result<Flow> take(std::string_view sealed, std::string_view state);

 private:
  [[nodiscard]] std::string mac_of(std::string_view text) const;

  const Clock& clock_;
  const Digest key_ = crypto::random_digest();
  std::mutex mutex_;
  std::map<Digest, BootTime> used_;  // protected by mutex_
};

/// An address of our own pages, or "/" for everything else.
[[nodiscard]] std::string safe_back(std::string_view wished);
/// RFC 7636 section 4.2: S256.
[[nodiscard]] std::string challenge_of(std::string_view verifier);
/// As application/x-www-form-urlencoded and queries have it: everything but RFC 3986's unreserved.
[[nodiscard]] std::string form_encoded(std::string_view text);

}  // namespace distanskoll::server::access::sign_in::oidc
