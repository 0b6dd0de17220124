// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Whether this computer stands on the employer's network, found by asking internal HTTPS servers
// for a bare TLS handshake over the physical interface of the default route (SO_BINDTODEVICE, so
// that a tunnel neither helps nor hinders) and comparing the server's key with the configured pin.
// A thread of its own asks; its conclusion is read at any time, and a change of it is told through
// `on_change`.
//
// office:  one answered with its pinned key.        offline: no link that is up has a default
// route. remote:  all were silent twice, `retry_after` apart, and the link is not on the network
// where one
//          last answered (a keyed hash of gateway and prefix; key and hash stay in the state
//          folder).
// Anything else is unobservable, probe_silent.
//
// Thread-safe after construction. The destructor stops the thread; a name that is being looked up
// may hold it for some seconds.

#include "agent/host/host.h"
#include "agent/probes/way_out.h"
#include "shared/bytes.h"
#include "shared/clock.h"
#include "shared/limits.h"
#include "shared/report/observation.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace distanskoll::agent {

/// An internal server that answers TLS, and the SHA-256 of its SubjectPublicKeyInfo.
struct InternalAddress {
  std::string host;  ///< name or IP address
  std::uint16_t port = 443;
  Digest pin{};
};
/// "HOST:PORT" or "[IPv6]:PORT", with the pin as 43 characters of base64url.
[[nodiscard]] Result<InternalAddress> parse_internal_address(std::string_view address,
                                                             std::string_view pin);

struct LocatorConfig {
  std::vector<InternalAddress> addresses;  ///< two or more
  std::filesystem::path state_folder;      ///< where the keyed hash of the last network lives
  std::chrono::milliseconds retry_after = limits::kLocatorRetry;
  std::chrono::milliseconds handshake = limits::kLocatorHandshake;  ///< all addresses together
  std::chrono::milliseconds refresh = limits::kLocatorRefresh;      ///< an answer's age at most
};

class NetworkLocator {
 public:
  /// `host` becomes the thread's own (make_linux_host again). `clock` outlives the locator.
  /// `on_change` is called on the locator's thread, e.g. EventSource::changed.
  /// kInvalidArgument: fewer than two addresses. kPermissionDenied: others may read the state file.
  [[nodiscard]] static Result<std::unique_ptr<NetworkLocator>> start(
      LocatorConfig config, std::unique_ptr<Host> host, const Clock& clock,
      std::function<void()> on_change);
  NetworkLocator(const NetworkLocator&) = delete;
  NetworkLocator& operator=(const NetworkLocator&) = delete;
  ~NetworkLocator();

  /// What is known now about `way_out`; nothing: offline. Lets the thread ask when that way_out is
  /// another than before (and gives it a moment: an office answers within milliseconds) or when
  /// the answer has become older than `refresh`.
  [[nodiscard]] report::Observation observe(const std::optional<WayOut>& way_out);
  /// After kResume: the next observe() asks again whatever it knew.
  void doubt();
  /// Waits until the thread has concluded about the present way_out, or `most`. For `check`, which
  /// looks once: observe(), settle(), observe().
  void settle(std::chrono::milliseconds most);

 private:
  class Worker;
  explicit NetworkLocator(std::unique_ptr<Worker> worker);
  std::unique_ptr<Worker> worker_;
};

}  // namespace distanskoll::agent
