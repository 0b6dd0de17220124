// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/records/employee.h"

#include "server/agreements/records/codec.h"

#include <algorithm>

namespace distanskoll::server::agreements {
namespace {

constexpr IntegerRange kEmploymentPercent{0, 100};
constexpr Words<EmploymentKind> kEmploymentKinds[] = {{"employee", EmploymentKind::kEmployee},
                                                      {"substitute", EmploymentKind::kSubstitute},
                                                      {"consultant", EmploymentKind::kConsultant},
                                                      {"elected", EmploymentKind::kElected}};
constexpr Words<Sex> kSexes[] = {{"woman", Sex::kWoman}, {"man", Sex::kMan}};

/// Of what holds on a day the one that began last; what has no beginning began first.
template <class Dated>
const Dated* newest_on(const std::vector<Dated>& all, LocalDay day) {
  const Dated* found = nullptr;
  for (const Dated& one : all) {
    if (one.period.covers(day) && (!found || found->period.from <= one.period.from)) found = &one;
  }
  return found;
}

}  // namespace

template <class Fields>
static void describe(Fields& fields, Employment& employment) {
  fields.id("unit", employment.unit);
  fields.maybe_id("role", employment.role);
  fields.number("percent", employment.percent, kEmploymentPercent);
  fields.word("kind", employment.kind, kEmploymentKinds);
  fields.flag("primary", employment.primary);
  fields.period(employment.period);
}
template <class Fields>
static void describe(Fields& fields, Login& login) {
  fields.text("login", login.login);
  fields.period(login.period);
}
template <class Fields>
static void describe(Fields& fields, PersonName& name) {
  fields.text("given", name.given);
  fields.text("family", name.family);
  fields.period(name.period);
}
template <class Fields>
static void describe(Fields& fields, Employee& employee) {
  fields.id("id", employee.id);
  fields.maybe_id("number", employee.number);
  fields.list("employments", employee.employments);
  fields.list("leave", employee.leave);
  fields.list("logins", employee.logins);
  fields.list("names", employee.names);
  fields.maybe_text("mail", employee.mail);
  fields.later_text("external_id", employee.external_id);
  fields.maybe_id("manager", employee.manager);
  fields.maybe_word("sex", employee.sex, kSexes);
  fields.flag("protected_identity", employee.protected_identity);
  fields.id("master", employee.master);
}

const Employment* Employee::employment_on(LocalDay day) const {
  const Employment* found = nullptr;
  for (const Employment& one : employments) {
    if (!one.period.covers(day)) continue;
    const bool better = found == nullptr || (one.primary && !found->primary) ||
                        (one.primary == found->primary && one.percent > found->percent);
    if (better) found = &one;
  }
  return found;
}

std::int64_t Employee::percent_on(LocalDay day) const {
  std::int64_t sum = 0;
  for (const Employment& one : employments) sum += one.period.covers(day) ? one.percent : 0;
  return std::min<std::int64_t>(sum, 100);
}

bool Employee::has_login_on(std::string_view login, LocalDay day) const {
  return std::ranges::any_of(
      logins, [&](const Login& one) { return one.login == login && one.period.covers(day); });
}

std::string Employee::name_on(LocalDay day) const {
  const PersonName* name = newest_on(names, day);
  return name ? name->given + " " + name->family : std::string();
}

std::optional<LocalDay> Employee::last_day() const {
  std::optional<LocalDay> last;
  for (const Employment& one : employments) {
    if (!one.period.to) return std::nullopt;
    last = last ? std::max(*last, *one.period.to) : *one.period.to;
  }
  return last;
}

std::string encode(const Employee& employee) { return encode_record(employee); }
Result<Employee> decode_employee(std::string_view json) { return decode_record<Employee>(json); }

}  // namespace distanskoll::server::agreements
