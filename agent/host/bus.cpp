// SPDX-License-Identifier: EUPL-1.2
#include "agent/host/bus.h"

#include "shared/limits.h"

#include <algorithm>
#include <cerrno>
#include <functional>
#include <system_error>

namespace distanskoll::agent {
namespace {

constexpr const char* kNetworkManager = "org.freedesktop.NetworkManager";
constexpr const char* kProperties = "org.freedesktop.DBus.Properties";
constexpr std::uint32_t kNmActivated = 2;  // NM_ACTIVE_CONNECTION_STATE_ACTIVATED
constexpr std::size_t kNmConnections = 32;

std::string read_string(sd_bus_message* message, char type = 's') {
  const char* text = nullptr;
  if (sd_bus_message_read_basic(message, type, &text) <= 0 || text == nullptr) return {};
  return text;
}

/// Walks a{sv}: `take` reads the variant's contents when it knows name and type, and says so.
bool for_each_property(
    sd_bus_message* message,
    const std::function<bool(std::string_view name, std::string_view type)>& take) {
  if (sd_bus_message_enter_container(message, 'a', "{sv}") < 0) return false;
  while (sd_bus_message_enter_container(message, 'e', "sv") > 0) {
    const std::string name = read_string(message);
    const char* type = nullptr;
    if (sd_bus_message_peek_type(message, nullptr, &type) < 0 || type == nullptr) return false;
    const std::string contents = type;
    if (sd_bus_message_enter_container(message, 'v', contents.c_str()) < 0) return false;
    if (!take(name, contents) && sd_bus_message_skip(message, contents.c_str()) < 0) return false;
    if (sd_bus_message_exit_container(message) < 0) return false;
    if (sd_bus_message_exit_container(message) < 0) return false;
  }
  return sd_bus_message_exit_container(message) >= 0;
}

bool read_bool(sd_bus_message* message) {
  int value = 0;
  return sd_bus_message_read_basic(message, 'b', &value) > 0 && value != 0;
}

constexpr std::pair<std::string_view, std::string LoginSession::*> kSessionTexts[] = {
    {"Id", &LoginSession::id},           {"Name", &LoginSession::user},
    {"Type", &LoginSession::type},       {"Class", &LoginSession::session_class},
    {"Service", &LoginSession::service}, {"Desktop", &LoginSession::desktop}};
constexpr std::pair<std::string_view, bool LoginSession::*> kSessionFlags[] = {
    {"Active", &LoginSession::active},
    {"Remote", &LoginSession::remote},
    {"LockedHint", &LoginSession::locked}};

/// Reads the contents of one property when it is one that probes need.
bool read_session_property(sd_bus_message* message, std::string_view name, std::string_view type,
                           LoginSession& session) {
  for (const auto& [known, member] : kSessionTexts) {
    if (name != known || type != "s") continue;
    session.*member = read_string(message);
    return true;
  }
  for (const auto& [known, member] : kSessionFlags) {
    if (name != known || type != "b") continue;
    session.*member = read_bool(message);
    return true;
  }
  if (name == "Leader" && type == "u") {
    return sd_bus_message_read_basic(message, 'u', &session.leader) > 0;
  }
  if (name == "User" && type == "(uo)") {
    return sd_bus_message_read(message, "(uo)", &session.uid, nullptr) > 0;
  }
  if (name != "Seat" || type != "(so)") return false;
  const char* seat = nullptr;
  if (sd_bus_message_read(message, "(so)", &seat, nullptr) <= 0) return false;
  session.has_seat = seat != nullptr && *seat != '\0';
  return true;
}

bool read_session(sd_bus_message* message, LoginSession& session) {
  return for_each_property(message, [&](std::string_view name, std::string_view type) {
    return read_session_property(message, name, type, session);
  });
}

}  // namespace

Error bus_error(int number, const sd_bus_error* error, std::string_view what) {
  const std::string_view name =
      error != nullptr && error->name != nullptr ? std::string_view(error->name) : "";
  const int why = number < 0 ? -number : number;
  ErrorCode code = ErrorCode::kIo;
  if (why == ENOENT || why == ECONNREFUSED || why == EHOSTUNREACH || why == ECONNRESET ||
      why == ENOTCONN || why == EPIPE || name.ends_with(".ServiceUnknown") ||
      name.ends_with(".NameHasNoOwner") || name.ends_with(".UnknownMethod")) {
    code = ErrorCode::kUnavailable;
  }
  if (why == ETIMEDOUT || name.ends_with(".NoReply") || name.ends_with(".Timeout")) {
    code = ErrorCode::kTimedOut;
  }
  if (why == EPERM || why == EACCES || name.ends_with(".AccessDenied") ||
      name.ends_with(".PermissionDenied")) {
    code = ErrorCode::kPermissionDenied;
  }
  if (name.ends_with(".NoSuchSession") || name.ends_with(".UnknownObject")) {
    code = ErrorCode::kNotFound;
  }
  return {code, "system bus: " + std::string(what) + ": " +
                    (name.empty() ? std::generic_category().message(why) : std::string(name))};
}

Result<BusOwner> open_bus(const std::string& address) {
  sd_bus* raw = nullptr;
  int done = 0;
  if (address.empty()) {
    done = sd_bus_open_system(&raw);
  } else {
    done = sd_bus_new(&raw);
    if (done >= 0) done = sd_bus_set_address(raw, address.c_str());
    if (done >= 0) done = sd_bus_set_bus_client(raw, 1);
    if (done >= 0) done = sd_bus_start(raw);
  }
  BusOwner bus(raw);
  if (done < 0) return bus_error(done, nullptr, "cannot connect");
  constexpr auto kMicroseconds = std::chrono::microseconds(limits::kBusCall).count();
  sd_bus_set_method_call_timeout(raw, static_cast<std::uint64_t>(kMicroseconds));
  return bus;
}

Result<sd_bus*> Bus::connection() {
  if (!bus_ || sd_bus_is_open(bus_.get()) <= 0) {
    auto bus = open_bus(address_);
    if (!bus) return bus.error();
    bus_ = std::move(*bus);
  }
  return bus_.get();
}

Result<MessageOwner> Bus::call(const char* service, const std::string& path, const char* interface,
                               const char* method, const char* argument, Deadline deadline) {
  // That the bus was started again is only seen by using the connection to the one before it.
  const bool may_be_stale = bus_ != nullptr;
  auto reply = call_once(service, path, interface, method, argument, deadline);
  if (reply || bus_ || !may_be_stale) return reply;
  return call_once(service, path, interface, method, argument, deadline);
}

Result<MessageOwner> Bus::call_once(const char* service, const std::string& path,
                                    const char* interface, const char* method, const char* argument,
                                    Deadline deadline) {
  if (SystemClock().boot() >= deadline) {
    return Error{ErrorCode::kTimedOut, std::string("system bus: no time left for ") + method};
  }
  const auto bus = connection();
  if (!bus) return bus.error();
  sd_bus_message* raw = nullptr;
  int done = sd_bus_message_new_method_call(*bus, &raw, service, path.c_str(), interface, method);
  const MessageOwner request(raw);
  if (done >= 0) done = sd_bus_message_set_auto_start(raw, 0);
  if (done >= 0 && argument != nullptr) done = sd_bus_message_append_basic(raw, 's', argument);
  if (done < 0) return bus_error(done, nullptr, method);
  sd_bus_error error = SD_BUS_ERROR_NULL;
  sd_bus_message* reply = nullptr;
  done = sd_bus_call(*bus, request.get(), 0, &error, &reply);
  if (done < 0) {
    Error result = bus_error(done, &error, method);
    sd_bus_error_free(&error);
    if (sd_bus_is_open(bus_.get()) <= 0) bus_.reset();
    return result;
  }
  return MessageOwner(reply);
}

Result<std::vector<LoginSession>> Bus::sessions(Deadline deadline) {
  const auto list = call(kLogind, "/org/freedesktop/login1", "org.freedesktop.login1.Manager",
                         "ListSessions", nullptr, deadline);
  if (!list) return list.error();
  std::vector<std::string> paths;
  const char* path = nullptr;
  sd_bus_message* message = list->get();
  if (sd_bus_message_enter_container(message, 'a', "(susso)") < 0) {
    return Error{ErrorCode::kMalformed, "logind: ListSessions has another form"};
  }
  while (paths.size() < limits::kSessions &&
         sd_bus_message_read(message, "(susso)", nullptr, nullptr, nullptr, nullptr, &path) > 0) {
    paths.emplace_back(path);
  }
  std::vector<LoginSession> sessions;
  for (const std::string& each : paths) {
    const auto properties =
        call(kLogind, each, kProperties, "GetAll", "org.freedesktop.login1.Session", deadline);
    if (!properties && properties.error().code == ErrorCode::kNotFound) continue;  // just ended
    if (!properties) return properties.error();
    LoginSession session;
    if (!read_session(properties->get(), session)) {
      return Error{ErrorCode::kMalformed, "logind: a session has another form"};
    }
    sessions.push_back(std::move(session));
  }
  return sessions;
}

Result<std::string> Bus::plugin_of(const std::string& connection, Deadline deadline) {
  const auto reply =
      call(kNetworkManager, connection, "org.freedesktop.NetworkManager.Settings.Connection",
           "GetSettings", nullptr, deadline);
  if (!reply) return reply.error();
  sd_bus_message* message = reply->get();
  std::string service;
  if (sd_bus_message_enter_container(message, 'a', "{sa{sv}}") < 0) {
    return Error{ErrorCode::kMalformed, "NetworkManager: settings have another form"};
  }
  while (sd_bus_message_enter_container(message, 'e', "sa{sv}") > 0) {
    const std::string section = read_string(message);
    const bool fine = for_each_property(message, [&](std::string_view name, std::string_view type) {
      if (section != "vpn" || name != "service-type" || type != "s") return false;
      service = read_string(message);
      return true;
    });
    if (!fine || sd_bus_message_exit_container(message) < 0) break;
  }
  const std::size_t dot = service.rfind('.');
  return dot == std::string::npos ? service : service.substr(dot + 1);
}

Result<std::vector<std::string>> Bus::vpn_plugins(Deadline deadline) {
  const auto all = call(kNetworkManager, "/org/freedesktop/NetworkManager", kProperties, "GetAll",
                        kNetworkManager, deadline);
  if (!all) return all.error();
  std::vector<std::string> active;
  const bool fine =
      for_each_property(all->get(), [&](std::string_view name, std::string_view type) {
        if (name != "ActiveConnections" || type != "ao") return false;
        if (sd_bus_message_enter_container(all->get(), 'a', "o") < 0) return false;
        const char* path = nullptr;
        while (sd_bus_message_read_basic(all->get(), 'o', &path) > 0) {
          if (active.size() < kNmConnections) active.emplace_back(path);
        }
        return sd_bus_message_exit_container(all->get()) >= 0;
      });
  if (!fine) return Error{ErrorCode::kMalformed, "NetworkManager: properties have another form"};
  std::vector<std::string> plugins;
  for (const std::string& path : active) {
    const auto reply = call(kNetworkManager, path, kProperties, "GetAll",
                            "org.freedesktop.NetworkManager.Connection.Active", deadline);
    if (!reply) continue;  // it has just gone
    bool vpn = false;
    std::uint32_t state = 0;
    std::string connection;
    for_each_property(reply->get(), [&](std::string_view name, std::string_view type) {
      if (name == "Vpn" && type == "b") {
        vpn = read_bool(reply->get());
      } else if (name == "State" && type == "u") {
        return sd_bus_message_read_basic(reply->get(), 'u', &state) > 0;
      } else if (name == "Connection" && type == "o") {
        connection = read_string(reply->get(), 'o');
      } else {
        return false;
      }
      return true;
    });
    if (!vpn || state != kNmActivated) continue;
    const auto plugin = plugin_of(connection, deadline);
    if (plugin && !plugin->empty()) plugins.push_back(*plugin);
  }
  return plugins;
}

}  // namespace distanskoll::agent
