// SPDX-License-Identifier: EUPL-1.2
#include "agent/host/windows_strings.h"
#include "agent/reporting/settings_by_policy.h"
#include "shared/limits.h"

#include <windows.h>

#include <system_error>

namespace distanskoll::agent {
namespace {

constexpr wchar_t kKey[] = L"SOFTWARE\\Policies\\Distanskoll";

Error refused(const wchar_t* name, LSTATUS number) {
  const bool denied = number == ERROR_ACCESS_DENIED;
  return {denied ? ErrorCode::kPermissionDenied : ErrorCode::kMalformed,
          policy_place() + "\\" + to_utf8(name) + ": " +
              (number == ERROR_UNSUPPORTED_TYPE
                   ? "is of another type than the template writes"
                   : std::system_category().message(static_cast<int>(number)))};
}

/// The bytes of a value of this type; nothing when it is absent.
Result<std::optional<std::wstring>> read(const wchar_t* name, DWORD type) {
  std::wstring text(limits::kPolicyValueBytes / sizeof(wchar_t), L'\0');
  DWORD bytes = static_cast<DWORD>(text.size() * sizeof(wchar_t));
  const LSTATUS done =
      ::RegGetValueW(HKEY_LOCAL_MACHINE, kKey, name, type, nullptr, text.data(), &bytes);
  if (done == ERROR_FILE_NOT_FOUND) return std::optional<std::wstring>();
  if (done != ERROR_SUCCESS) return refused(name, done);
  text.resize(bytes / sizeof(wchar_t));
  return std::optional(std::move(text));
}

Result<std::optional<std::string>> text_value(const wchar_t* name) {
  const auto text = read(name, RRF_RT_REG_SZ);
  if (!text) return text.error();
  if (!*text) return std::optional<std::string>();
  return std::optional(to_utf8((*text)->c_str()));
}

/// Lines without blanks at their ends; empty ones are none.
Result<std::vector<std::string>> lines_value(const wchar_t* name) {
  const auto text = read(name, RRF_RT_REG_MULTI_SZ | RRF_RT_REG_SZ);
  if (!text) return text.error();
  std::vector<std::string> lines;
  if (!*text) return lines;
  std::wstring_view rest(**text);
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(L'\0'), rest.size());
    std::string line = to_utf8(rest.substr(0, end));
    line.erase(0, line.find_first_not_of(" \t\r\n"));
    line.erase(line.find_last_not_of(" \t\r\n") + 1);
    if (!line.empty()) lines.push_back(std::move(line));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return lines;
}

Result<std::optional<std::uint32_t>> number_value(const wchar_t* name) {
  DWORD number = 0;
  DWORD bytes = sizeof number;
  const LSTATUS done =
      ::RegGetValueW(HKEY_LOCAL_MACHINE, kKey, name, RRF_RT_REG_DWORD, nullptr, &number, &bytes);
  if (done == ERROR_FILE_NOT_FOUND) return std::optional<std::uint32_t>();
  if (done != ERROR_SUCCESS) return refused(name, done);
  return std::optional<std::uint32_t>(number);
}

template <class T>
Result<void> take(Result<T> read, T& into) {
  if (!read) return read.error();
  into = std::move(*read);
  return {};
}

}  // namespace

std::string policy_place() { return "HKLM\\" + to_utf8(kKey); }

Result<PolicyValues> read_policy_values() {
  PolicyValues values;
  DISTANSKOLL_TRY(take(lines_value(L"Collector"), values.collector));
  DISTANSKOLL_TRY(take(text_value(L"Proxy"), values.proxy));
  DISTANSKOLL_TRY(take(lines_value(L"InternalAddresses"), values.internal));
  DISTANSKOLL_TRY(take(number_value(L"HeartbeatSeconds"), values.heartbeat));
  DISTANSKOLL_TRY(take(number_value(L"KeepDays"), values.keep_days));
  DISTANSKOLL_TRY(take(number_value(L"UseTpm"), values.tpm));
  DISTANSKOLL_TRY(take(text_value(L"LogLevel"), values.log));
  return values;
}

}  // namespace distanskoll::agent
