// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/intake/history.h"

#include <algorithm>

namespace distanskoll::server::agreements::intake {
namespace {

constexpr std::chrono::days kDay{1};

bool begins_after(const Period& period, LocalDay day) { return period.from && *period.from > day; }

/// It ends on `last`, unless it already ended. False: it would never have begun.
bool cut(Period& period, LocalDay last) {
  if (begins_after(period, last)) return false;
  if (!period.to || *period.to > last) period.to = last;
  return true;
}

template <class Dated>
void cut_all(std::vector<Dated>& all, LocalDay last) {
  std::erase_if(all, [&](Dated& one) { return !cut(one.period, last); });
}

Employment with_terms(Employment employment, const ToldEmployment& told) {
  if (told.role) employment.role = *told.role;
  if (told.percent) employment.percent = *told.percent;
  if (told.kind) employment.kind = *told.kind;
  if (told.primary) employment.primary = *told.primary;
  return employment;
}

bool same_terms(const Employment& a, const Employment& b) {
  return a.role == b.role && a.percent == b.percent && a.kind == b.kind && a.primary == b.primary;
}

/// The employments that exist, with which of them a told one already speaks of.
class Merge {
 public:
  Merge(std::vector<Employment> stored, LocalDay today, bool alone)
      : stored_(std::move(stored)), spoken_of_(stored_.size()), today_(today), alone_(alone) {}

  void take(const ToldEmployment& told) {
    const std::optional<std::size_t> last = newest_of(told);
    if (!last) return begin(told);
    Employment& known = stored_[*last];
    const Employment wanted = with_terms(known, told);
    if (same_terms(known, wanted)) {
      if (told.to) known.period.to = *told.to;
    } else {
      change(known, wanted, told);
    }
    first_day(told);
  }

  std::vector<Employment> finish() {
    std::vector<Employment> all;
    for (std::size_t i = 0; i < stored_.size(); ++i) {
      const bool past = stored_[i].period.to && *stored_[i].period.to < today_;
      if (past || spoken_of_[i] || cut(stored_[i].period, end_of_untold(stored_[i]))) {
        all.push_back(stored_[i]);
      }
    }
    all.insert(all.end(), begun_.begin(), begun_.end());
    std::ranges::stable_sort(all, {}, [](const Employment& one) { return one.period.from; });
    return all;
  }

 private:
  /// Of the pieces in that unit within the told dates, not yet spoken of, the last one. All of them
  /// are spoken of from then on: they are the same employment with other terms.
  std::optional<std::size_t> newest_of(const ToldEmployment& told) {
    const Period dates{told.from ? told.from : std::optional(today_),
                       told.to ? *told.to : std::nullopt};
    std::optional<std::size_t> newest;
    for (std::size_t i = 0; i < stored_.size(); ++i) {
      const Employment& one = stored_[i];
      const bool same_place = one.unit == told.unit;
      // Moved before it began: the same employment, though no day is in both.
      const bool postponed = one.period.from && *one.period.from > today_;
      if (spoken_of_[i] || !same_place || (!postponed && !overlap(one.period, dates))) continue;
      if (!newest || stored_[*newest].period.from <= one.period.from) newest = i;
    }
    if (!newest) return newest;
    chain_.clear();
    for (std::size_t i = 0; i < stored_.size(); ++i) {
      if (stored_[i].unit != told.unit || spoken_of_[i]) continue;
      if (i != *newest && !overlap(stored_[i].period, dates)) continue;
      // Two posts side by side in one unit are two: only what comes before it is the same one.
      if (i != *newest && overlap(stored_[i].period, stored_[*newest].period)) continue;
      spoken_of_[i] = true;
      chain_.push_back(i);
    }
    return newest;
  }

  void begin(const ToldEmployment& told) {
    Employment employment;
    employment.unit = told.unit;
    employment.primary = alone_;
    employment = with_terms(std::move(employment), told);
    if (told.to) employment.period.to = *told.to;
    const bool over = employment.period.to && *employment.period.to < today_;
    employment.period.from = told.from || over ? told.from : std::optional(today_);
    begun_.push_back(std::move(employment));
  }

  void change(Employment& known, Employment wanted, const ToldEmployment& told) {
    if (told.to) wanted.period.to = *told.to;
    const bool over = wanted.period.to && *wanted.period.to < today_;
    LocalDay day = today_;
    if (told.from && (!known.period.from || *told.from > *known.period.from)) day = *told.from;
    if (over || (known.period.from && *known.period.from >= day)) {
      known = std::move(wanted);  // a correction of what is over, or has not begun
      return;
    }
    known.period.to = day - kDay;
    wanted.period.from = day;
    begun_.push_back(std::move(wanted));
  }

  /// A first day earlier than what is known, or of what has not begun, is put right.
  void first_day(const ToldEmployment& told) {
    if (!told.from || chain_.empty()) return;
    Employment* first = &stored_[chain_.front()];
    for (const std::size_t i : chain_) {
      if (stored_[i].period.from < first->period.from) first = &stored_[i];
    }
    if (!first->period.from) return;
    if (*told.from < *first->period.from || *first->period.from > today_) {
      first->period.from = told.from;
    }
  }

  [[nodiscard]] LocalDay end_of_untold(const Employment& untold) const {
    std::optional<LocalDay> next;
    for (const Employment& one : begun_) {
      if (!one.period.from || (untold.period.from && *one.period.from <= *untold.period.from)) {
        continue;
      }
      if (!next || *one.period.from < *next) next = one.period.from;
    }
    return (next && *next > today_ ? *next : next.value_or(today_)) - kDay;
  }

  std::vector<Employment> stored_;
  std::vector<bool> spoken_of_;
  std::vector<Employment> begun_;
  std::vector<std::size_t> chain_;
  LocalDay today_;
  bool alone_;
};

}  // namespace

bool overlap(const Period& a, const Period& b) {
  return (!a.from || !b.to || *a.from <= *b.to) && (!b.from || !a.to || *b.from <= *a.to);
}

void tell_employments(Employee& employee, std::vector<ToldEmployment> told, LocalDay today) {
  std::ranges::stable_sort(told, {}, [](const ToldEmployment& one) { return one.from; });
  Merge merge(std::move(employee.employments), today, told.size() == 1);
  for (const ToldEmployment& one : told) merge.take(one);
  employee.employments = merge.finish();
}

void tell_logins(Employee& employee, const std::vector<std::string>& logins, LocalDay today,
                 std::optional<LocalDay> since) {
  std::erase_if(employee.logins, [&](Login& one) {
    const bool stays = std::ranges::find(logins, one.login) != logins.end();
    if (stays || (one.period.to && *one.period.to < today)) return false;
    return !cut(one.period, today - kDay);
  });
  for (const std::string& login : logins) {
    if (employee.has_login_on(login, today)) continue;
    employee.logins.push_back({login, {since ? since : std::optional(today), std::nullopt}});
  }
}

void tell_name(Employee& employee, const std::string& given, const std::string& family,
               LocalDay today) {
  if (given.empty() && family.empty()) return;  // of a protected identity: not told
  PersonName* now = nullptr;
  for (PersonName& name : employee.names) {
    if (!name.period.covers(today)) continue;
    if (now == nullptr || now->period.from <= name.period.from) now = &name;
  }
  if (now != nullptr && now->given == given && now->family == family) return;
  if (now != nullptr && now->period.from == today) {
    now->given = given;
    now->family = family;
    return;
  }
  std::optional<LocalDay> from;
  if (now != nullptr) {
    now->period.to = today - kDay;
    from = today;
  }
  employee.names.push_back({given, family, {from, std::nullopt}});
}

void tell_leave(Employee& employee, const std::vector<Period>& leave, LocalDay today) {
  std::erase_if(employee.leave, [&](Period& one) {
    if (one.to && *one.to < today) return false;
    const bool told =
        std::ranges::any_of(leave, [&](const Period& wanted) { return wanted.from == one.from; });
    return !told && !cut(one, today - kDay);
  });
  for (const Period& wanted : leave) {
    const auto known = std::ranges::find(employee.leave, wanted.from, &Period::from);
    if (known == employee.leave.end()) {
      employee.leave.push_back(wanted);
    } else {
      known->to = wanted.to;
    }
  }
  std::ranges::stable_sort(employee.leave, {}, &Period::from);
}

void end_person(Employee& employee, LocalDay last) {
  cut_all(employee.employments, last);
  cut_all(employee.logins, last);
}

}  // namespace distanskoll::server::agreements::intake
