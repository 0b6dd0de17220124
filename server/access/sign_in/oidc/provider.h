// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The municipality's sign-in service as the collector speaks to it: where a browser is sent, and
// what an authorization code is worth. Its documents are fetched when first needed and kept for an
// hour; a token of an unknown key lets the keys be fetched again, at most once a minute. While it
// does not answer, that is said at once for some seconds instead of letting everybody wait. Every
// function waits for the network: one thread at a time, never a network thread.

#include "server/access/sign_in/oidc/flow.h"
#include "server/access/sign_in/oidc/id_token.h"
#include "server/net/address.h"

#include <atomic>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace distanskoll::server::access::sign_in::oidc {

inline constexpr std::chrono::hours kDocumentsKept{1};
inline constexpr std::chrono::minutes kKeysAgain{1};
inline constexpr std::chrono::seconds kOutageRemembered{10};

struct Question {
  std::string url;
  std::optional<std::string> form;  ///< posted as x-www-form-urlencoded; else it is a GET
  std::string authorization;        ///< the header's value; empty: none
};
struct Reply {
  long status = 0;
  std::string body;
};
/// kUnavailable, kTimedOut: another time. kUntrusted: no certificate that verifies.
/// kPermissionDenied: an address that the configuration does not list.
using Transport = std::function<Result<Reply>(const Question&)>;
/// Over TLS with the CAs of `settings`, as everything outgoing (server/outgoing/curl_call.h).
[[nodiscard]] Transport curl_transport(const Settings& settings,
                                       std::vector<net::Network> local_targets,
                                       const std::atomic<bool>& cancelled);

class Provider {
 public:
  Provider(Settings settings, Transport transport, const Clock& clock)
      : settings_(std::move(settings)), transport_(std::move(transport)), clock_(clock) {}

  [[nodiscard]] const Settings& settings() const { return settings_; }
  /// The address at the provider that begins `flow`.
  [[nodiscard]] Result<std::string> address_for(const Flow& flow);
  /// kPermissionDenied: the provider does not take the code (any more). Else the errors of
  /// verify_id_token and Transport.
  [[nodiscard]] Result<Claims> redeem(const std::string& code, const Flow& flow);

 private:
  [[nodiscard]] Result<std::string> fetch(const std::string& url);
  [[nodiscard]] Result<void> learn();
  [[nodiscard]] Result<void> learn_keys();
  [[nodiscard]] Result<std::string> token_for(const std::string& code, const Flow& flow);
  /// The keys, anew when none of them is the token's.
  [[nodiscard]] Result<void> have_key_of(const std::string& token);

  const Settings settings_;
  const Transport transport_;
  const Clock& clock_;
  std::optional<Discovery> discovery_;
  std::vector<NamedKey> keys_;
  BootTime learned_{};
  std::optional<BootTime> keys_fetched_;
  std::optional<Error> outage_;
  BootTime outage_seen_{};
};

}  // namespace distanskoll::server::access::sign_in::oidc
