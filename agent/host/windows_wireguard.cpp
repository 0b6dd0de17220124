// SPDX-License-Identifier: EUPL-1.2
// When WireGuard's adapters last had a handshake. Their driver is asked for its configuration,
// which it gives administrators and SYSTEM whole, keys included: it is wiped after one look.
#include "agent/host/windows_handle.h"
#include "agent/host/windows_library.h"
#include "agent/host/windows_readings.h"
#include "agent/host/windows_strings.h"
#include "agent/host/windows_wireguard_rows.h"

#include <windows.h>

#include <cwchar>
// after windows.h
#include <cfgmgr32.h>
#include <winioctl.h>

namespace distanskoll::agent::windows {
namespace {

constexpr ULONG kPathsLength = 64 * 1024;         // of all network devices' paths
constexpr std::size_t kAnswerBytes = 256 * 1024;  // ten thousand allowed addresses
constexpr std::size_t kUsualBytes = 4 * 1024;
constexpr DWORD kGet = CTL_CODE(45208, 321, METHOD_OUT_DIRECT, FILE_READ_DATA | FILE_WRITE_DATA);

GUID network_devices() {  // GUID_DEVINTERFACE_NET
  return {0xcac88484, 0x7515, 0x4c03, {0x82, 0xe6, 0x71, 0xa8, 0x7a, 0xba, 0xc3, 0x61}};
}

struct ConfigurationManager {
  const Library library{L"cfgmgr32.dll"};
  decltype(::CM_Get_Device_Interface_List_SizeW)* size =
      library.find<decltype(::CM_Get_Device_Interface_List_SizeW)>(
          "CM_Get_Device_Interface_List_SizeW");
  decltype(::CM_Get_Device_Interface_ListW)* list =
      library.find<decltype(::CM_Get_Device_Interface_ListW)>("CM_Get_Device_Interface_ListW");
};

/// Of the devices that are present; none when they cannot be listed.
std::vector<std::wstring> device_paths() {
  static const ConfigurationManager manager;
  if (manager.size == nullptr || manager.list == nullptr) return {};
  GUID network = network_devices();
  ULONG length = 0;
  if (manager.size(&length, &network, nullptr, CM_GET_DEVICE_INTERFACE_LIST_PRESENT) !=
          CR_SUCCESS ||
      length == 0 || length > kPathsLength) {
    return {};
  }
  std::vector<wchar_t> buffer(length + 1);  // the last stays an end
  if (manager.list(&network, nullptr, buffer.data(), length,
                   CM_GET_DEVICE_INTERFACE_LIST_PRESENT) != CR_SUCCESS) {
    return {};
  }
  std::vector<std::wstring> paths;
  for (const wchar_t* path = buffer.data(); path < buffer.data() + length && *path != L'\0';
       path += paths.back().size() + 1) {
    paths.emplace_back(path);
  }
  return paths;
}

/// Bytes that are not left behind in memory.
class Secret {
 public:
  explicit Secret(std::size_t size) : bytes_(size) {}
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;
  ~Secret() { ::SecureZeroMemory(bytes_.data(), bytes_.size()); }

  [[nodiscard]] Bytes& bytes() { return bytes_; }

 private:
  Bytes bytes_;
};

std::optional<std::int64_t> ask(const std::wstring& path) {
  // The driver wants both rights even of who only reads.
  const Handle device(::CreateFileW(path.c_str(), GENERIC_READ | GENERIC_WRITE,
                                    FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, nullptr,
                                    OPEN_EXISTING, 0, nullptr));
  if (!device.open()) return std::nullopt;
  for (const std::size_t room : {kUsualBytes, kAnswerBytes}) {
    Secret answer(room);
    DWORD got = 0;
    if (::DeviceIoControl(device.get(), kGet, nullptr, 0, answer.bytes().data(),
                          static_cast<DWORD>(room), &got, nullptr) != 0) {
      if (got > room) return std::nullopt;
      const auto age = handshake_age(ByteView(answer.bytes()).first(got), SystemClock().wall());
      return age ? std::optional(*age) : std::nullopt;
    }
    if (::GetLastError() != ERROR_MORE_DATA) return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

std::vector<std::optional<std::int64_t>> read_handshake_ages(
    const std::vector<std::string>& adapter_guids) {
  std::vector<std::optional<std::int64_t>> ages(adapter_guids.size());
  for (const std::wstring& path : device_paths()) {
    for (std::size_t i = 0; i < ages.size(); ++i) {
      if (is_wireguard_device(to_utf8(path), adapter_guids[i])) ages[i] = ask(path);
    }
  }
  return ages;
}

}  // namespace distanskoll::agent::windows
