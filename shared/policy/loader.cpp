// SPDX-License-Identifier: EUPL-1.2
#include "shared/policy/loader.h"

#include "shared/crypto/hash.h"
#include "shared/limits.h"
#include "shared/policy/predicate_reader.h"
#include "shared/policy/yaml_tree.h"
#include "shared/text.h"

#include <algorithm>

#include <fmt/format.h>

namespace distanskoll::policy {
namespace {

constexpr Range kHeartbeat{limits::kHeartbeatLeast.count(), limits::kHeartbeatMost.count()};
constexpr Range kSecondsOfDay{0, 86'400};
constexpr Range kPercent{0, 100};
constexpr Range kMonths{1, 240};
constexpr Range kDays{0, 3'650};

constexpr Choice<Severity> kSeverities[] = {
    {"high", Severity::kHigh}, {"medium", Severity::kMedium}, {"low", Severity::kLow}};

bool is_policy_id(std::string_view text) {
  return text.size() <= 64 && std::ranges::all_of(text, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
         });
}

bool is_detail_word(std::string_view text) {
  return text.size() <= limits::kDetailTextBytes && is_printable_utf8(text);
}

std::optional<AgreementRequirementKind> agreement_kind(std::string_view id) {
  for (const AgreementRequirementKind kind : kAllAgreementRequirements) {
    if (id == to_string(kind)) return kind;
  }
  return std::nullopt;
}

Severity read_severity(const YamlMapping& in) {
  return in.required("severity").choice(std::span<const Choice<Severity>>(kSeverities));
}

LocalText read_local_text(const YamlMapping& in) { return {in.text("sv"), in.text("en")}; }

/// A list of ids, or nothing where the key is left out: an empty list matches nobody.
std::optional<std::vector<std::string>> read_ids(const YamlMapping& in, std::string_view key) {
  const auto list = in.optional_list(key);
  if (!list) return std::nullopt;
  std::vector<std::string> ids;
  for (const YamlValue& value : *list) {
    ids.push_back(value.text_of_form(is_id, "an id of at most 64 of A-Z a-z 0-9 . _ : @ -"));
  }
  return ids;
}

Scope read_scope(const YamlMapping& requirement) {
  Scope scope;
  if (const auto in = requirement.optional_mapping("applies_to")) {
    scope.units = read_ids(*in, "units");
    scope.roles = read_ids(*in, "roles");
    scope.except_units = read_ids(*in, "except_units");
    scope.except_roles = read_ids(*in, "except_roles");
  }
  return scope;
}

Decision read_decision(const YamlMapping& in) {
  Decision decision;
  decision.body = in.text("body");
  decision.date = in.date("date");
  decision.paragraph = in.optional_text("paragraph", Null::kMeansAbsent);
  decision.dnr = in.optional_text("dnr", Null::kMeansAbsent);
  decision.valid_to = in.optional_date("valid_to", Null::kMeansAbsent);
  decision.review_by = in.optional_date("review_by", Null::kMeansAbsent);
  return decision;
}

Guideline read_guideline(const YamlMapping& in) {
  Guideline guideline;
  guideline.title = in.text("title");
  guideline.version = in.text("version");
  guideline.valid_from = in.date("valid_from");
  guideline.url = in.optional_text("url", Null::kMeansAbsent);
  guideline.grace_days = in.optional_integer("grace_days", kDays).value_or(guideline.grace_days);
  return guideline;
}

void read_header(const YamlMapping& in, Policy& policy) {
  policy.id = in.required("policy").text_of_form(is_policy_id, "an id of a-z 0-9 -");
  policy.version = in.integer("version", {1, limits::kLargestInteger});
  policy.title = read_local_text(in.mapping("title"));
  if (const auto each = in.optional_mapping("decision", Null::kMeansAbsent)) {
    policy.decision = read_decision(*each);
  }
  if (const auto each = in.optional_mapping("co_determination", Null::kMeansAbsent)) {
    policy.co_determination = {each->text("forum"), each->date("date"),
                               each->optional_text("reference", Null::kMeansAbsent)};
  }
  if (const auto each = in.optional_mapping("dpia", Null::kMeansAbsent)) {
    policy.dpia = {each->date("date"), each->optional_text("reference", Null::kMeansAbsent)};
  }
  if (const auto each = in.optional_mapping("guideline", Null::kMeansAbsent)) {
    policy.guideline = read_guideline(*each);
  }
}

void read_numbers(const YamlMapping& in, Policy& policy) {
  const auto number = [&](std::string_view key, Range range, std::int64_t& value) {
    value = in.optional_integer(key, range).value_or(value);
  };
  number("heartbeat_seconds", kHeartbeat, policy.heartbeat_seconds);
  number("locked_absent_seconds", kSecondsOfDay, policy.locked_absent_seconds);
  number("min_remote_seconds", {1, kSecondsOfDay.most}, policy.min_remote_seconds);
  policy.min_agreement_seconds = policy.min_remote_seconds;
  number("min_agreement_seconds", kSecondsOfDay, policy.min_agreement_seconds);
  number("max_unknown_percent", kPercent, policy.max_unknown_percent);
  number("silent_after_days", {1, kDays.most}, policy.silent_after_days);
}

void read_external_detail(const YamlMapping::Entry& entry, ExternalProbe& probe) {
  const auto& [name, position, value] = entry;
  if (!is_token(name) || name == "state" || name == "source" || name == "unobservable") {
    position.fail("a detail's name is of a-z 0-9 _, and none of state, source, unobservable");
  }
  if (value.kind() == YamlKind::kSequence) {
    probe.details[name] = report::DetailType::kListedText;
    for (const YamlValue& word : value.list()) {
      probe.detail_words[name].push_back(word.text_of_form(
          is_detail_word, fmt::format("a text of at most {} bytes", limits::kDetailTextBytes)));
    }
    return;
  }
  constexpr std::string_view kTypes[] = {"bool", "int"};
  probe.details[name] =
      value.word_index(kTypes) == 0 ? report::DetailType::kBoolean : report::DetailType::kInteger;
}

void read_external(const YamlMapping& in, Policy& policy) {
  const auto declared = in.optional_mapping("external");
  if (!declared) return;
  constexpr std::size_t kMost = limits::kObservations - std::size(report::kAllProbes);
  const auto entries = declared->entries();
  if (entries.size() > kMost) in.fail("external", fmt::format("more than {} probes", kMost));
  for (const auto& [name, position, value] : entries) {
    if (!report::is_external_name(name)) {
      position.fail("an external probe's name is x_ and then a-z 0-9 _, as x_firewall");
    }
    const YamlMapping probe_in = value.mapping();
    ExternalProbe probe;
    for (const YamlValue& state : probe_in.list("states")) {
      probe.states.push_back(state.text_of_form(is_token, "a word of a-z 0-9 _"));
    }
    if (const auto details = probe_in.optional_mapping("details")) {
      const auto each = details->entries();
      if (each.size() > limits::kExternalDetails) {
        probe_in.fail("details", fmt::format("more than {} details", limits::kExternalDetails));
      }
      for (const YamlMapping::Entry& detail : each) read_external_detail(detail, probe);
    }
    policy.external.emplace(name, std::move(probe));
  }
}

Requirement read_requirement(const YamlMapping& in, const Policy& policy) {
  Requirement read;
  read.id = in.required("id").text_of_form(is_token, "an id of a-z 0-9 _");
  if (agreement_kind(read.id)) {
    in.fail("id",
            fmt::format("\"{}\" is an agreement requirement; give this one another id", read.id));
  } else if (!read.id.empty() &&
             std::ranges::count(policy.requirements, read.id, &Requirement::id) != 0) {
    in.fail("id", fmt::format("\"{}\" is the id of another requirement; ids are unique", read.id));
  }
  read.severity = read_severity(in);
  read.title = read_local_text(in.mapping("title"));
  read.why = read_local_text(in.mapping("why"));
  read.remedy = read_local_text(in.mapping("remedy"));
  read.basis = in.texts("basis");
  if (const auto when = in.optional("when")) read.when = read_predicate(*when, policy.external);
  read.require = read_predicate(in.required("require"), policy.external);
  read.tolerance_seconds = in.optional_integer("tolerance_seconds", kSecondsOfDay).value_or(0);
  read.applies_to = read_scope(in);
  return read;
}

AgreementRequirement read_agreement_requirement(AgreementRequirementKind kind,
                                                const YamlMapping& in) {
  AgreementRequirement read;
  read.kind = kind;
  read.severity = read_severity(in);
  read.applies_to = read_scope(in);
  const auto max_age = [&] {
    read.max_age_months =
        in.optional_integer("max_age_months", kMonths).value_or(read.max_age_months);
  };
  switch (kind) {
    case AgreementRequirementKind::kAgreementValid:
    case AgreementRequirementKind::kGuideline:
      break;
    case AgreementRequirementKind::kRiskAssessment:
      max_age();
      read.unit_assessment = in.optional_boolean("unit_assessment").value_or(false);
      break;
    case AgreementRequirementKind::kFollowUp:
    case AgreementRequirementKind::kTraining:
      max_age();
      break;
    case AgreementRequirementKind::kDaysPerWeek:
      read.limit = in.optional_integer("limit", {0, 7});
      break;
    case AgreementRequirementKind::kShare:
      read.limit_percent = in.optional_integer("limit_percent", kPercent);
      read.min_workdays = in.optional_integer("min_workdays", kDays).value_or(read.min_workdays);
      break;
  }
  return read;
}

void read_agreement(const YamlMapping& in, Policy& policy) {
  const auto agreement = in.optional_mapping("agreement", Null::kMeansAbsent);
  if (!agreement) return;
  for (const auto& [name, position, value] : agreement->entries()) {
    const auto kind = agreement_kind(name);
    if (!kind) {
      position.fail(
          fmt::format("there is no agreement requirement \"{}\"; there are agreement_valid, "
                      "risk_assessment, follow_up, training, days_per_week, share, guideline",
                      name));
      continue;
    }
    if (*kind == AgreementRequirementKind::kGuideline && !policy.guideline) {
      position.fail(
          "needs the policy's own key \"guideline\" (title, version, valid_from); add it");
    }
    policy.agreement.push_back(read_agreement_requirement(*kind, value.mapping()));
  }
}

}  // namespace

Result<Policy> load_policy(std::string_view yaml, std::string_view file) {
  const Result<YamlDocument> document = YamlDocument::parse(yaml, file);
  if (!document) return document.error();
  const YamlMapping root = document->root();
  Policy policy;
  policy.sha256 = crypto::sha256(yaml);
  read_header(root, policy);
  read_numbers(root, policy);
  read_external(root, policy);
  const auto requirements = root.list("requirements");
  if (requirements.size() > limits::kRequirements) {
    root.fail("requirements", fmt::format("more than {} requirements", limits::kRequirements));
  }
  for (const YamlValue& value : requirements) {
    policy.requirements.push_back(read_requirement(value.mapping(), policy));
  }
  read_agreement(root, policy);
  DISTANSKOLL_TRY(document->finish());
  return policy;
}

}  // namespace distanskoll::policy
