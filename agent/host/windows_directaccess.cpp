// SPDX-License-Identifier: EUPL-1.2
#include "agent/host/windows_readings.h"
#include "agent/host/windows_service_state.h"
#include "agent/host/windows_wmi.h"

namespace distanskoll::agent::windows {
namespace {

constexpr const wchar_t* kStandardCim = LR"(Root\StandardCimv2)";

/// Whether a client configuration with tunnel endpoints was received. Nothing: it cannot be told.
std::optional<bool> is_configured(const WmiNamespace& cim, Deadline deadline) {
  const WmiObjects found =
      cim.query(L"SELECT * FROM MSFT_DAClientExperienceConfiguration", deadline);
  if (found.result != 0) return std::nullopt;
  for (const WmiObject& object : found.objects) {
    const auto endpoints = texts_of(object, L"IPsecTunnelEndpoints");
    if (!endpoints) return std::nullopt;
    if (!endpoints->empty()) return true;
  }
  return false;
}

}  // namespace

Result<DirectAccess> read_directaccess(Deadline deadline) {
  DirectAccess answer;
  answer.assistant = service_state(L"NcaSvc");
  const WmiNamespace cim(kStandardCim);
  answer.configured = is_configured(cim, deadline);
  const WmiObjects found = cim.query(L"SELECT * FROM MSFT_DAConnectionStatus", deadline);
  answer.query = found.result;
  for (const WmiObject& object : found.objects) {
    const auto status = number_of(object, L"Status");
    if (!status) return Error{ErrorCode::kMalformed, "DirectAccess' status is no number"};
    answer.objects.push_back({*status, number_of(object, L"Substatus").value_or(0)});
  }
  return answer;
}

}  // namespace distanskoll::agent::windows
