// SPDX-License-Identifier: EUPL-1.2
#include "shared/report/schema.h"

#include "shared/clock.h"
#include "shared/limits.h"
#include "shared/text.h"

#include <algorithm>
#include <array>
#include <string>

#include <fmt/format.h>

namespace distanskoll::report {
namespace {

using Words = std::string_view;
using enum DetailType;

constexpr Words kLocationStates[] = {"office", "remote", "offline"};
constexpr DetailSchema kLocationDetails[] = {{"method", kToken, {}}};

constexpr Words kVpnStates[] = {"connected", "disconnected"};
constexpr Words kTunnels[] = {"full", "split", "none"};
constexpr DetailSchema kVpnDetails[] = {
    {"tunnel", kListedText, kTunnels}, {"kind", kToken, {}}, {"ipv6_leak", kBoolean, {}}};

constexpr Words kDirectaccessStates[] = {"connected_remotely", "connected_locally", "error",
                                         "service_stopped", "not_configured"};
constexpr DetailSchema kDirectaccessDetails[] = {{"raw_status", kInteger, {}}};

constexpr Words kSithsStates[] = {"card_session", "card_unlock_only", "other_method", "no_session"};
constexpr Words kAssuranceLevels[] = {"2", "3"};
constexpr Words kSignInMethods[] = {"smart_card", "windows_hello", "fido2",
                                    "password",   "other",         "unknown"};
constexpr Words kCardIssuerKinds[] = {"siths", "efos", "other"};
constexpr DetailSchema kSithsDetails[] = {{"assurance_level", kListedInteger, kAssuranceLevels},
                                          {"issuer", kText, {}},
                                          {"card_present", kBoolean, {}},
                                          {"not_after", kTime, {}},
                                          {"method", kListedText, kSignInMethods},
                                          {"card_issuer_kind", kListedText, kCardIssuerKinds}};

constexpr Words kDiskStates[] = {"protected", "partly_protected", "suspended", "in_progress",
                                 "unprotected"};
constexpr DetailSchema kDiskDetails[] = {{"system_volume", kListedText, kDiskStates},
                                         {"method", kToken, {}},
                                         {"swap", kListedText, kDiskStates}};

constexpr Words kLockStates[] = {"enforced", "not_enforced"};
constexpr DetailSchema kLockDetails[] = {{"timeout_seconds", kInteger, {}},
                                         {"lock_on_card_removal", kBoolean, {}}};

constexpr Words kSessionStates[] = {"present", "none"};

constexpr std::array kSchemas = {
    ProbeSchema{ProbeId::kNetworkLocation, "network_location", kLocationStates, kLocationDetails},
    ProbeSchema{ProbeId::kVpn, "vpn", kVpnStates, kVpnDetails},
    ProbeSchema{ProbeId::kDirectaccess, "directaccess", kDirectaccessStates, kDirectaccessDetails},
    ProbeSchema{ProbeId::kSithsLogin, "siths_login", kSithsStates, kSithsDetails},
    ProbeSchema{ProbeId::kDiskEncryption, "disk_encryption", kDiskStates, kDiskDetails},
    ProbeSchema{ProbeId::kScreenLock, "screen_lock", kLockStates, kLockDetails},
    ProbeSchema{ProbeId::kSession, "session", kSessionStates, {}},
};
static_assert(std::ranges::equal(kSchemas, kAllProbes, {}, &ProbeSchema::id));

Error malformed(std::string_view probe, std::string_view message) {
  return {ErrorCode::kMalformed, fmt::format("{}: {}", probe, message)};
}

bool in_range(std::int64_t value) {
  return value >= -limits::kLargestInteger && value <= limits::kLargestInteger;
}

bool is_detail_text(std::string_view text) {
  return !text.empty() && text.size() <= limits::kDetailTextBytes && is_printable_utf8(text);
}

bool fits(const DetailSchema& schema, const DetailValue& value) {
  const auto* text = std::get_if<std::string>(&value);
  const auto* number = std::get_if<std::int64_t>(&value);
  switch (schema.type) {
    case kBoolean:
      return std::holds_alternative<bool>(value);
    case kInteger:
      return number != nullptr && in_range(*number);
    case kListedText:
      return text != nullptr && std::ranges::count(schema.listed, *text) == 1;
    case kListedInteger:
      return number != nullptr && std::ranges::count(schema.listed, std::to_string(*number)) == 1;
    case kToken:
      return text != nullptr && is_token(*text);
    case kText:
      return text != nullptr && is_detail_text(*text);
    case kTime:
      return text != nullptr && parse_time(*text).has_value();
  }
  return false;
}

/// What holds for every observation, whoever made it.
Result<void> check_form(std::string_view probe, const Observation& observation) {
  if (observation.state.empty() == observation.unobservable.empty()) {
    return malformed(probe, "must have either a state or a reason why it is unobservable");
  }
  if (!observation.unobservable.empty() && !is_token(observation.unobservable)) {
    return malformed(probe, "the reason is not a word of [a-z0-9_]");
  }
  if (!observation.unobservable.empty() && !observation.details.empty()) {
    return malformed(probe, "has details without a state");
  }
  return {};
}

Result<void> check_own(const ProbeSchema& schema, const Observation& observation) {
  if (observation.observable() && std::ranges::count(schema.states, observation.state) == 0) {
    return malformed(schema.name, fmt::format("has no state \"{}\"", observation.state));
  }
  auto next = schema.details.begin();
  for (const auto& detail : observation.details) {
    const std::string& name = detail.first;
    const auto found = std::find_if(next, schema.details.end(),
                                    [&](const DetailSchema& each) { return each.name == name; });
    if (found == schema.details.end()) {
      return malformed(schema.name, fmt::format("detail \"{}\" is unknown or out of order", name));
    }
    if (!fits(*found, detail.second)) {
      return malformed(schema.name, fmt::format("detail \"{}\" has a wrong value", name));
    }
    next = found + 1;
  }
  return {};
}

Result<void> check_external(std::string_view probe, const Observation& observation) {
  if (observation.observable() && !is_token(observation.state)) {
    return malformed(probe, "the state is not a word of [a-z0-9_]");
  }
  if (observation.details.size() > limits::kExternalDetails) {
    return malformed(probe, fmt::format("has more than {} details", limits::kExternalDetails));
  }
  std::string_view previous;
  for (const auto& [name, value] : observation.details) {
    if (!is_token(name) || name == "state" || name == "source" || name == "unobservable") {
      return malformed(probe, "the name of a detail is not a free word of [a-z0-9_]");
    }
    if (name <= previous) return malformed(probe, "details must be sorted by name");
    previous = name;
    const auto* text = std::get_if<std::string>(&value);
    const auto* number = std::get_if<std::int64_t>(&value);
    if ((text != nullptr && !is_detail_text(*text)) || (number != nullptr && !in_range(*number))) {
      return malformed(probe, fmt::format("detail \"{}\" has a wrong value", name));
    }
  }
  return {};
}

}  // namespace

std::span<const ProbeSchema> all_probe_schemas() { return kSchemas; }

const ProbeSchema& schema_of(ProbeId id) { return kSchemas[static_cast<std::size_t>(id)]; }

std::string_view name_of(ProbeId id) { return schema_of(id).name; }

const ProbeSchema* find_schema(std::string_view probe) {
  const auto found = std::ranges::find(kSchemas, probe, &ProbeSchema::name);
  return found == kSchemas.end() ? nullptr : &*found;
}

bool is_external_name(std::string_view probe) {
  return probe.starts_with("x_") && probe.size() > 2 && is_token(probe);
}

Result<void> check(std::string_view probe, const Observation& observation) {
  const ProbeSchema* own = find_schema(probe);
  if (own == nullptr && !is_external_name(probe)) {
    return malformed(probe, "there is no probe of this name; external ones are called x_…");
  }
  DISTANSKOLL_TRY(check_form(probe, observation));
  return own != nullptr ? check_own(*own, observation) : check_external(probe, observation);
}

}  // namespace distanskoll::report
