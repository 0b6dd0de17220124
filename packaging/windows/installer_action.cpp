// SPDX-License-Identifier: EUPL-1.2
// The steps of the installer that MSI has no table for. SetUp: COLLECTOR, PAGE and NOTIFY become
// agent.yaml, TOKEN the file that the agent enrols with (agent/first_enrolment.h), both in a folder
// for SYSTEM and the administrators alone. It runs as SYSTEM, deferred, so it knows its properties
// only as CustomActionData, which MsiHiddenProperties and a hidden target keep out of the log.
// EndService: MSI's own step waits for the service and not for its process, whose file it then
// cannot remove.
#include "agent/host/windows_service.h"
#include "agent/host/windows_strings.h"
#include "agent/reporting/default_paths.h"
#include "agent/reporting/endpoint.h"
#include "agent/reporting/enrolment_code.h"
#include "agent/upgrade_marker.h"
#include "shared/files.h"

#include <windows.h>

#include <string>
#include <tuple>
// after windows.h
#include <msi.h>
#include <msiquery.h>

namespace distanskoll::agent {
namespace {

/// "COLLECTOR|CA|TOKEN|PAGE|NOTIFY", each possibly empty; no address and no code holds the sign.
struct Wish {
  std::string collector;
  std::string ca;
  std::string token;
  std::string page;
  std::string notify;  ///< "0" or "1"
};

Result<Wish> wish_of(MSIHANDLE installer) {
  std::wstring data(4096, L'\0');
  DWORD size = static_cast<DWORD>(data.size());
  if (::MsiGetPropertyW(installer, L"CustomActionData", data.data(), &size) != ERROR_SUCCESS) {
    return Error{ErrorCode::kInvalidArgument, "the properties are too long"};
  }
  const std::string text = to_utf8({data.data(), size});
  Wish wish;
  std::string* const fields[] = {&wish.collector, &wish.ca, &wish.token, &wish.page, &wish.notify};
  std::size_t at = 0;
  for (std::string* const field : fields) {
    const std::size_t end = text.find('|', at);
    const bool last = field == &wish.notify;
    if ((end == std::string::npos) != last) {
      return Error{ErrorCode::kInvalidArgument,
                   "the properties are not of the form they must have"};
    }
    *field = text.substr(at, last ? std::string::npos : end - at);
    at = end + 1;
  }
  return wish;
}

/// Before anything is written.
Result<void> check(const Wish& wish) {
  if (!wish.collector.empty() && !parse_collector(wish.collector)) {
    return Error{ErrorCode::kInvalidArgument,
                 "COLLECTOR=" + wish.collector + " is not an address as https://HOST:PORT"};
  }
  if (!wish.page.empty()) {
    const auto page = parse_web_address(wish.page);
    if (!page) return page.error().with_prefix("PAGE");
  }
  if (!wish.notify.empty() && wish.notify != "0" && wish.notify != "1") {
    return Error{ErrorCode::kInvalidArgument, "NOTIFY is 0 or 1"};
  }
  if (wish.token.empty()) return {};
  const auto code = parse_enrolment_code(wish.token);
  if (!code) return code.error().with_prefix("TOKEN");
  if (wish.ca.empty()) return {};
  const auto ca = parse_fingerprint(wish.ca);
  if (!ca) return ca.error().with_prefix("CA");
  if (*ca != code->fingerprint) {
    return Error{ErrorCode::kUntrusted, "CA is not that of the collector that made TOKEN"};
  }
  return {};
}

Result<void> write_configuration(const Wish& wish) {
  std::string yaml;
  if (!wish.collector.empty()) yaml += "collector: \"" + wish.collector + "\"\n";
  if (!wish.page.empty()) yaml += "page: \"" + wish.page + "\"\n";
  if (!wish.notify.empty()) {
    yaml += std::string("notify: ") + (wish.notify == "1" ? "true" : "false") + "\n";
  }
  const auto file = default_paths::config();
  std::error_code code;
  // One that is there is the administrator's; it stays.
  if (yaml.empty() || std::filesystem::exists(file, code)) return {};
  return write_file_atomically(file, yaml, FileMode::kOwnerOnly);
}

Result<void> write_code(const std::string& token) {
  DISTANSKOLL_TRY(make_private_folder(default_paths::state()));
  return write_file_atomically(default_paths::state() / "enrolment-code", token + "\n",
                               FileMode::kOwnerOnly);
}

Result<void> set_up(const Wish& wish) {
  std::error_code code;
  std::filesystem::remove(upgrade_marker(), code);
  DISTANSKOLL_TRY(check(wish));
  DISTANSKOLL_TRY(make_private_folder(default_paths::config().parent_path()));
  DISTANSKOLL_TRY(write_configuration(wish));
  if (!wish.token.empty()) DISTANSKOLL_TRY(write_code(wish.token));
  return {};
}

/// INSTALLMESSAGE_INFO: in the log; INSTALLMESSAGE_ERROR: and, when somebody watches, in a box.
void tell(MSIHANDLE installer, INSTALLMESSAGE kind, const Error& error) {
  const MSIHANDLE record = ::MsiCreateRecord(0);
  ::MsiRecordSetStringW(record, 0, (L"Distanskoll: " + to_utf16(error.message)).c_str());
  ::MsiProcessMessage(installer, kind, record);
  ::MsiCloseHandle(record);
}

}  // namespace
}  // namespace distanskoll::agent

/// At once, before the old version is removed. Without the rights to it Windows' own property does.
extern "C" __declspec(dllexport) UINT __stdcall KeepData(MSIHANDLE) {
  using namespace distanskoll;
  std::ignore = write_file_atomically(agent::upgrade_marker(), {}, FileMode::kOwnerOnly);
  return ERROR_SUCCESS;
}

/// Where it does not end, MSI's own steps go on and say what they could not do.
extern "C" __declspec(dllexport) UINT __stdcall EndService(MSIHANDLE installer) {
  using namespace distanskoll;
  const auto ended = agent::stop_service();
  if (!ended && ended.error().code != ErrorCode::kNotFound) {
    agent::tell(installer, INSTALLMESSAGE_INFO, ended.error());
  }
  return ERROR_SUCCESS;
}

extern "C" __declspec(dllexport) UINT __stdcall SetUp(MSIHANDLE installer) {
  using namespace distanskoll::agent;
  const auto wish = wish_of(installer);
  const auto done = wish ? set_up(*wish) : distanskoll::Result<void>(wish.error());
  if (done) return ERROR_SUCCESS;
  tell(installer, INSTALLMESSAGE_ERROR, done.error());
  return ERROR_INSTALL_FAILURE;
}
