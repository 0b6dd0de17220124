// SPDX-License-Identifier: EUPL-1.2
#include "agent/texts.h"

namespace distanskoll::agent {

std::string_view text(Language language, Text which) {
  return language == Language::kSwedish ? swedish(which) : english(which);
}

std::string_view text(Language language, UplinkState state) {
  return language == Language::kSwedish ? swedish(state) : english(state);
}

std::string_view text(Language language, WayFrom from) {
  return language == Language::kSwedish ? swedish(from) : english(from);
}

std::string probe_text(Language language, std::string_view probe) {
  struct Word {
    std::string_view probe, sv, en;
  };
  static constexpr Word kWords[] = {
      {"network_location", "vilket nät datorn står på", "which network the computer is on"},
      {"vpn", "VPN", "VPN"},
      {"directaccess", "DirectAccess", "DirectAccess"},
      {"siths_login", "inloggning med SITHS-kort", "sign-in with a SITHS card"},
      {"disk_encryption", "diskens kryptering", "disk encryption"},
      {"screen_lock", "skärmlås", "screen lock"},
      {"session", "om någon är inloggad", "whether somebody is signed in"},
      {"device", "datorn", "the computer"},
  };
  for (const Word& word : kWords) {
    if (word.probe == probe) return std::string(language == Language::kSwedish ? word.sv : word.en);
  }
  return std::string(probe);
}

std::string reason_text(Language language, std::string_view token) {
  const std::string_view sentence =
      language == Language::kSwedish ? swedish_reason(token) : english_reason(token);
  return std::string(sentence.empty() ? token : sentence);
}

std::string reason_line(Language language, std::string_view reason) {
  const std::size_t colon = reason.find(": ");
  if (colon == std::string_view::npos) return reason_text(language, reason);
  return probe_text(language, reason.substr(0, colon)) + ": " +
         reason_text(language, reason.substr(colon + 2));
}

std::string_view overall_text(Language language, compliance::RequirementResult overall) {
  switch (overall) {
    case compliance::RequirementResult::kPass:
      return text(language, Text::kOverallPass);
    case compliance::RequirementResult::kFail:
      return text(language, Text::kOverallFail);
    case compliance::RequirementResult::kUnknown:
    case compliance::RequirementResult::kNotApplicable:
      break;
  }
  return text(language, Text::kOverallUnknown);
}

}  // namespace distanskoll::agent
