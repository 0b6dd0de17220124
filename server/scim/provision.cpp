// SPDX-License-Identifier: EUPL-1.2
#include "server/scim/provision.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace distanskoll::server::scim {
namespace {

namespace imports = agreements::imports;
namespace intake_ns = agreements::intake;
using agreements::Employment;
using agreements::Login;
using intake_ns::Trouble;

/// Columns of the table in their order; "to" is not an attribute's but follows from active.
constexpr std::array<std::string_view, 15> kColumns = {"hr_number",
                                                       "logins",
                                                       "given_name",
                                                       "family_name",
                                                       "unit",
                                                       "from",
                                                       "to",
                                                       "primary",
                                                       "role",
                                                       "kind",
                                                       "employment_percent",
                                                       "mail",
                                                       "manager",
                                                       "protected_identity",
                                                       "external_id"};

class RowText {
 public:
  void put(std::string_view column, std::string text) {
    cells_.at(index(column)) = std::move(text);
  }
  void put(std::string_view column, const std::optional<std::string>& text) {
    put(column, text.value_or(std::string()));
  }
  [[nodiscard]] const std::string& at(std::size_t column) const { return cells_.at(column); }

 private:
  static std::size_t index(std::string_view column) {
    return static_cast<std::size_t>(std::ranges::find(kColumns, column) - kColumns.begin());
  }
  std::array<std::string, kColumns.size()> cells_;
};

std::string date_or_empty(const std::optional<LocalDay>& day) {
  return day ? compliance::format_date(*day) : std::string();
}

std::string same_login(std::string_view text) {
  const auto parsed = imports::parse_login(imports::trimmed(text));
  return parsed ? *parsed : std::string(text);
}

/// Logins of today with the one that was shown as userName replaced by the one that is told.
std::string logins_text(const Employee* stored, const User& wanted, LocalDay today) {
  const std::string told = wanted.at(Attribute::kUserName).value_or(std::string());
  std::string all = told;
  if (stored == nullptr) return all;
  const Login* shown = shown_login(*stored, today);
  for (const Login& login : stored->logins) {
    const bool replaced = &login == shown || login.login == same_login(told);
    if (!replaced && login.period.covers(today)) all += "\n" + login.login;
  }
  return all;
}

/// What is the person's and not an employment's.
RowText person_row(const Employee* stored, const User& wanted, LocalDay today) {
  RowText row;
  row.put("hr_number", wanted.at(Attribute::kNumber));
  row.put("logins", logins_text(stored, wanted, today));
  row.put("given_name", wanted.at(Attribute::kGivenName));
  row.put("family_name", wanted.at(Attribute::kFamilyName));
  row.put("mail", wanted.at(Attribute::kMail));
  row.put("external_id", wanted.at(Attribute::kExternalId));
  row.put("protected_identity", std::string(wanted.is(Attribute::kProtected) ? "ja" : "nej"));
  return row;
}

/// An employment beside the main one stays as it is.
RowText side_row(RowText row, const Employment& employment) {
  row.put("unit", employment.unit);
  row.put("role", employment.role);
  row.put("from", date_or_empty(employment.period.from));
  row.put("to", date_or_empty(employment.period.to));
  row.put("primary", std::string(employment.primary ? "ja" : "nej"));
  return row;
}

struct Draft {
  const Intake& intake;
  const Employee* stored;
  const User& wanted;
  User before;
  bool is_active = false;
};

std::vector<RowText> rows_of(const Draft& draft, RowText row) {
  const LocalDay today = draft.intake.today;
  const Employment* main = draft.stored ? main_employment(*draft.stored, today) : nullptr;
  const RowText person = row;
  row.put("unit", draft.wanted.at(Attribute::kUnit));
  row.put("role", draft.wanted.at(Attribute::kRole));
  for (const auto& [attribute, column] : {std::pair(Attribute::kKind, "kind"),
                                          std::pair(Attribute::kPercent, "employment_percent")}) {
    if (draft.wanted.at(attribute) != draft.before.at(attribute)) {
      row.put(column, draft.wanted.at(attribute));
    }
  }
  std::vector<RowText> sides;
  if (main != nullptr && draft.is_active) {
    row.put("to", date_or_empty(main->period.to));
    if (main->period.from && *main->period.from > today) {
      row.put("from", date_or_empty(main->period.from));
    }
  }
  if (draft.stored != nullptr) {
    for (const Employment& one : draft.stored->employments) {
      const bool over = one.period.to && *one.period.to < today;
      if (&one != main && !over) sides.push_back(side_row(person, one));
    }
  }
  if (!sides.empty()) row.put("primary", std::string(main->primary ? "ja" : "nej"));
  sides.insert(sides.begin(), std::move(row));
  return sides;
}

/// A column that says nothing in any row would take away what is stored.
imports::Table table_of(const std::vector<RowText>& rows, bool tells_manager) {
  imports::TableBuilder builder(imports::Charset::kUtf8, "\n");
  const auto is_used = [&](std::size_t column) {
    const std::string_view name = kColumns.at(column);
    if (name == "manager") return tells_manager;
    if (name != "primary" && name != "from" && name != "kind" && name != "employment_percent") {
      return true;
    }
    return std::ranges::any_of(rows, [&](const RowText& row) { return !row.at(column).empty(); });
  };
  for (std::size_t i = 0; i < kColumns.size(); ++i) {
    if (is_used(i)) builder.cell(kColumns.at(i));
  }
  builder.end_row(1);
  for (std::size_t row = 0; row < rows.size(); ++row) {
    for (std::size_t i = 0; i < kColumns.size(); ++i) {
      if (is_used(i)) builder.cell(rows[row].at(i));
    }
    builder.end_row(row + 2);
  }
  return builder.take();
}

/// The column's name as the client knows it.
std::string attribute_name(const std::string& column) {
  for (const AttributeLine& line : all_attributes()) {
    if (line.field == column) return full_name(line);
  }
  return column;
}

std::string sentence(const std::string& column, const imports::Explanation& said) {
  return fmt::format("{}: {} {}", attribute_name(column), said.reason.en, said.remedy.en);
}

Fault fault_of_plan(const intake_ns::PlanProblem& problem) {
  const std::string said = sentence(problem.column, explain(problem));
  switch (problem.trouble) {
    case Trouble::kLoginTaken:
    case Trouble::kOtherMaster:
    case Trouble::kNumberTwice:
      return uniqueness(said);
    case Trouble::kUnknownUnit:
    case Trouble::kUnknownEmployee:
    case Trouble::kUnknownManager:
    case Trouble::kOtherPerson:
    case Trouble::kCircle:
    case Trouble::kOverlap:
    case Trouble::kTwoPrimary:
    case Trouble::kTooManyEnd:
    case Trouble::kNotFull:
    case Trouble::kTooMuch:
      return invalid_value(said);
  }
  return invalid_value(said);
}

/// The manager's employee number, which a row names: nothing when there is to be none.
Read<std::string> manager_number(const Draft& draft) {
  const auto& id = draft.wanted.at(Attribute::kManager);
  if (!id) return std::string();
  const Employee* manager = draft.intake.snapshot.employees.find(*id);
  if (manager == nullptr) return invalid_value("manager: nobody here has that id");
  if (!manager->number) return invalid_value("manager: that person has no employee number");
  return *manager->number;
}

/// Ends on `last` what goes on after it. Logins stay: who comes next lets them end.
void end_employments(Employee& person, LocalDay last) {
  std::erase_if(person.employments, [&](Employment& one) {
    if (one.period.from && *one.period.from > last) return true;
    if (!one.period.to || *one.period.to > last) one.period.to = last;
    return false;
  });
}

}  // namespace

Read<ImportPlan> plan_user(const Intake& intake, const Employee* stored, const User& wanted) {
  Draft draft{intake, stored, wanted, {}, false};
  if (stored != nullptr) draft.before = user_of(*stored, intake.today);
  draft.is_active = draft.before.is(Attribute::kActive);
  ImportPlan plan;
  if (!wanted.is(Attribute::kActive)) {
    if (stored == nullptr) {
      return invalid_value("active: who is not active and not known here is not kept");
    }
    if (draft.is_active) {
      Employee person = *stored;
      end_employments(person, intake.today);
      plan.put(intake.snapshot, std::move(person), stored->number.value_or(stored->id), 0, true);
    }
    return plan;
  }
  if (stored != nullptr && stored->number && wanted.at(Attribute::kNumber) != stored->number) {
    return mutability("employeeNumber: a person keeps the number; another is another person");
  }
  RowText row = person_row(stored, wanted, intake.today);
  const bool tells_manager = wanted.at(Attribute::kManager) != draft.before.at(Attribute::kManager);
  if (tells_manager) {
    auto number = manager_number(draft);
    if (!number) return number.error();
    row.put("manager", std::move(*number));
  }
  const auto reading =
      imports::read_employees(table_of(rows_of(draft, std::move(row)), tells_manager));
  if (!reading.is_whole()) {
    const imports::Problem& problem = reading.findings().problems.front();
    return invalid_value(sentence(problem.column, explain(problem)));
  }
  plan = plan_employees(reading.good_rows(), reading.columns(), intake);
  if (!plan.is_whole()) return fault_of_plan(plan.problems().front());
  return plan;
}

ImportPlan plan_removal(const Intake& intake, const Employee& stored) {
  Employee person = stored;
  end_employments(person, intake.today);
  person.external_id.reset();
  person.master = "here";
  ImportPlan plan;
  plan.put(intake.snapshot, std::move(person), stored.number.value_or(stored.id), 0, true);
  return plan;
}

User completed(User told, const Employee& stored, LocalDay today) {
  const User before = user_of(stored, today);
  for (const Attribute attribute : {Attribute::kPercent, Attribute::kKind}) {
    if (!told.at(attribute) && before.at(attribute)) told.set(attribute, *before.at(attribute));
  }
  if (told.is(Attribute::kProtected)) {
    for (const Attribute attribute : {Attribute::kGivenName, Attribute::kFamilyName}) {
      if (!told.at(attribute) && before.at(attribute)) told.set(attribute, *before.at(attribute));
    }
  }
  return told;
}

const Employee* find_by_number(const agreements::Snapshot& snapshot, std::string_view number) {
  const Employee* found = nullptr;
  for (const auto& [id, kept] : snapshot.employees.all()) {
    if (kept->value.number != number) continue;
    if (found != nullptr) return nullptr;
    found = &kept->value;
  }
  return found;
}

}  // namespace distanskoll::server::scim
