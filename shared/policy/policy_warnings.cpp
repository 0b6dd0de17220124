// SPDX-License-Identifier: EUPL-1.2
#include "shared/policy/policy_warnings.h"

#include <string>
#include <utility>

namespace distanskoll::policy {
namespace {

class Warnings {
 public:
  explicit Warnings(Date today) : today_(today) {}

  void when(bool so, std::string sv, std::string en) {
    if (so) found_.push_back({std::move(sv), std::move(en)});
  }
  [[nodiscard]] bool passed(const std::optional<Date>& date) const {
    return date && *date < today_;
  }
  [[nodiscard]] bool ahead(Date date) const { return date > today_; }
  std::vector<LocalText> take() { return std::move(found_); }

 private:
  Date today_;
  std::vector<LocalText> found_;
};

void judge_decision(const Decision& decision, Warnings& warn) {
  warn.when(!decision.dnr && !decision.paragraph,
            "beslutet saknar diarienummer eller paragraf (decision.dnr, decision.paragraph)",
            "the decision has no reference");
  warn.when(warn.passed(decision.valid_to), "beslutet har gått ut (decision.valid_to)",
            "the decision has expired");
  warn.when(warn.passed(decision.review_by),
            "beslutet skulle ha prövats på nytt (decision.review_by)",
            "the date of the decision's review has passed");
}

/// What is negotiated and assessed comes before what is decided.
void judge_order(const Policy& policy, Warnings& warn) {
  if (!policy.decision) return;
  warn.when(policy.co_determination && policy.co_determination->date > policy.decision->date,
            "samverkan är senare än beslutet (co_determination.date); den ska gå före",
            "co-determination is later than the decision; it comes first");
  warn.when(policy.dpia && policy.dpia->date > policy.decision->date,
            "konsekvensbedömningen är senare än beslutet (dpia.date); den ska gå före",
            "the impact assessment is later than the decision; it comes first");
}

}  // namespace

std::vector<LocalText> warnings_of(const Policy& policy, Date today) {
  Warnings warn(today);
  warn.when(!policy.decision, "beslut saknas (decision): vem har beslutat om kraven, och när?",
            "no decision is named");
  if (policy.decision) judge_decision(*policy.decision, warn);
  warn.when(!policy.co_determination,
            "samverkan saknas (co_determination): när och var samverkades kraven med facken?",
            "no co-determination is named");
  warn.when(policy.co_determination && !policy.co_determination->reference,
            "samverkan saknar hänvisning till protokoll (co_determination.reference)",
            "co-determination has no reference");
  warn.when(!policy.dpia, "konsekvensbedömning saknas (dpia): artikel 35 i dataskyddsförordningen",
            "no data protection impact assessment is named");
  warn.when(policy.dpia && !policy.dpia->reference,
            "konsekvensbedömningen saknar hänvisning (dpia.reference)",
            "the impact assessment has no reference");
  judge_order(policy, warn);
  warn.when(policy.guideline && warn.ahead(policy.guideline->valid_from),
            "rutinen gäller inte än (guideline.valid_from)", "the guideline is not in force yet");
  return warn.take();
}

}  // namespace distanskoll::policy
