// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The system bus (sd-bus): what logind and NetworkManager say. The connection is private, made when
// first needed and again after it broke; every call ends within limits::kBusCall, starts no
// service, and what does not run is kUnavailable. Why sd-bus: it is in every systemd system and
// small; no GLib. One thread.

#include "agent/host/host.h"

#include <memory>
#include <string>
#include <vector>

#include <systemd/sd-bus.h>

namespace distanskoll::agent {

/// Its name on the bus.
inline constexpr const char* kLogind = "org.freedesktop.login1";

struct BusCloser {
  void operator()(sd_bus* bus) const { sd_bus_flush_close_unref(bus); }
};
using BusOwner = std::unique_ptr<sd_bus, BusCloser>;
struct MessageCloser {
  void operator()(sd_bus_message* message) const { sd_bus_message_unref(message); }
};
using MessageOwner = std::unique_ptr<sd_bus_message, MessageCloser>;

/// A new connection to the system bus at `address` (empty: the usual one).
[[nodiscard]] Result<BusOwner> open_bus(const std::string& address);

/// What an sd-bus failure (negative errno and perhaps a D-Bus error name) means to us.
[[nodiscard]] Error bus_error(int number, const sd_bus_error* error, std::string_view what);

class Bus {
 public:
  explicit Bus(std::string address) : address_(std::move(address)) {}

  [[nodiscard]] Result<std::vector<LoginSession>> sessions(Deadline deadline);
  [[nodiscard]] Result<std::vector<std::string>> vpn_plugins(Deadline deadline);

 private:
  [[nodiscard]] Result<sd_bus*> connection();
  /// Calls a method with up to one string argument; once more on a new connection when the one
  /// from before turns out to be broken.
  [[nodiscard]] Result<MessageOwner> call(const char* service, const std::string& path,
                                          const char* interface, const char* method,
                                          const char* argument, Deadline deadline);
  /// Forgets the connection when it broke.
  [[nodiscard]] Result<MessageOwner> call_once(const char* service, const std::string& path,
                                               const char* interface, const char* method,
                                               const char* argument, Deadline deadline);
  [[nodiscard]] Result<std::string> plugin_of(const std::string& connection, Deadline deadline);

  std::string address_;
  BusOwner bus_;
};

}  // namespace distanskoll::agent
