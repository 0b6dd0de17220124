// SPDX-License-Identifier: EUPL-1.2
#include "agent/host/windows_registry.h"
#include "agent/reporting/settings_by_policy.h"

namespace distanskoll::agent {
namespace {

using windows::RegistryValue;

constexpr char kKey[] = "SOFTWARE\\Policies\\Distanskoll";

windows::RegistryPlace policies() { return {windows::Hive::kMachine, kKey}; }

Error refused(ErrorCode code, const char* name, std::string_view why) {
  return {code, policy_place() + "\\" + name + ": " + std::string(why)};
}
Error of_another_type(const char* name) {
  return refused(ErrorCode::kMalformed, name,
                 "is too long or of another type than the template writes");
}

/// The value when there is one, which then is of this kind.
Result<std::optional<RegistryValue>> read(const char* name, RegistryValue::Kind wanted) {
  RegistryValue value = windows::read_value(policies(), name);
  if (value.kind == wanted) return std::optional(std::move(value));
  switch (value.kind) {
    case RegistryValue::Kind::kAbsent:
      return std::optional<RegistryValue>();
    case RegistryValue::Kind::kRefused:
      return refused(ErrorCode::kPermissionDenied, name, "may not be read");
    case RegistryValue::Kind::kNumber:
    case RegistryValue::Kind::kText:
    case RegistryValue::Kind::kOther:
      break;
  }
  return of_another_type(name);
}

Result<void> take_text(const char* name, std::optional<std::string>& into) {
  auto value = read(name, RegistryValue::Kind::kText);
  if (!value) return value.error();
  if (*value) into = std::move((*value)->text);
  return {};
}

Result<void> take_number(const char* name, std::optional<std::uint32_t>& into) {
  const auto value = read(name, RegistryValue::Kind::kNumber);
  if (!value) return value.error();
  if (*value) into = (*value)->number;
  return {};
}

/// Without blanks at their ends; empty lines are none.
Result<void> take_lines(const char* name, std::vector<std::string>& into) {
  auto lines = windows::read_texts(policies(), name);
  if (!lines) {
    if (lines.error().code == ErrorCode::kNotFound) return {};
    if (lines.error().code == ErrorCode::kPermissionDenied) {
      return refused(ErrorCode::kPermissionDenied, name, "may not be read");
    }
    return of_another_type(name);
  }
  for (std::string& line : *lines) {
    line.erase(0, line.find_first_not_of(" \t\r\n"));
    line.erase(line.find_last_not_of(" \t\r\n") + 1);
    if (!line.empty()) into.push_back(std::move(line));
  }
  return {};
}

}  // namespace

std::string policy_place() { return std::string("HKLM\\") + kKey; }

Result<PolicyValues> read_policy_values() {
  PolicyValues values;
  DISTANSKOLL_TRY(take_lines("Collector", values.collector));
  DISTANSKOLL_TRY(take_text("Proxy", values.proxy));
  DISTANSKOLL_TRY(take_lines("InternalAddresses", values.internal));
  DISTANSKOLL_TRY(take_number("HeartbeatSeconds", values.heartbeat));
  DISTANSKOLL_TRY(take_number("KeepDays", values.keep_days));
  DISTANSKOLL_TRY(take_number("UseTpm", values.tpm));
  DISTANSKOLL_TRY(take_text("Page", values.page));
  DISTANSKOLL_TRY(take_number("Notify", values.notify));
  DISTANSKOLL_TRY(take_text("LogLevel", values.log));
  return values;
}

}  // namespace distanskoll::agent
