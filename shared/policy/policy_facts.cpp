// SPDX-License-Identifier: EUPL-1.2
#include "shared/policy/policy_facts.h"

#include "shared/policy/predicate_text.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace distanskoll::policy {
namespace {

std::string date_text(Date date) {
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

/// Collects the facts of one item.
class Facts {
 public:
  Facts& text(std::string name, const std::string& value) {
    facts_.push_back({std::move(name), value, value, Leaning::kNone, std::nullopt});
    return *this;
  }
  Facts& text(std::string name, const std::optional<std::string>& value) {
    if (value) text(std::move(name), *value);
    return *this;
  }
  Facts& texts(const std::string& name, const LocalText& value) {
    return text(name + ".sv", value.sv).text(name + ".en", value.en);
  }
  Facts& date(std::string name, const std::optional<Date>& value) {
    if (value) text(std::move(name), date_text(*value));
    return *this;
  }
  Facts& number(std::string name, std::optional<std::int64_t> value,
                Leaning leaning = Leaning::kNone) {
    if (!value) return *this;
    const std::string written = fmt::format("{}", *value);
    facts_.push_back({std::move(name), written, written, leaning, value});
    return *this;
  }
  Facts& flag(std::string name, bool value, Leaning leaning) {
    const std::string written = value ? "true" : "false";
    facts_.push_back({std::move(name), written, written, leaning, value ? 1 : 0});
    return *this;
  }
  Facts& predicate(std::string name, const Predicate& value, Leaning leaning) {
    facts_.push_back(
        {std::move(name), to_text(value), to_normal_text(value), leaning, std::nullopt});
    return *this;
  }
  /// Whom a requirement is about; nothing when it is about everybody.
  Facts& scope(const Scope& value) {
    if (is_everybody(value)) return *this;
    std::vector<std::string> as_written;
    std::vector<std::string> normal;
    const auto list = [&](const char* key, std::optional<std::vector<std::string>> ids,
                          bool except) {
      if (!ids || (except && ids->empty())) return;
      as_written.push_back(fmt::format("{}: [{}]", key, fmt::join(*ids, ", ")));
      std::ranges::sort(*ids);
      ids->erase(std::unique(ids->begin(), ids->end()), ids->end());
      normal.push_back(fmt::format("{}: [{}]", key, fmt::join(*ids, ", ")));
    };
    list("units", value.units, false);
    list("roles", value.roles, false);
    list("except_units", value.except_units, true);
    list("except_roles", value.except_roles, true);
    facts_.push_back({"applies_to", fmt::format("{{{}}}", fmt::join(as_written, ", ")),
                      fmt::format("{{{}}}", fmt::join(normal, ", ")), Leaning::kMilderWhenPresent,
                      std::nullopt});
    return *this;
  }
  std::vector<Fact> take() { return std::exchange(facts_, {}); }

 private:
  std::vector<Fact> facts_;
};

PolicyItem item_of(const Requirement& requirement) {
  Facts facts;
  facts.text("severity", std::string(to_string(requirement.severity)))
      .texts("title", requirement.title)
      .scope(requirement.applies_to);
  if (requirement.when) facts.predicate("when", *requirement.when, Leaning::kMilderWhenPresent);
  facts.predicate("require", requirement.require, Leaning::kNone)
      .number("tolerance_seconds", requirement.tolerance_seconds, Leaning::kStricterWhenLess)
      .texts("why", requirement.why)
      .texts("remedy", requirement.remedy)
      .text("basis", fmt::format("{}", fmt::join(requirement.basis, "; ")));
  return {PolicyPart::kRequirement, requirement.id, requirement.title, requirement.applies_to,
          facts.take()};
}

PolicyItem item_of(const AgreementRequirement& requirement) {
  Facts facts;
  facts.text("severity", std::string(to_string(requirement.severity)))
      .scope(requirement.applies_to);
  const auto max_age = [&] {
    facts.number("max_age_months", requirement.max_age_months, Leaning::kStricterWhenLess);
  };
  switch (requirement.kind) {
    case AgreementRequirementKind::kAgreementValid:
    case AgreementRequirementKind::kGuideline:
      break;
    case AgreementRequirementKind::kRiskAssessment:
      max_age();
      facts.flag("unit_assessment", requirement.unit_assessment, Leaning::kStricterWhenMore);
      break;
    case AgreementRequirementKind::kFollowUp:
    case AgreementRequirementKind::kTraining:
      max_age();
      break;
    case AgreementRequirementKind::kDaysPerWeek:
      facts.number("limit", requirement.limit, Leaning::kStricterWhenLess);
      break;
    case AgreementRequirementKind::kShare:
      facts.number("limit_percent", requirement.limit_percent, Leaning::kStricterWhenLess)
          .number("min_workdays", requirement.min_workdays, Leaning::kStricterWhenLess);
      break;
  }
  return {PolicyPart::kAgreement, std::string(to_string(requirement.kind)), std::nullopt,
          requirement.applies_to, facts.take()};
}

PolicyItem item_of(const std::string& name, const ExternalProbe& probe) {
  Facts facts;
  facts.text("states", fmt::format("{}", fmt::join(probe.states, ", ")));
  for (const auto& [detail, type] : probe.details) {
    const auto words = probe.detail_words.find(detail);
    facts.text("details." + detail,
               words != probe.detail_words.end()
                   ? fmt::format("[{}]", fmt::join(words->second, ", "))
                   : std::string(type == report::DetailType::kBoolean ? "bool" : "int"));
  }
  return {PolicyPart::kExternal, name, std::nullopt, std::nullopt, facts.take()};
}

void add_parameters(const Policy& policy, std::vector<PolicyItem>& items) {
  const auto add = [&](const char* key, std::int64_t value, Leaning leaning) {
    Facts facts;
    facts.number(key, value, leaning);
    items.push_back({PolicyPart::kParameter, key, std::nullopt, std::nullopt, facts.take()});
  };
  add("min_remote_seconds", policy.min_remote_seconds, Leaning::kStricterWhenLess);
  add("min_agreement_seconds", policy.min_agreement_seconds, Leaning::kStricterWhenLess);
  add("max_unknown_percent", policy.max_unknown_percent, Leaning::kNone);
  add("locked_absent_seconds", policy.locked_absent_seconds, Leaning::kNone);
  add("heartbeat_seconds", policy.heartbeat_seconds, Leaning::kNone);
  add("silent_after_days", policy.silent_after_days, Leaning::kStricterWhenLess);
}

void add_grounds(const Policy& policy, std::vector<PolicyItem>& items) {
  const auto add = [&](PolicyPart part, Facts& facts) {
    items.push_back({part, std::string(to_string(part)), std::nullopt, std::nullopt, facts.take()});
  };
  Facts facts;
  if (const auto& each = policy.guideline) {
    facts.text("title", each->title).text("version", each->version);
    facts.date("valid_from", each->valid_from).text("url", each->url);
    facts.number("grace_days", each->grace_days, Leaning::kStricterWhenLess);
    add(PolicyPart::kGuideline, facts);
  }
  if (const auto& each = policy.decision) {
    facts.text("body", each->body).date("date", each->date).text("paragraph", each->paragraph);
    facts.text("dnr", each->dnr).date("valid_to", each->valid_to);
    facts.date("review_by", each->review_by);
    add(PolicyPart::kDecision, facts);
  }
  if (const auto& each = policy.co_determination) {
    facts.text("forum", each->forum).date("date", each->date).text("reference", each->reference);
    add(PolicyPart::kCoDetermination, facts);
  }
  if (const auto& each = policy.dpia) {
    facts.date("date", each->date).text("reference", each->reference);
    add(PolicyPart::kDpia, facts);
  }
  facts.texts("title", policy.title);
  add(PolicyPart::kTitle, facts);
}

}  // namespace

std::vector<PolicyItem> facts_of(const Policy& policy) {
  std::vector<PolicyItem> items;
  for (const Requirement& each : policy.requirements) items.push_back(item_of(each));
  for (const AgreementRequirement& each : policy.agreement) items.push_back(item_of(each));
  add_parameters(policy, items);
  for (const auto& [name, probe] : policy.external) items.push_back(item_of(name, probe));
  add_grounds(policy, items);
  return items;
}

}  // namespace distanskoll::policy
