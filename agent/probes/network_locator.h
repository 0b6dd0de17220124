// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Whether this computer stands on the employer's network, found by asking internal HTTPS servers
// over the physical interface of the default route whether they hold the configured key
// (AskInternal; the real one is agent/reporting/ask_internal.h).
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

#include <atomic>
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

enum class InternalAnswer {
  kAnswered,  ///< at least one proved that it holds its pinned key
  kSilent,    ///< none did: unreachable, refused, other key, no TLS
  kDenied,    ///< the system does not let us bind to the interface
};
/// Asks all addresses over that link alone, for `time` at most; `stop` ends it early, as kSilent.
/// Called on the locator's thread.
using AskInternal = std::function<InternalAnswer(
    const std::vector<InternalAddress>& addresses, const WayOut& way_out,
    std::chrono::milliseconds time, const std::atomic<bool>& stop)>;

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
      LocatorConfig config, AskInternal ask, std::unique_ptr<Host> host, const Clock& clock,
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
