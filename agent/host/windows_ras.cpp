// SPDX-License-Identifier: EUPL-1.2
// Active connections of the remote access service. rasapi32 would start the service when it does
// not run, so the service is asked after first.
#include "agent/host/windows_decode.h"
#include "agent/host/windows_error.h"
#include "agent/host/windows_library.h"
#include "agent/host/windows_readings.h"
#include "agent/host/windows_registry.h"
#include "agent/host/windows_service_state.h"
#include "agent/host/windows_strings.h"
#include "shared/ascii.h"
#include "shared/limits.h"

#include <algorithm>
#include <cstddef>
#include <cstring>
// after windows.h
#include <ras.h>
#include <raserror.h>

namespace distanskoll::agent::windows {
namespace {

// RASCONNW since Windows 7; mingw-w64's header has the one before, without the last member.
#pragma pack(push, 4)
struct Connection {
  DWORD size;
  HRASCONN handle;
  wchar_t entry_name[RAS_MaxEntryName + 1];
  wchar_t device_type[RAS_MaxDeviceType + 1];
  wchar_t device_name[RAS_MaxDeviceName + 1];
  wchar_t phonebook[MAX_PATH];
  DWORD sub_entry;
  GUID entry;
  DWORD flags;
  LUID luid;
  GUID correlation;
};
#pragma pack(pop)
constexpr DWORD kOldConnection = offsetof(Connection, correlation);
static_assert(sizeof(Connection) == 1388 && kOldConnection == sizeof(RASCONNW));

// As ras.h declares them, but for the row.
using EnumConnections = DWORD WINAPI(Connection*, DWORD*, DWORD*);
using GetConnectStatus = decltype(::RasGetConnectStatusW);
using GetEntryProperties = decltype(::RasGetEntryPropertiesW);

struct Rasapi {
  const Library library{L"rasapi32.dll"};
  EnumConnections* enumerate = library.find<EnumConnections>("RasEnumConnectionsW");
  GetConnectStatus* get_status = library.find<GetConnectStatus>("RasGetConnectStatusW");
  GetEntryProperties* get_entry = library.find<GetEntryProperties>("RasGetEntryPropertiesW");
};

/// The device tunnel's profile, of which a computer has at most one. Empty: there is none.
/// Nothing: it cannot be told.
std::optional<std::string> device_tunnel_guid() {
  const RegistryPlace place{Hive::kMachine,
                            R"(SYSTEM\CurrentControlSet\Services\RasMan\DeviceTunnel)"};
  const auto guid = read_bytes(place, "AutoTriggerProfileGUID");
  if (guid) {
    std::string text = guid_text(*guid);
    if (text.empty()) return std::nullopt;
    return text;
  }
  const bool absent =
      guid.error().code == ErrorCode::kNotFound &&
      read_value(place, "AutoTriggerProfileEntryName").kind == RegistryValue::Kind::kAbsent;
  return absent ? std::optional(std::string()) : std::nullopt;
}

Result<std::vector<Connection>> enumerate(const Rasapi& rasapi) {
  for (const DWORD row_size : {DWORD{sizeof(Connection)}, kOldConnection}) {
    // The rows lie close together, each of the size that was said in the first.
    std::vector<std::byte> buffer(row_size * limits::kRasConnections + sizeof(Connection));
    auto* first = reinterpret_cast<Connection*>(buffer.data());
    first->size = row_size;
    auto size = static_cast<DWORD>(row_size * limits::kRasConnections);
    DWORD count = 0;
    const DWORD done = rasapi.enumerate(first, &size, &count);
    if (done == ERROR_INVALID_SIZE) continue;
    if (done == ERROR_BUFFER_TOO_SMALL) {
      return Error{ErrorCode::kTooLarge, "too many remote access connections"};
    }
    if (done != ERROR_SUCCESS) return windows_error("the remote access connections", done);
    std::vector<Connection> rows(std::min<std::size_t>(count, limits::kRasConnections));
    for (std::size_t i = 0; i < rows.size(); ++i) {
      std::memcpy(&rows[i], buffer.data() + i * row_size, row_size);
    }
    return rows;
  }
  return Error{ErrorCode::kUnsupported, "this Windows' remote access rows have another form"};
}

std::optional<std::uint32_t> state_of(const Rasapi& rasapi, const Connection& connection) {
  if (rasapi.get_status == nullptr) return std::nullopt;
  RASCONNSTATUSW status{};
  status.dwSize = sizeof(status);
  if (rasapi.get_status(connection.handle, &status) != ERROR_SUCCESS) return std::nullopt;
  return static_cast<std::uint32_t>(status.rasconnstate);
}

/// mingw-w64's RASENTRYW ends where Windows XP's did; what we read stands before that.
std::optional<std::uint32_t> strategy_of(const Rasapi& rasapi, const Connection& connection) {
  if (rasapi.get_entry == nullptr) return std::nullopt;
  DWORD need = 0;
  rasapi.get_entry(connection.phonebook, connection.entry_name, nullptr, &need, nullptr, nullptr);
  if (need > limits::kRasEntryBytes) return std::nullopt;
  const std::size_t room = std::max<std::size_t>(need, sizeof(RASENTRYW));
  for (const std::size_t row_size : {sizeof(RASENTRYW), room}) {
    std::vector<std::uint64_t> buffer(room / sizeof(std::uint64_t) + 1);
    auto* entry = reinterpret_cast<RASENTRYW*>(buffer.data());
    entry->dwSize = static_cast<DWORD>(row_size);
    auto size = static_cast<DWORD>(room);
    const DWORD done = rasapi.get_entry(connection.phonebook, connection.entry_name, entry, &size,
                                        nullptr, nullptr);
    if (done == ERROR_SUCCESS) return static_cast<std::uint32_t>(entry->dwVpnStrategy);
    if (done != ERROR_INVALID_SIZE) return std::nullopt;
  }
  return std::nullopt;
}

template <std::size_t N>
void end_text(wchar_t (&text)[N]) {
  text[N - 1] = L'\0';
}

}  // namespace

Result<std::vector<RasConnection>> read_ras_connections() {
  const ServiceState service = service_state(L"RasMan");
  if (service != ServiceState::kRunning && service != ServiceState::kUnknown) {
    return Error{ErrorCode::kUnavailable, "the remote access service does not run"};
  }
  static const Rasapi rasapi;
  if (rasapi.enumerate == nullptr) {
    return Error{ErrorCode::kUnsupported, "this Windows has no remote access"};
  }
  auto rows = enumerate(rasapi);
  if (!rows) return rows.error();
  std::vector<RasConnection> connections;
  if (rows->empty()) return connections;
  const auto device_tunnel = device_tunnel_guid();
  for (Connection& row : *rows) {
    end_text(row.entry_name);
    end_text(row.device_type);
    end_text(row.phonebook);
    const auto state = state_of(rasapi, row);
    if (!state) continue;  // it ended meanwhile
    RasConnection connection;
    connection.guid =
        guid_text({reinterpret_cast<const std::uint8_t*>(&row.entry), sizeof(row.entry)});
    connection.device_type = to_utf8(row.device_type);
    connection.state = *state;
    connection.strategy = strategy_of(rasapi, row);
    if (device_tunnel) connection.device_tunnel = ascii_same(*device_tunnel, connection.guid);
    connections.push_back(std::move(connection));
  }
  return connections;
}

}  // namespace distanskoll::agent::windows
