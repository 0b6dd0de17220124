// SPDX-License-Identifier: EUPL-1.2
// The shell property System.Volume.BitLockerProtection, which Explorer's padlock shows, of each
// fixed drive. For the helper in the person's session: anybody may read it there, and the shell is
// not made for services. The property's key is asked for by its name: it is documented nowhere.
#include "agent/host/windows_com.h"
#include "agent/host/windows_error.h"
#include "agent/host/windows_library.h"
#include "agent/host/windows_readings.h"

#include <array>
// after windows.h
#include <objbase.h>
#include <propsys.h>
#include <shobjidl.h>

namespace distanskoll::agent::windows {
namespace {

using KeyFromName = decltype(::PSGetPropertyKeyFromName);
using ItemFromName = decltype(::SHCreateItemFromParsingName);

using EnterCom = decltype(::CoInitializeEx);
using LeaveCom = decltype(::CoUninitialize);

/// The shell's objects live on the thread that made them. COM is loaded when the shell is asked:
/// most helpers never are, and it is most of what one would hold.
class Apartment {
 public:
  Apartment() {
    auto* const enter = com().find<EnterCom>("CoInitializeEx");
    if (enter != nullptr) entered_ = enter(nullptr, COINIT_APARTMENTTHREADED);
  }
  Apartment(const Apartment&) = delete;
  Apartment& operator=(const Apartment&) = delete;
  ~Apartment() {
    auto* const leave = com().find<LeaveCom>("CoUninitialize");
    if (SUCCEEDED(entered_) && leave != nullptr) leave();
  }
  [[nodiscard]] HRESULT entered() const { return entered_; }

 private:
  static const Library& com() {
    static const Library ole(L"ole32.dll");
    return ole;
  }

  HRESULT entered_ = E_NOTIMPL;
};

wchar_t windows_drive() {
  std::array<wchar_t, MAX_PATH> folder{};
  const UINT size = ::GetSystemWindowsDirectoryW(folder.data(), MAX_PATH);
  return size == 0 || size >= MAX_PATH ? L'?' : folder[0];
}

/// 0: the shell does not tell.
std::int64_t protection_of(const wchar_t* drive, ItemFromName* item_from_name,
                           const PROPERTYKEY& key) {
  ComPointer<IShellItem2> item;
  void* made = nullptr;
  if (FAILED(item_from_name(drive, nullptr, __uuidof(IShellItem2), &made))) return 0;
  *item.receive() = static_cast<IShellItem2*>(made);
  int value = 0;
  return SUCCEEDED(item->GetInt32(key, &value)) && value > 0 ? value : 0;
}

}  // namespace

Result<std::vector<ShellVolume>> read_shell_volumes() {
  const Apartment apartment;
  if (FAILED(apartment.entered())) return com_error("the shell", apartment.entered());
  static const Library propsys(L"propsys.dll");
  static const Library shell(L"shell32.dll");
  auto* const key_from_name = propsys.find<KeyFromName>("PSGetPropertyKeyFromName");
  auto* const item_from_name = shell.find<ItemFromName>("SHCreateItemFromParsingName");
  if (key_from_name == nullptr || item_from_name == nullptr) {
    return Error{ErrorCode::kUnsupported, "this Windows' shell has no properties"};
  }
  PROPERTYKEY key{};
  if (FAILED(key_from_name(L"System.Volume.BitLockerProtection", &key))) {
    return Error{ErrorCode::kUnsupported, "this Windows' shell does not know BitLocker"};
  }
  const wchar_t system = windows_drive();
  const DWORD drives = ::GetLogicalDrives();
  std::vector<ShellVolume> volumes;
  for (unsigned i = 0; i < 26; ++i) {
    if ((drives >> i & 1U) == 0) continue;
    const std::array<wchar_t, 4> drive = {static_cast<wchar_t>(L'A' + i), L':', L'\\', L'\0'};
    if (::GetDriveTypeW(drive.data()) != DRIVE_FIXED) continue;
    volumes.push_back({drive[0] == system, protection_of(drive.data(), item_from_name, key)});
  }
  if (volumes.empty()) return Error{ErrorCode::kNotFound, "this session has no fixed drive"};
  return volumes;
}

}  // namespace distanskoll::agent::windows
