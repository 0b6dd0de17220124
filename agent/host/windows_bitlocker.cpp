// SPDX-License-Identifier: EUPL-1.2
// BitLocker's volumes by the methods that only tell a state. Those that hand out a key, a password
// or a package (GetKeyProtectorNumericalPassword and its neighbours) are never called: what this
// process never held it cannot leak.
#include "agent/host/windows_decode.h"
#include "agent/host/windows_readings.h"
#include "agent/host/windows_registry.h"
#include "agent/host/windows_wmi.h"

#include <array>

namespace distanskoll::agent::windows {
namespace {

constexpr const wchar_t* kVolumeEncryption = LR"(Root\CIMV2\Security\MicrosoftVolumeEncryption)";
constexpr const wchar_t* kClass = L"Win32_EncryptableVolume";
constexpr const char* kMemory =
    R"(SYSTEM\CurrentControlSet\Control\Session Manager\Memory Management)";

/// "C:" or "C:\…" -> 'C'. 0: it begins with no drive.
char letter_of(std::wstring_view path) {
  if (path.size() < 2 || path[1] != L':') return 0;
  const wchar_t letter = path[0];
  if (letter >= L'a' && letter <= L'z') return static_cast<char>(letter - L'a' + L'A');
  return letter >= L'A' && letter <= L'Z' ? static_cast<char>(letter) : '\0';
}

/// Of the drive that Windows runs from; 0: not known.
char system_drive() {
  std::array<wchar_t, MAX_PATH> path{};
  const UINT length = ::GetSystemWindowsDirectoryW(path.data(), static_cast<UINT>(path.size()));
  return length < path.size() ? letter_of({path.data(), length}) : '\0';
}

/// Letters of the drives that memory is swapped to. Nothing: not known.
std::optional<std::string> swap_drives() {
  const RegistryPlace place{Hive::kMachine, kMemory};
  auto files = read_texts(place, "ExistingPageFiles");
  if (!files && files.error().code == ErrorCode::kNotFound) {
    files = read_texts(place, "PagingFiles");
  }
  if (!files) return std::nullopt;
  return page_file_drives(*files);
}

void read_protectors(const WmiNamespace& wmi, const std::wstring& path, EncryptableVolume& volume) {
  const WmiOutcome list = wmi.call(path, {kClass, L"GetKeyProtectors"});
  volume.protectors_result = list.result;
  if (list.result != 0) return;
  const auto ids = texts_of(list.values, L"VolumeKeyProtectorID");
  if (!ids) {
    volume.protectors_result = kWmiFailed;
    return;
  }
  for (const std::wstring& id : *ids) {
    const MethodAnswer type =
        wmi.call(path, {kClass, L"GetKeyProtectorType"}, {{L"VolumeKeyProtectorID", id}})
            .number(L"KeyProtectorType");
    if (type.result == 0) {
      volume.protectors.push_back(type.value);
    } else {
      volume.protectors_result = type.result;
    }
  }
}

EncryptableVolume read_volume(const WmiNamespace& wmi, const std::wstring& path) {
  EncryptableVolume volume;
  volume.protection = wmi.call(path, {kClass, L"GetProtectionStatus"}).number(L"ProtectionStatus");
  const WmiOutcome conversion = wmi.call(path, {kClass, L"GetConversionStatus"});
  volume.conversion = conversion.number(L"ConversionStatus");
  if (volume.conversion.result == 0) {
    volume.conversion_flags = number_of(conversion.values, L"EncryptionFlags").value_or(0);
  }
  volume.method = wmi.call(path, {kClass, L"GetEncryptionMethod"}).number(L"EncryptionMethod");
  read_protectors(wmi, path, volume);
  return volume;
}

}  // namespace

Result<BitLocker> read_bitlocker(Deadline deadline) {
  BitLocker answer;
  const WmiNamespace wmi(kVolumeEncryption);
  const WmiObjects found = wmi.query(L"SELECT * FROM Win32_EncryptableVolume", deadline);
  answer.query = found.result;
  if (answer.query != 0) return answer;
  const char system = system_drive();
  const auto swapped = swap_drives();
  std::string seen;
  const SystemClock clock;
  for (const WmiObject& object : found.objects) {
    const char letter = letter_of(text_of(object, L"DriveLetter"));
    if (letter == 0) continue;
    if (clock.boot() >= deadline) return Error{ErrorCode::kTimedOut, "too many volumes"};
    EncryptableVolume volume = read_volume(wmi, text_of(object, L"__PATH"));
    volume.system = letter == system;
    volume.page_file = swapped && swapped->find(letter) != std::string::npos;
    answer.volumes.push_back(std::move(volume));
    seen += letter;
  }
  // A page file on a drive that BitLocker does not know of is one that nothing is known about.
  answer.page_files_known = swapped && swapped->find_first_not_of(seen) == std::string::npos;
  return answer;
}

}  // namespace distanskoll::agent::windows
