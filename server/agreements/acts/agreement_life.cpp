// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/acts/agreement_life.h"

#include <algorithm>

#include <fmt/format.h>

namespace distanskoll::server::agreements {
namespace {

using compliance::format_date;

constexpr std::pair<std::string_view, AgreementState> kStates[] = {
    {"applied", AgreementState::kApplied},  {"agreed", AgreementState::kAgreed},
    {"in_force", AgreementState::kInForce}, {"expired", AgreementState::kExpired},
    {"ended", AgreementState::kEnded},      {"refused", AgreementState::kRefused}};

Result<void> check_terms(const Terms& terms, const Act& act) {
  if (terms.valid_to && *terms.valid_to < terms.valid_from) {
    return wrong(fmt::format("\"valid_to\" ({}) is before \"valid_from\" ({})",
                             format_date(*terms.valid_to), format_date(terms.valid_from)));
  }
  const LocalDay latest = compliance::add_months(act.today, kMonthsAhead);
  if (terms.valid_from > latest) {
    return wrong(fmt::format("\"valid_from\" ({}) is more than {} months ahead",
                             format_date(terms.valid_from), kMonthsAhead));
  }
  const auto days = terms.max_days_per_week;
  if (days && (*days < 0 || *days > 7)) return wrong("\"max_days_per_week\" must be 0 to 7");
  const auto share = terms.max_share_percent;
  if (share && (*share < 0 || *share > 100)) return wrong("\"max_share_percent\" must be 0 to 100");
  return {};
}

void set_terms(Agreement& agreement, const Terms& terms) {
  agreement.valid_from = terms.valid_from;
  agreement.valid_to = terms.valid_to;
  agreement.max_days_per_week = terms.max_days_per_week;
  agreement.max_share_percent = terms.max_share_percent;
}

/// The first day that the agreement covers when it is signed by both; nothing before that.
std::optional<LocalDay> first_day(const Agreement& agreement) {
  if (!agreement.signed_by_employee || !agreement.signed_by_manager) return std::nullopt;
  return std::max(
      {agreement.valid_from, agreement.signed_by_employee->on, agreement.signed_by_manager->on});
}

/// Lives and has a day in common with [from, to].
bool overlaps(const Agreement& agreement, const Terms& terms) {
  if (agreement.refused) return false;
  std::optional<LocalDay> last = agreement.valid_to;
  if (agreement.ended) {
    const LocalDay day_before = agreement.ended->on - std::chrono::days{1};
    last = last ? std::min(*last, day_before) : day_before;
  }
  return (!terms.valid_to || agreement.valid_from <= *terms.valid_to) &&
         (!last || *last >= terms.valid_from);
}

Result<void> check_free(const std::vector<const Agreement*>& others, const Terms& terms) {
  for (const Agreement* other : others) {
    if (!overlaps(*other, terms)) continue;
    return conflict(
        fmt::format("agreement {} covers days of this one; renew it, or end it first", other->id));
  }
  return {};
}

/// The new agreement takes the old one's place: the old one ends unless it is over by then, and
/// what was lent under it is lent under the new one.
void succeed(Signed& renewal, const Agreement& old, const Act& act) {
  const LocalDay from = first_day(renewal.agreement).value_or(renewal.agreement.valid_from);
  const bool over = old.refused || old.ended || (old.valid_to && *old.valid_to < from);
  const std::vector<Equipment> lent = old.to_return();
  if (over && lent.empty()) return;
  Agreement next = old;
  if (!over) {
    next.ended = AgreementEnd{from, fmt::format("förnyad: {}", renewal.agreement.id), act.by};
  }
  std::erase_if(next.equipment, [](const Equipment& each) { return !each.returned_on; });
  renewal.agreement.equipment.insert(renewal.agreement.equipment.end(), lent.begin(), lent.end());
  renewal.predecessor = std::move(next);
}

}  // namespace

Terms terms_of(const Agreement& agreement) {
  return {agreement.valid_from, agreement.valid_to, agreement.max_days_per_week,
          agreement.max_share_percent};
}

std::string_view to_string(AgreementState state) {
  for (const auto& [word, enumerator] : kStates) {
    if (enumerator == state) return word;
  }
  return {};
}

std::optional<AgreementState> parse_agreement_state(std::string_view text) {
  for (const auto& [word, enumerator] : kStates) {
    if (word == text) return enumerator;
  }
  return std::nullopt;
}

AgreementState state_on(const Agreement& agreement, LocalDay day) {
  if (agreement.refused) return AgreementState::kRefused;
  if (agreement.ended && agreement.ended->on <= day) return AgreementState::kEnded;
  if (agreement.valid_to && *agreement.valid_to < day) return AgreementState::kExpired;
  const auto first = first_day(agreement);
  if (!first) return AgreementState::kApplied;
  return *first <= day ? AgreementState::kInForce : AgreementState::kAgreed;
}

Result<void> check_ours(const Agreement& agreement) {
  if (agreement.master == "here") return {};
  return conflict(fmt::format("agreement {} is kept in {} and is read-only here; change it there",
                              agreement.id, agreement.master));
}

Result<void> check_alive(const Agreement& agreement) {
  DISTANSKOLL_TRY(check_ours(agreement));
  if (agreement.refused) {
    return conflict(fmt::format("the application was refused on {}; make a new one",
                                format_date(agreement.refused->on)));
  }
  if (agreement.ended) {
    return conflict(
        fmt::format("the agreement ended on {}; make a new one", format_date(agreement.ended->on)));
  }
  return {};
}

Result<Agreement> apply(const Application& application, const std::vector<const Agreement*>& others,
                        const Act& act) {
  DISTANSKOLL_TRY(check_terms(application.terms, act));
  const LocalDay applied_on = application.applied_on.value_or(act.today);
  DISTANSKOLL_TRY(check_not_future("applied_on", applied_on, act));
  if (application.note) DISTANSKOLL_TRY(check_text("note", *application.note));
  DISTANSKOLL_TRY(check_free(others, application.terms));
  Agreement made;
  made.id = application.id;
  made.employee = application.employee;
  set_terms(made, application.terms);
  made.applied_on = applied_on;
  made.appear_within_minutes = application.appear_within_minutes;
  made.note = application.note;
  return made;
}

Result<TermsChange> change_terms(const Agreement& agreement, const Terms& terms, const Act& act) {
  DISTANSKOLL_TRY(check_alive(agreement));
  DISTANSKOLL_TRY(check_terms(terms, act));
  if (terms == terms_of(agreement)) return conflict("the terms are these already");
  const auto first = first_day(agreement);
  if (first && *first <= act.today) {
    return conflict(fmt::format(
        "the agreement has covered days since {}, and those stay as they were agreed; renew it "
        "with the new terms",
        format_date(*first)));
  }
  TermsChange change{agreement, agreement.signed_by_employee || agreement.signed_by_manager};
  set_terms(change.agreement, terms);
  change.agreement.signed_by_employee.reset();
  change.agreement.signed_by_manager.reset();
  return change;
}

Result<Signed> sign(const Agreement& agreement, const SigningWish& wish,
                    const Agreement* predecessor, const Act& act) {
  DISTANSKOLL_TRY(check_alive(agreement));
  const bool employee = wish.signer == Signer::kEmployee;
  const auto& there = employee ? agreement.signed_by_employee : agreement.signed_by_manager;
  if (there) {
    return conflict(fmt::format("the {} signed on {} already", employee ? "employee" : "manager",
                                format_date(there->on)));
  }
  const bool confirmed = wish.level == SignatureLevel::kConfirmed;
  const Error forbidden{ErrorCode::kPermissionDenied,
                        employee ? "only the employee confirms the employee's signature"
                                 : "nobody signs as the manager of themselves"};
  if (employee && confirmed && act.by != agreement.employee) return forbidden;
  if (!employee && act.by == agreement.employee) return forbidden;
  const LocalDay on = wish.on.value_or(act.today);
  DISTANSKOLL_TRY(check_not_future("on", on, act));
  if (confirmed && on != act.today) {
    return wrong("a signature is confirmed on the day it is made; leave \"on\" out");
  }
  if (agreement.applied_on && on < *agreement.applied_on) {
    return wrong(fmt::format("\"on\" ({}) is before the application of {}", format_date(on),
                             format_date(*agreement.applied_on)));
  }
  if (agreement.valid_to && on > *agreement.valid_to) {
    return wrong(fmt::format("the agreement ran out on {}, before this signature; make a new one",
                             format_date(*agreement.valid_to)));
  }
  Signed next{agreement, std::nullopt};
  auto& signature = employee ? next.agreement.signed_by_employee : next.agreement.signed_by_manager;
  signature = Signature{on, wish.level, act.by};
  if (predecessor != nullptr && check_ours(*predecessor) && first_day(next.agreement)) {
    succeed(next, *predecessor, act);
  }
  return next;
}

Result<Agreement> refuse(const Agreement& agreement, const std::string& reason, const Act& act) {
  DISTANSKOLL_TRY(check_alive(agreement));
  DISTANSKOLL_TRY(check_text("reason", reason));
  if (agreement.signed_by_manager) {
    return conflict("the manager has signed; an agreement is ended, not refused");
  }
  if (act.by == agreement.employee) {
    return Error{ErrorCode::kPermissionDenied,
                 "an application is withdrawn by the one who made it (end it), not refused"};
  }
  Agreement next = agreement;
  next.refused = Refusal{act.today, reason, act.by};
  return next;
}

Result<Agreement> renew(const Agreement& agreement, const std::string& id, const Terms& terms,
                        const std::vector<const Agreement*>& others, const Act& act) {
  DISTANSKOLL_TRY(check_alive(agreement));
  DISTANSKOLL_TRY(check_terms(terms, act));
  if (!first_day(agreement)) {
    return conflict("the agreement is not signed by both yet; change its terms instead");
  }
  if (terms.valid_from <= agreement.valid_from) {
    return wrong(fmt::format("\"valid_from\" must be after {}, when the renewed agreement begins",
                             format_date(agreement.valid_from)));
  }
  std::vector<const Agreement*> beside = others;
  std::erase_if(beside, [&](const Agreement* other) { return other->id == agreement.id; });
  DISTANSKOLL_TRY(check_free(beside, terms));
  Agreement next;
  next.id = id;
  next.employee = agreement.employee;
  set_terms(next, terms);
  next.applied_on = act.today;
  next.appear_within_minutes = agreement.appear_within_minutes;
  next.renews = agreement.id;
  return next;
}

Result<Ended> end_early(const Agreement& agreement, LocalDay on, const std::string& reason,
                        const Act& act) {
  DISTANSKOLL_TRY(check_alive(agreement));
  DISTANSKOLL_TRY(check_text("reason", reason));
  if (on < act.today) {
    return wrong(fmt::format("\"on\" ({}) is before today: days that were covered stay covered",
                             format_date(on)));
  }
  if (agreement.valid_to && on > *agreement.valid_to) {
    return conflict(
        fmt::format("the agreement ends by itself after {}", format_date(*agreement.valid_to)));
  }
  Ended ended{agreement, agreement.to_return()};
  ended.agreement.ended = AgreementEnd{on, reason, act.by};
  return ended;
}

}  // namespace distanskoll::server::agreements
