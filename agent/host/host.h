// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The agent's only way to the operating system: everything that a probe knows comes through Host.
// linux_host.h is the real one; probes' unit tests have a fake with plain fields. Every call is
// bounded: by the deadline given, or because it reads a bounded file of /proc or /sys.
// Errors: kPermissionDenied when the system refuses (never "absent"), kNotFound when the thing is
// not there, kUnavailable when the service that knows does not run (no systemd, no NetworkManager,
// no pcscd: all normal), kTimedOut, kUnsupported when the kernel lacks it, kTooLarge, kMalformed.
// Called from the agent's one thread, except where a method says otherwise.

#include "agent/host/rows.h"
#include "shared/clock.h"
#include "shared/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace distanskoll::agent {

/// A point on the boot clock after which nobody waits for the answer any more.
using Deadline = BootTime;

struct DeviceNumber {
  std::uint32_t major = 0;
  std::uint32_t minor = 0;
  // NOLINTNEXTLINE(modernize-use-nullptr): clang-tidy 14 sees the 0 of a rewritten a < b
  auto operator<=>(const DeviceNumber&) const = default;
};

class Host {
 public:
  virtual ~Host() = default;

  // Files of /proc, /sys, /etc and the session user's settings.
  [[nodiscard]] virtual Result<std::string> read_file(const std::string& path,
                                                      std::size_t most) = 0;
  /// Names in a folder, sorted, at most limits::kDirectoryEntries.
  [[nodiscard]] virtual Result<std::vector<std::string>> list_folder(const std::string& path) = 0;
  /// The number of the block device that the file at `path` *is*. kMalformed: not a block device.
  [[nodiscard]] virtual Result<DeviceNumber> block_device(const std::string& path) = 0;

  // Network.
  [[nodiscard]] virtual Result<Network> network(Deadline deadline) = 0;
  /// The link that the kernel would send an unmarked packet to `destination` over, policy rules
  /// included; nothing is sent. kNotFound: no route (or an unreachable one).
  [[nodiscard]] virtual Result<std::uint32_t> route_to(const IpAddress& destination,
                                                       Deadline deadline) = 0;
  [[nodiscard]] virtual Result<std::vector<Neighbour>> neighbours(Deadline deadline) = 0;
  /// kUnsupported: the kernel has no IPsec, so there is none.
  [[nodiscard]] virtual Result<std::vector<IpsecTunnel>> ipsec_tunnels(Deadline deadline) = 0;
  /// Peers of a WireGuard link of the kernel or, when `link` is a tun device of wireguard-go, of
  /// its control socket. kNotFound: `link` is not WireGuard.
  [[nodiscard]] virtual Result<std::vector<WireguardPeer>> wireguard_peers(const Link& link,
                                                                           Deadline deadline) = 0;
  /// Short names of the VPN plugins whose connection NetworkManager has activated ("openvpn").
  [[nodiscard]] virtual Result<std::vector<std::string>> vpn_plugins(Deadline deadline) = 0;

  // People.
  [[nodiscard]] virtual Result<std::vector<LoginSession>> sessions(Deadline deadline) = 0;
  /// A variable of the environment that the session's first processes were started with; kNotFound
  /// when they were all readable and none has it.
  [[nodiscard]] virtual Result<std::string> session_variable(const LoginSession& session,
                                                             std::string_view name) = 0;
  /// The home folder of a user.
  [[nodiscard]] virtual Result<std::string> home_folder(std::uint32_t uid) = 0;

  // Smart card. Presence is watched by a thread of the host's own and costs nothing to ask.
  [[nodiscard]] virtual Card card() = 0;
  /// Tokens and public certificates of the card in the reader, read without a PIN by a short-lived
  /// program of its own, so that a module that hangs or crashes takes nothing with it. Never waits:
  /// kUnavailable while the card is being read (an event follows); kNotFound: no card or no module.
  [[nodiscard]] virtual Result<std::vector<Token>> card_tokens() = 0;
};

}  // namespace distanskoll::agent
