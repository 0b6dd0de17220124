// SPDX-License-Identifier: EUPL-1.2
// The directory: units, employees, inventory, accounts. And all registers in order of days.
#include "tests/fleet/registers.h"

#include "tests/fleet/chance.h"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

namespace distanskoll::fleet {
namespace {

using namespace server::agreements;  // NOLINT(google-build-using-namespace): records by the dozen
using std::chrono::days;

constexpr std::string_view kRoot = "KOMMUN";
constexpr std::string_view kBy = "demonstration";

/// Before any history: what was so when it began.
LocalDay long_ago(const Sample& sample) { return sample.end - kHistoryAtMost; }

std::string manager_of(const Sample& sample, std::size_t unit) {
  for (const Colleague& one : sample.people) {
    if (one.unit == unit && one.manager) return one.id;
  }
  return {};
}

/// Every tenth or so has something in the directory that most do not have; by number, so that
/// each of them is there.
void add_peculiar(const Sample& sample, const Colleague& one, Employee& employee) {
  Employment& main = employee.employments.front();
  switch (one.manager ? 0 : one.person.number % 40) {
    case 7:
      main.kind = EmploymentKind::kSubstitute;  // vikarie
      main.period = {sample.end - days{150}, sample.end + days{60}};
      return;
    case 11:
      main.kind = EmploymentKind::kConsultant;
      main.role = "konsult";
      main.period = {sample.end - days{300}, sample.end + days{120}};
      return;
    case 13:
      employee.protected_identity = one.person.number < 40;
      return;
    case 17: {  // two half posts
      main.percent = 50;
      Employment second = main;
      second.primary = false;
      second.role = "handlaggare";
      employee.employments.push_back(second);
      return;
    }
    case 19:
      employee.leave.push_back({sample.end - days{120}, sample.end - days{90}});
      return;
    case 23:  // a new family name in the middle of the year
      employee.names.front().period.to = sample.end - days{181};
      employee.names.push_back({one.given, "Exempelnamn", {sample.end - days{180}, std::nullopt}});
      return;
    default:
      break;
  }
  Chance chance({sample.seed, one.person.number, 15});
  if (!one.manager && chance.percent(20)) main.percent = chance.percent(50) ? 75 : 50;
}

Employee employee_of(const Sample& sample, const Colleague& one) {
  const LocalDay since = long_ago(sample) - days{400};
  Employee employee;
  employee.id = one.id;
  employee.number = fmt::format("A{:05}", one.person.number + 1);
  Employment main;
  main.unit = sample.units[one.unit].code;
  main.role = one.role;
  main.primary = true;
  main.period.from = since;
  employee.employments.push_back(main);
  employee.logins.push_back({login_of(one.person), {since, std::nullopt}});
  employee.names.push_back({one.given, one.family, {since, std::nullopt}});
  employee.mail = login_of(one.person);
  employee.sex = one.woman ? Sex::kWoman : Sex::kMan;
  add_peculiar(sample, one, employee);
  return employee;
}

server::agreements::Laptop laptop_of(const Sample& sample, const Colleague& one) {
  server::agreements::Laptop laptop;
  laptop.id = serial_number_of(one.person);
  laptop.serial_number = laptop.id;
  laptop.host_name = host_name_of(one.person);
  laptop.primary_login = login_of(one.person);
  laptop.unit = sample.units[one.unit].code;
  const bool linux_laptop = one.person.tunnel == Person::Tunnel::kWireguard;
  laptop.platform = linux_laptop ? Platform::kLinux : Platform::kWindows;
  laptop.model = linux_laptop ? "Bärbar L14" : "Bärbar W14";
  laptop.last_check_in = long_ago(sample);
  laptop.master = "intune";
  return laptop;
}

Account account_of(std::string id, std::string name) {
  Account account;
  account.logins.push_back(id + "@kommun.example");
  account.id = std::move(id);
  account.name = std::move(name);
  account.given_by = kBy;
  return account;
}

Account granted(Account account, Role role) {
  Grant grant;
  grant.role = role;
  account.grants.push_back(grant);
  return account;
}

Account granted(std::string id, std::string name, Role role) {
  return granted(account_of(std::move(id), std::move(name)), role);
}

/// An account whose roles follow from the directory.
Account employed(std::string id, std::string name, std::string employee) {
  Account account = account_of(std::move(id), std::move(name));
  account.employee = std::move(employee);
  return account;
}

/// Whom one can be in the demonstration: somebody for every role.
std::vector<Account> accounts_of(const Sample& sample, std::size_t unit, const Colleague* deputy) {
  const std::string& unit_name = sample.units[unit].name;
  Account named = granted("hr-skyddade", "HR, utsedd för skyddade personuppgifter", Role::kHr);
  named.grants.front().protected_identities = true;
  std::vector<Account> all = {
      granted("it-sakerhet", "IT-säkerhetssamordnare", Role::kItSecurity),
      granted(employed("it-chef", "IT-chef, IT-säkerhet och chef för " + sample.units[0].name,
                       manager_of(sample, 0)),
              Role::kItSecurity),
      employed("chef", "Chef för " + unit_name, manager_of(sample, unit)),
      granted("hr", "HR-specialist", Role::kHr),
      std::move(named),
      granted("administrator", "Systemförvaltare", Role::kAdministrator),
      granted("revisor", "Revisor", Role::kAuditor),
      granted("dataskyddsombud", "Dataskyddsombud", Role::kDataProtectionOfficer),
      granted("skyddsombud", "Skyddsombud", Role::kInsight),
      granted("namndsekreterare", "Nämndsekreterare", Role::kCommitteeSecretary)};
  if (deputy != nullptr) {
    all.push_back(employed("ersattare", "Ersättare för chefen för " + unit_name, deputy->id));
  }
  // Whose laptop reports, and who is in nobody's place: the days are the employee's own.
  const auto employee = std::ranges::find_if(sample.people, [&](const Colleague& one) {
    return one.person.number < sample.laptops && !one.manager &&
           (deputy == nullptr || one.id != deputy->id) &&
           !employee_of(sample, one).protected_identity && story_of(sample, one) == Story::kValid;
  });
  if (employee != sample.people.end()) {
    all.push_back(employed("medarbetare",
                           fmt::format("{} {}, medarbetare", employee->given, employee->family),
                           employee->id));
  }
  return all;
}

void add_units(const Sample& sample, std::vector<Known>& all) {
  const LocalDay since = long_ago(sample);
  Unit root;
  root.code = kRoot;
  root.name = "Exempelkommunen (simulerad)";
  root.committee = "Kommunstyrelsen";
  root.managers.push_back({manager_of(sample, 0), {}});
  all.push_back({since, root});
  for (std::size_t i = 0; i < sample.units.size(); ++i) {
    Unit unit;
    unit.code = sample.units[i].code;
    unit.name = sample.units[i].name;
    unit.parent = kRoot;
    unit.committee = sample.units[i].committee;
    unit.managers.push_back({manager_of(sample, i), {}});
    unit.safety_representative = "skyddsombud-" + std::to_string(i + 1);
    RiskAssessment assessment;
    // Every third unit has not looked at it for long.
    assessment.on = sample.end - days{i % 3 == 2 ? 500 : 420};
    unit.assessments.push_back(assessment);
    all.push_back({since, unit});
    if (i % 3 == 2) continue;
    assessment.on = sample.end - days{70 + 11 * static_cast<int>(i)};
    unit.assessments.push_back(assessment);
    all.push_back({assessment.on, unit});
  }
}

}  // namespace

void add_directory(const Sample& sample, std::vector<Known>& all) {
  add_units(sample, all);
  for (const Colleague& one : sample.people) {
    all.push_back({long_ago(sample), employee_of(sample, one)});
    all.push_back({long_ago(sample), laptop_of(sample, one)});
  }
  // The second unit's manager is away for a month, and a colleague stands in.
  const std::size_t unit = sample.units.size() > 1 ? 1 : 0;
  const auto colleague = std::ranges::find_if(sample.people, [&](const Colleague& one) {
    return one.unit == unit && !one.manager && !employee_of(sample, one).protected_identity;
  });
  if (colleague != sample.people.end()) {
    const std::string manager = manager_of(sample, unit);
    all.push_back(
        {sample.end - days{20}, Deputy{"deputy-1", manager, colleague->id, sample.end - days{20},
                                       sample.end + days{10}, manager}});
  }
  const Colleague* deputy = colleague == sample.people.end() ? nullptr : &*colleague;
  for (Account& account : accounts_of(sample, unit, deputy)) {
    all.push_back({long_ago(sample), std::move(account)});
  }
}

std::vector<Known> registers_of(const Sample& sample) {
  std::vector<Known> all;
  add_directory(sample, all);
  add_agreements(sample, all);
  add_declared(sample, all);
  std::ranges::stable_sort(all, {}, &Known::on);
  return all;
}

}  // namespace distanskoll::fleet
