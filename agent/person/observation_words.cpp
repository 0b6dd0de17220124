// SPDX-License-Identifier: EUPL-1.2
#include "agent/person/observation_words.h"

#include "shared/clock.h"
#include "shared/compliance/stockholm.h"

#include <span>

#include <fmt/format.h>

namespace distanskoll::agent {
namespace {

struct Words {
  std::string_view sv, en;
};
struct Named {
  std::string_view name;
  Words words;
};
struct State {
  std::string_view probe, state;
  Words words;
};

constexpr Named kProbes[] = {
    {"network_location", {"Nätet", "The network"}},
    {"vpn", {"VPN", "VPN"}},
    {"directaccess", {"DirectAccess", "DirectAccess"}},
    {"siths_login", {"Inloggningen", "The sign-in"}},
    {"disk_encryption", {"Diskens kryptering", "The disk's encryption"}},
    {"screen_lock", {"Skärmlåset", "The screen lock"}},
    {"session", {"Någon vid datorn", "Somebody at the computer"}},
};

constexpr State kStates[] = {
    {"network_location", "office", {"kommunens nät", "the municipality's network"}},
    {"network_location",
     "remote",
     {"ett annat nät än kommunens", "another network than the municipality's"}},
    {"network_location", "offline", {"inget nät", "no network"}},
    {"vpn", "connected", {"ansluten", "connected"}},
    {"vpn", "disconnected", {"inte ansluten", "not connected"}},
    {"directaccess", "connected_remotely", {"ansluten utifrån", "connected from outside"}},
    {"directaccess", "connected_locally", {"på kommunens nät", "on the municipality's network"}},
    {"directaccess", "error", {"kommer inte fram", "does not get through"}},
    {"directaccess", "service_stopped", {"tjänsten är stoppad", "the service is stopped"}},
    {"directaccess", "not_configured", {"används inte på datorn", "not used on this computer"}},
    {"siths_login", "card_session", {"med SITHS-kort", "with a SITHS card"}},
    {"siths_login",
     "card_unlock_only",
     {"på annat sätt, sedan upplåst med SITHS-kort",
      "in another way, then unlocked with a SITHS card"}},
    {"siths_login", "other_method", {"på annat sätt än SITHS-kort", "not with a SITHS card"}},
    {"siths_login", "no_session", {"ingen är inloggad", "nobody is signed in"}},
    {"disk_encryption", "protected", {"krypterad", "encrypted"}},
    {"disk_encryption", "partly_protected", {"krypterad till en del", "encrypted in part"}},
    {"disk_encryption", "suspended", {"krypteringen är pausad", "encryption is suspended"}},
    {"disk_encryption", "in_progress", {"krypteras just nu", "being encrypted right now"}},
    {"disk_encryption", "unprotected", {"inte krypterad", "not encrypted"}},
    {"screen_lock", "enforced", {"låser sig själv", "locks itself"}},
    {"screen_lock", "not_enforced", {"låser sig inte själv", "does not lock itself"}},
    {"session", "present", {"ja, någon är inloggad", "yes, somebody is signed in"}},
    {"session", "none", {"nej, eller låst en längre stund", "no, or locked for a longer while"}},
};

constexpr Named kDetails[] = {
    {"method", {"metod", "method"}},
    {"tunnel", {"trafik genom tunneln", "traffic through the tunnel"}},
    {"kind", {"typ", "kind"}},
    {"ipv6_leak", {"IPv6 går vid sidan av", "IPv6 goes beside it"}},
    {"raw_status", {"Windows statuskod", "Windows' status number"}},
    {"assurance_level", {"tillitsnivå", "assurance level"}},
    {"issuer", {"kortets utfärdare", "the card's issuer"}},
    {"card_present", {"kortet sitter i", "the card is inserted"}},
    {"not_after", {"kortet gäller till", "the card is valid until"}},
    {"card_issuer_kind", {"kortets slag", "kind of card"}},
    {"system_volume", {"systemdisken", "the system disk"}},
    {"swap", {"växlingsfilen", "the swap space"}},
    {"timeout_seconds", {"sekunder tills den låser", "seconds until it locks"}},
    {"lock_on_card_removal", {"låser när kortet tas ut", "locks when the card is taken out"}},
};

/// Words of details that have a list of them.
constexpr Named kValues[] = {
    {"full", {"all", "all of it"}},
    {"split", {"en del", "some of it"}},
    {"none", {"ingen", "none"}},
    {"smart_card", {"smartkort", "smart card"}},
    {"windows_hello", {"Windows Hello", "Windows Hello"}},
    {"fido2", {"säkerhetsnyckel (FIDO2)", "security key (FIDO2)"}},
    {"password", {"lösenord", "password"}},
    {"other", {"annat", "other"}},
    {"unknown", {"okänt", "unknown"}},
    {"siths", {"SITHS", "SITHS"}},
    {"efos", {"EFOS", "EFOS"}},
    {"protected", {"krypterad", "encrypted"}},
    {"partly_protected", {"krypterad till en del", "encrypted in part"}},
    {"suspended", {"krypteringen är pausad", "encryption is suspended"}},
    {"in_progress", {"krypteras just nu", "being encrypted right now"}},
    {"unprotected", {"inte krypterad", "not encrypted"}},
};

std::string_view in(Language language, const Words& words) {
  return language == Language::kSwedish ? words.sv : words.en;
}

std::string named(Language language, std::span<const Named> table, std::string_view name) {
  for (const Named& entry : table) {
    if (entry.name == name) return std::string(in(language, entry.words));
  }
  return std::string(name);
}

std::string value_words(Language language, const report::DetailValue& value) {
  constexpr Words kYes{"ja", "yes"};
  constexpr Words kNo{"nej", "no"};
  if (const auto* flag = std::get_if<bool>(&value)) {
    return std::string(in(language, *flag ? kYes : kNo));
  }
  if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
  const auto& text = std::get<std::string>(value);
  if (const auto time = parse_time(text)) return compliance::stockholm_text(*time);
  return named(language, kValues, text);
}

}  // namespace

std::string probe_heading(Language language, std::string_view probe) {
  return named(language, kProbes, probe);
}

std::string state_words(Language language, std::string_view probe, std::string_view state) {
  for (const State& entry : kStates) {
    if (entry.probe == probe && entry.state == state) {
      return std::string(in(language, entry.words));
    }
  }
  return std::string(state);
}

std::string detail_words(Language language, std::string_view detail,
                         const report::DetailValue& value) {
  return fmt::format("{}: {}", named(language, kDetails, detail), value_words(language, value));
}

}  // namespace distanskoll::agent
