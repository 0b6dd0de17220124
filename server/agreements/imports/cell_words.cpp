// SPDX-License-Identifier: EUPL-1.2
// The words of cells.h: each list is what is accepted, as heading_key() writes it, with the words
// to suggest when none fits.
#include "server/agreements/imports/cells.h"
#include "server/agreements/imports/unicode.h"

#include <span>

namespace distanskoll::server::agreements::imports {
namespace {

template <class T>
struct Word {
  std::string_view key;
  T value;
};

template <class T>
const T* find_word(std::span<const Word<T>> words, std::string_view text) {
  const std::string key = heading_key(text);
  for (const Word<T>& word : words)
    if (word.key == key) return &word.value;
  return nullptr;
}

template <class T>
Parsed<T> word_or_fault(std::span<const Word<T>> words, std::string_view text,
                        std::string_view suggestion) {
  const T* const found = find_word(words, text);
  if (found == nullptr) return Fault{Reason::kWord, std::string(suggestion)};
  return *found;
}

constexpr Word<bool> kYesNo[] = {{"ja", true},     {"j", true},    {"x", true},   {"1", true},
                                 {"sant", true},   {"true", true}, {"yes", true}, {"y", true},
                                 {"nej", false},   {"n", false},   {"0", false},  {"falskt", false},
                                 {"false", false}, {"no", false}};

constexpr Word<PersonKind> kKinds[] = {{"anstalld", PersonKind::kEmployee},
                                       {"tillsvidare", PersonKind::kEmployee},
                                       {"tillsvidareanstalld", PersonKind::kEmployee},
                                       {"manadsanstalld", PersonKind::kEmployee},
                                       {"visstid", PersonKind::kEmployee},
                                       {"visstidsanstalld", PersonKind::kEmployee},
                                       {"sarskildvisstidsanstallning", PersonKind::kEmployee},
                                       {"timanstalld", PersonKind::kEmployee},
                                       {"timavlonad", PersonKind::kEmployee},
                                       {"provanstalld", PersonKind::kEmployee},
                                       {"employee", PersonKind::kEmployee},
                                       {"vikarie", PersonKind::kSubstitute},
                                       {"vikariat", PersonKind::kSubstitute},
                                       {"substitute", PersonKind::kSubstitute},
                                       {"konsult", PersonKind::kConsultant},
                                       {"inhyrd", PersonKind::kConsultant},
                                       {"consultant", PersonKind::kConsultant},
                                       {"contractor", PersonKind::kConsultant},
                                       {"fortroendevald", PersonKind::kElected},
                                       {"politiker", PersonKind::kElected},
                                       {"elected", PersonKind::kElected},
                                       {"electedrepresentative", PersonKind::kElected}};

constexpr Word<std::optional<Sex>> kSexes[] = {
    {"kvinna", Sex::kWoman}, {"k", Sex::kWoman},        {"kv", Sex::kWoman},
    {"woman", Sex::kWoman},  {"female", Sex::kWoman},   {"f", Sex::kWoman},
    {"man", Sex::kMan},      {"m", Sex::kMan},          {"male", Sex::kMan},
    {"okant", std::nullopt}, {"unknown", std::nullopt}, {"uppgiftsaknas", std::nullopt}};

constexpr Word<bool> kProtections[] = {
    {"sekretessmarkering", true},       {"sekretess", true},        {"skyddadfolkbokforing", true},
    {"skyddadepersonuppgifter", true},  {"skyddadidentitet", true}, {"kvarskrivning", true},
    {"fingeradepersonuppgifter", true}, {"ingen", false},           {"none", false}};

constexpr Word<Ownership> kOwners[] = {{"corporate", Ownership::kOrganisation},
                                       {"company", Ownership::kOrganisation},
                                       {"foretag", Ownership::kOrganisation},
                                       {"foretagsagd", Ownership::kOrganisation},
                                       {"kommun", Ownership::kOrganisation},
                                       {"kommunen", Ownership::kOrganisation},
                                       {"kommunens", Ownership::kOrganisation},
                                       {"organisation", Ownership::kOrganisation},
                                       {"arbetsgivaren", Ownership::kOrganisation},
                                       {"personal", Ownership::kPersonal},
                                       {"personlig", Ownership::kPersonal},
                                       {"privat", Ownership::kPersonal},
                                       {"egen", Ownership::kPersonal},
                                       {"unknown", Ownership::kUnknown},
                                       {"okand", Ownership::kUnknown},
                                       {"okant", Ownership::kUnknown}};

constexpr Word<DeviceUse> kUses[] = {
    {"idrift", DeviceUse::kInUse},      {"iarbete", DeviceUse::kInUse},
    {"anvands", DeviceUse::kInUse},     {"aktiv", DeviceUse::kInUse},
    {"inuse", DeviceUse::kInUse},       {"active", DeviceUse::kInUse},
    {"forlorad", DeviceUse::kLost},     {"borttappad", DeviceUse::kLost},
    {"stulen", DeviceUse::kLost},       {"lost", DeviceUse::kLost},
    {"stolen", DeviceUse::kLost},       {"kasserad", DeviceUse::kRetired},
    {"avvecklad", DeviceUse::kRetired}, {"utrangerad", DeviceUse::kRetired},
    {"atersand", DeviceUse::kRetired},  {"retired", DeviceUse::kRetired},
    {"disposed", DeviceUse::kRetired}};

}  // namespace

Parsed<bool> parse_yes_no(std::string_view text) {
  const bool* const found = find_word<bool>(kYesNo, text);
  if (found == nullptr) return Fault{Reason::kYesNo};
  return *found;
}

Parsed<PersonKind> parse_kind(std::string_view text) {
  return word_or_fault<PersonKind>(kKinds, text, "anställd, vikarie, konsult, förtroendevald");
}

Parsed<std::optional<Sex>> parse_sex(std::string_view text) {
  return word_or_fault<std::optional<Sex>>(kSexes, text, "kvinna, man, K, M");
}

Parsed<bool> parse_protection(std::string_view text) {
  if (const bool* const found = find_word<bool>(kProtections, text)) return *found;
  return parse_yes_no(text);
}

Parsed<Ownership> parse_ownership(std::string_view text) {
  return word_or_fault<Ownership>(kOwners, text, "kommunen, privat, okänd");
}

Parsed<DeviceUse> parse_device_use(std::string_view text) {
  return word_or_fault<DeviceUse>(kUses, text, "i drift, förlorad, kasserad");
}

SystemFamily system_family(std::string_view text) {
  struct Part {
    std::string_view part;
    SystemFamily family;
  };
  // In this order: "Microsoft Windows NT Advanced Server 10.0" is no laptop's.
  constexpr Part kParts[] = {
      {"server", SystemFamily::kOther},    {"windowsphone", SystemFamily::kPhone},
      {"windows", SystemFamily::kWindows}, {"chrome", SystemFamily::kChromeos},
      {"android", SystemFamily::kPhone},   {"ipados", SystemFamily::kPhone},
      {"macos", SystemFamily::kMacos},     {"osx", SystemFamily::kMacos},
      {"linux", SystemFamily::kLinux},     {"ubuntu", SystemFamily::kLinux},
      {"debian", SystemFamily::kLinux},    {"redhat", SystemFamily::kLinux},
      {"fedora", SystemFamily::kLinux},    {"ios", SystemFamily::kPhone}};
  const std::string key = heading_key(text);
  for (const auto& [part, family] : kParts)
    if (key.find(part) != std::string::npos) return family;
  return SystemFamily::kOther;
}

}  // namespace distanskoll::server::agreements::imports
