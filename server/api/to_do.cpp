// SPDX-License-Identifier: EUPL-1.2
#include "server/api/to_do.h"

#include "server/agreements/reminders/gather.h"
#include "server/agreements/reminders/tasks.h"
#include "server/api/answers.h"
#include "server/api/registers/people_view.h"
#include "server/api/requirement_texts.h"
#include "server/api/values.h"
#include "server/days/grounds.h"
#include "server/store/days.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

namespace distanskoll::server::api {
namespace {

namespace json = boost::json;
namespace reminders = agreements::reminders;
using access::Act;
using access::Answering;
using access::Caller;
using access::Resource;
using access::Role;
using compliance::format_date;
using compliance::LocalDay;
using reminders::Task;
using reminders::TaskKind;

constexpr std::string_view kAgreementValid = "agreement_valid";

json::value null_if_empty(const std::string& text) {
  return text.empty() ? json::value(nullptr) : json::value(text);
}

/// Those that have a task of their own say nothing as a shortfall.
bool has_its_own_task(std::string_view requirement) {
  using policy::AgreementRequirementKind;
  return std::ranges::any_of(
      std::array{AgreementRequirementKind::kRiskAssessment, AgreementRequirementKind::kFollowUp,
                 AgreementRequirementKind::kTraining, AgreementRequirementKind::kGuideline},
      [&](AgreementRequirementKind kind) { return to_string(kind) == requirement; });
}

void add_day(const evidence::DayEntry& day, reminders::EmployeeFacts& facts) {
  for (const auto& [id, result] : day.requirements) {
    if (result != compliance::DayResult::kFail || has_its_own_task(id)) continue;
    if (id == kAgreementValid) {
      facts.without_agreement = day.date;
      continue;
    }
    facts.shortfall = day.date;
    if (std::ranges::find(facts.failing, id) == facts.failing.end()) facts.failing.push_back(id);
  }
}

/// Whom a task waits for, as the caller sees it.
enum class Whose { kMine, kBelow, kNobodys };

class ToDo {
 public:
  ToDo(const Caller& caller, const policy::Policy* policy)
      : caller_(caller),
        policy_(policy),
        ground_(reminders::ground_of(
            caller.registry(), policy ? reminders::rules_of(*policy) : reminders::ReminderRules{},
            {}, caller.today())) {}

  /// Days since Monday of last week: of those alone whom the caller answers for in person.
  [[nodiscard]] Result<void> read_days(store::Connection& connection) {
    const LocalDay since = compliance::monday_of(caller_.today()) - std::chrono::days{7};
    for (auto& [id, facts] : ground_.employees) {
      if (whose(id, facts.unit) != Whose::kMine) continue;
      const auto days = store::days_of(connection, id, since, caller_.today());
      if (!days) return days.error();
      for (const store::StoredDay& each : *days) add_day(each.day, facts);
    }
    return {};
  }

  [[nodiscard]] json::object view(std::vector<std::string>& named) const {
    auto tasks = reminders::tasks_of(ground_);
    std::ranges::stable_sort(tasks, {}, [](const Task& task) { return task.kind; });
    json::array mine;
    std::map<TaskKind, std::int64_t> below;
    std::set<std::string> persons;
    for (const Task& task : tasks) {
      const Whose whose_task = whose(task.employee, task.unit);
      if (whose_task == Whose::kBelow) ++below[task.kind];
      if (whose_task != Whose::kMine || !is_for_caller(task.kind)) continue;
      if (!task.employee.empty()) persons.insert(task.employee);
      mine.push_back(row(task));
    }
    json::object counts;
    for (const auto& [kind, count] : below) counts[reminders::to_string(kind)] = count;
    named.assign(persons.begin(), persons.end());
    return {{"today", format_date(caller_.today())},
            {"tasks", std::move(mine)},
            {"below", std::move(counts)}};
  }

 private:
  [[nodiscard]] Whose whose(const std::string& employee, const std::string& unit) const {
    if (caller_.role() == Role::kEmployee) {
      return caller_.is_self(employee) ? Whose::kMine : Whose::kNobodys;
    }
    const bool seen = employee.empty() ? caller_.sees_unit(unit) : caller_.sees_person(employee);
    if (!seen) return Whose::kNobodys;
    const auto manager = reminders::manager_for(ground_, employee, unit);
    const auto& answers_for = caller_.acting().managers;
    return manager && std::ranges::find(answers_for, *manager) != answers_for.end() ? Whose::kMine
                                                                                    : Whose::kBelow;
  }

  /// What waits for the manager is not the employee's to do.
  [[nodiscard]] bool is_for_caller(TaskKind kind) const {
    if (caller_.role() != Role::kEmployee) return true;
    return kind != TaskKind::kManagerSignature && kind != TaskKind::kContestedDay &&
           kind != TaskKind::kMarkedDay;
  }

  /// The version that a write of it must name.
  [[nodiscard]] json::value version_of(const Task& task) const {
    const auto version = [&](const auto& shelf) -> json::value {
      const auto* kept = shelf.find_kept(task.about);
      return kept ? json::value(kept->version) : json::value(nullptr);
    };
    if (task.about.empty()) return nullptr;
    if (task.kind == TaskKind::kContestedDay) return version(caller_.registry().objections);
    if (task.kind == TaskKind::kMarkedDay) return version(caller_.registry().marks);
    return version(caller_.registry().agreements);
  }

  [[nodiscard]] static std::vector<std::string> requirements_of(const Task& task) {
    switch (task.kind) {
      case TaskKind::kShortfall:
        return task.failing;
      case TaskKind::kWithoutAgreement:
        return {std::string(kAgreementValid)};
      case TaskKind::kRiskAssessment:
      case TaskKind::kUnitRiskAssessment:
        return {"risk_assessment"};
      case TaskKind::kFollowUp:
        return {"follow_up"};
      case TaskKind::kTraining:
        return {"training"};
      case TaskKind::kGuideline:
        return {"guideline"};
      case TaskKind::kContestedDay:
      case TaskKind::kExpiresIn7:
      case TaskKind::kExpiresIn30:
      case TaskKind::kExpiresIn60:
      case TaskKind::kManagerSignature:
      case TaskKind::kEmployeeSignature:
      case TaskKind::kMarkedDay:
        return {};
    }
    return {};
  }

  [[nodiscard]] json::object row(const Task& task) const {
    json::array requirements;
    for (const std::string& id : requirements_of(task)) {
      requirements.push_back(
          json::object{{"id", id}, {"title", local(texts_of(policy_, id).title)}});
    }
    return {{"kind", reminders::to_string(task.kind)},
            {"employee", null_if_empty(task.employee)},
            {"name", null_if_empty(name_of(caller_, task.employee))},
            {"unit", null_if_empty(task.unit)},
            {"about", null_if_empty(task.about)},
            {"version", version_of(task)},
            {"date", date_or_null(task.date)},
            {"last", date_or_null(task.last)},
            {"requirements", std::move(requirements)}};
  }

  const Caller& caller_;
  const policy::Policy* policy_;
  reminders::Ground ground_;
};

void get_to_do(const ApiParts& parts, const net::Request& request, const Caller& caller,
               const Answering& answering) {
  if (!request.query.empty()) {
    return answering.refuse({ErrorCode::kMalformed, "this address takes no parameters"});
  }
  const auto in_force = parts.admission.in_force();
  ToDo to_do(caller, in_force ? &in_force->policy : nullptr);
  {
    auto reader = parts.readers.lend();
    if (!reader) return answering.refuse(reader.error());
    const auto read = to_do.read_days(**reader);
    if (!read) return answering.refuse(read.error());
  }
  std::vector<std::string> named;
  const json::object body = to_do.view(named);
  answering.naming(std::move(named), json_answer(body));
}

json::object asked(const std::string& id, const RequirementTexts& texts, std::string_view part,
                   bool applies) {
  return {{"id", id},
          {"part", part},
          {"applies", applies},
          {"title", local(texts.title)},
          {"why", local(texts.why)},
          {"remedy", local(texts.remedy)}};
}

json::value guideline_of(const policy::Policy& policy) {
  if (!policy.guideline) return nullptr;
  return json::object{
      {"title", policy.guideline->title},
      {"version", policy.guideline->version},
      {"valid_from", format_date(LocalDay(policy.guideline->valid_from))},
      {"url", policy.guideline->url ? json::value(*policy.guideline->url) : json::value(nullptr)}};
}

void get_requirements(const ApiParts& parts, const net::Request& request, const Caller& caller,
                      const Answering& answering) {
  const auto id = net::decode_segment(request.arguments.at(0));
  if (!id) return answering.refuse(id.error());
  if (!request.query.empty()) {
    return answering.refuse({ErrorCode::kMalformed, "this address takes no parameters"});
  }
  const auto* employee = caller.registry().employees.find(*id);
  if (employee == nullptr) {
    return answering.refuse({ErrorCode::kNotFound, "there is no such employee"});
  }
  json::object body{{"employee", *id}, {"policy", nullptr}, {"guideline", nullptr}};
  json::array requirements;
  if (const auto in_force = parts.admission.in_force()) {
    const policy::Policy& policy = in_force->policy;
    const auto person =
        days::DayGrounds(caller.registry(), {}).person_on(*employee, caller.today());
    if (!person) return answering.refuse(person.error());
    const auto applies = [&](const policy::Scope& scope) {
      return person->directory.in_scope(scope, person->employee);
    };
    for (const policy::Requirement& each : policy.requirements) {
      requirements.push_back(asked(each.id, {each.title, each.why, each.remedy}, "security",
                                   applies(each.applies_to)));
    }
    for (const policy::AgreementRequirement& each : policy.agreement) {
      requirements.push_back(asked(std::string(to_string(each.kind)), texts_of(each.kind),
                                   "agreement", applies(each.applies_to)));
    }
    body["policy"] = json::object{
        {"id", policy.id}, {"version", policy.version}, {"title", local(policy.title)}};
    body["guideline"] = guideline_of(policy);
  }
  body["requirements"] = std::move(requirements);
  answering.naming({*id}, json_answer(body));
}

}  // namespace

void add_to_do_routes(access::Door& door, const ApiParts& parts) {
  using Handler = void (*)(const ApiParts&, const net::Request&, const Caller&, const Answering&);
  const auto get = [&](std::string path, access::Needs needs, Handler handler) {
    door.on(
        net::Method::kGet, std::move(path), needs,
        [parts, handler](net::Request& request, const Caller& caller, const Answering& answering) {
          handler(parts, request, caller, answering);
        });
  };
  get("/api/v1/staff/to-do", access::needs(Resource::kDays, Act::kRead), get_to_do);
  get("/api/v1/employees/{}/requirements", access::needs_person(Resource::kDays, Act::kRead),
      get_requirements);
}

}  // namespace distanskoll::server::api
