// SPDX-License-Identifier: EUPL-1.2
#include "agent/host/windows_winhttp.h"

#include "agent/host/windows_error.h"
#include "agent/host/windows_library.h"
#include "agent/host/windows_registry.h"
#include "agent/host/windows_strings.h"

#include <windows.h>

#include <cwchar>
#include <memory>
#include <type_traits>
#include <utility>
// after windows.h
#include <winhttp.h>

namespace distanskoll::agent::windows {
namespace {

constexpr std::size_t kTextLength = 16 * 1024;  // of one setting or answer
constexpr int kNameMost = 2'000;                // milliseconds, as the next ones
constexpr int kConnectMost = 2'000;
constexpr int kReadMost = 3'000;

struct Winhttp {
  const Library library{L"winhttp.dll"};
  decltype(::WinHttpGetDefaultProxyConfiguration)* services =
      library.find<decltype(::WinHttpGetDefaultProxyConfiguration)>(
          "WinHttpGetDefaultProxyConfiguration");
  decltype(::WinHttpGetIEProxyConfigForCurrentUser)* account =
      library.find<decltype(::WinHttpGetIEProxyConfigForCurrentUser)>(
          "WinHttpGetIEProxyConfigForCurrentUser");
  decltype(::WinHttpOpen)* open = library.find<decltype(::WinHttpOpen)>("WinHttpOpen");
  decltype(::WinHttpCloseHandle)* close =
      library.find<decltype(::WinHttpCloseHandle)>("WinHttpCloseHandle");
  decltype(::WinHttpSetTimeouts)* set_timeouts =
      library.find<decltype(::WinHttpSetTimeouts)>("WinHttpSetTimeouts");
  decltype(::WinHttpGetProxyForUrl)* proxy_for =
      library.find<decltype(::WinHttpGetProxyForUrl)>("WinHttpGetProxyForUrl");

  [[nodiscard]] bool usable() const {
    return services != nullptr && account != nullptr && open != nullptr && close != nullptr &&
           set_timeouts != nullptr && proxy_for != nullptr;
  }
};

Result<const Winhttp*> winhttp() {
  static const Winhttp loaded;
  if (!loaded.usable()) return Error{ErrorCode::kUnsupported, "this Windows has no WinHTTP"};
  return &loaded;
}

struct GloballyFreed {
  void operator()(wchar_t* text) const { ::GlobalFree(text); }
};
using GlobalText = std::unique_ptr<wchar_t, GloballyFreed>;

/// UTF-8 of a text that WinHTTP made, which is freed; one that is too long does not count as none.
Result<void> take(wchar_t* made, std::string& into) {
  const GlobalText text(made);
  if (!text) return {};
  const std::size_t length = ::wcsnlen(text.get(), kTextLength + 1);
  if (length > kTextLength) return Error{ErrorCode::kTooLarge, "a text of over 16 KiB"};
  into = to_utf8({text.get(), length});
  return {};
}

/// Everybody's Internet options ask the network for a script from the factory on, which says
/// nothing about what anybody wants; only those that are the computer's by policy do.
bool options_are_the_computers() {
  const RegistryValue value = read_value(
      {Hive::kMachine, R"(SOFTWARE\Policies\Microsoft\Windows\CurrentVersion\Internet Settings)"},
      "ProxySettingsPerUser");
  return value.kind == RegistryValue::Kind::kNumber && value.number == 0;
}

Error setting_error(const char* which) {
  return windows_error(std::string("those ") + which, ::GetLastError());
}

Error script_error(DWORD number) {
  switch (number) {
    case ERROR_WINHTTP_TIMEOUT:
      return {ErrorCode::kTimedOut, "it did not come in time"};
    case ERROR_WINHTTP_AUTODETECTION_FAILED:
      return {ErrorCode::kNotFound, "the network names none"};
    case ERROR_WINHTTP_UNABLE_TO_DOWNLOAD_SCRIPT:
      return {ErrorCode::kUnavailable, "it cannot be fetched"};
    case ERROR_WINHTTP_LOGIN_FAILURE:
      return {ErrorCode::kUnavailable, "its server asks for a password"};
    case ERROR_WINHTTP_BAD_AUTO_PROXY_SCRIPT:
      return {ErrorCode::kMalformed, "it is no script"};
    default:  // a number of Windows', not an enum of ours
      return {ErrorCode::kUnavailable, "WinHTTP's error " + std::to_string(number)};
  }
}

}  // namespace

Result<ProxySettings> read_proxy_settings() {
  const auto api = winhttp();
  if (!api) return api.error();
  ProxySettings settings;
  WINHTTP_PROXY_INFO services{};
  if ((*api)->services(&services) == 0) return setting_error("for services");
  std::string proxies;
  DISTANSKOLL_TRY(take(services.lpszProxyBypass, settings.services_exceptions));
  DISTANSKOLL_TRY(take(services.lpszProxy, proxies));
  if (services.dwAccessType == WINHTTP_ACCESS_TYPE_NAMED_PROXY) {
    settings.services = std::move(proxies);
    return settings;  // which goes before all others
  }
  WINHTTP_CURRENT_USER_IE_PROXY_CONFIG account{};
  if ((*api)->account(&account) == 0) {
    // An account that never had any.
    if (::GetLastError() == ERROR_FILE_NOT_FOUND) return settings;
    return setting_error("of the account");
  }
  DISTANSKOLL_TRY(take(account.lpszAutoConfigUrl, settings.script));
  DISTANSKOLL_TRY(take(account.lpszProxy, settings.proxies));
  DISTANSKOLL_TRY(take(account.lpszProxyBypass, settings.exceptions));
  settings.detect = account.fAutoDetect != 0 && options_are_the_computers();
  return settings;
}

Result<std::string> ask_proxy_script(const std::string& script, const std::string& url) {
  const auto api = winhttp();
  if (!api) return api.error();
  const auto close = [&](HINTERNET handle) { (*api)->close(handle); };
  const std::unique_ptr<std::remove_pointer_t<HINTERNET>, decltype(close)> session(
      (*api)->open(L"distanskoll-agent", WINHTTP_ACCESS_TYPE_NO_PROXY, WINHTTP_NO_PROXY_NAME,
                   WINHTTP_NO_PROXY_BYPASS, 0),
      close);
  if (!session) return script_error(::GetLastError());
  (*api)->set_timeouts(session.get(), kNameMost, kConnectMost, kReadMost, kReadMost);
  const std::wstring script_address = to_utf16(script);
  WINHTTP_AUTOPROXY_OPTIONS options{};
  if (script.empty()) {
    options.dwFlags = WINHTTP_AUTOPROXY_AUTO_DETECT;
    options.dwAutoDetectFlags = WINHTTP_AUTO_DETECT_TYPE_DHCP | WINHTTP_AUTO_DETECT_TYPE_DNS_A;
  } else {
    options.dwFlags = WINHTTP_AUTOPROXY_CONFIG_URL;
    options.lpszAutoConfigUrl = script_address.c_str();
  }
  options.fAutoLogonIfChallenged = FALSE;
  WINHTTP_PROXY_INFO info{};
  if ((*api)->proxy_for(session.get(), to_utf16(url).c_str(), &options, &info) == 0) {
    return script_error(::GetLastError());
  }
  std::string proxies;
  std::string exceptions;  // a script has none
  DISTANSKOLL_TRY(take(info.lpszProxyBypass, exceptions));
  DISTANSKOLL_TRY(take(info.lpszProxy, proxies));
  if (info.dwAccessType != WINHTTP_ACCESS_TYPE_NAMED_PROXY) proxies.clear();
  return proxies;
}

}  // namespace distanskoll::agent::windows
