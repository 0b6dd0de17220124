// SPDX-License-Identifier: EUPL-1.2
#include "server/api/registers/agreement_lacks.h"

#include "server/api/answers.h"
#include "server/api/registers/people_view.h"

#include <algorithm>
#include <array>
#include <map>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

namespace distanskoll::server::api {
namespace {

namespace json = boost::json;
using access::Caller;
using agreements::Agreement;
using agreements::AgreementState;
using agreements::LocalDay;

constexpr std::string_view kEquipment = "returned_equipment";
constexpr std::array kLacks = {
    Lack{"employee_signature", [](const Agreement& a) { return !a.signed_by_employee; }},
    Lack{"manager_signature", [](const Agreement& a) { return !a.signed_by_manager; }},
    Lack{"risk_assessment",
         [](const Agreement& a) { return agreements::assessed_on(a.risk_assessments).empty(); }},
    Lack{"follow_up", [](const Agreement& a) { return a.follow_ups.empty(); }},
    Lack{"personnel_file", [](const Agreement& a) { return !a.archived_in_personnel_file; }},
    Lack{"last_day", [](const Agreement& a) { return !a.valid_to; }},
    Lack{kEquipment, [](const Agreement& a) { return !a.to_return().empty(); }},
};
constexpr std::array kStates = {AgreementState::kApplied, AgreementState::kAgreed,
                                AgreementState::kInForce, AgreementState::kExpired,
                                AgreementState::kEnded,   AgreementState::kRefused};
constexpr std::array kSoon = {std::chrono::days{30}, std::chrono::days{60}, std::chrono::days{90}};

bool lives(AgreementState state) {
  return state == AgreementState::kApplied || state == AgreementState::kAgreed ||
         state == AgreementState::kInForce;
}

using States = std::map<AgreementState, std::int64_t>;

json::object states_object(const States& states) {
  json::object object;
  for (const AgreementState state : kStates) {
    const auto found = states.find(state);
    object[to_string(state)] = found == states.end() ? 0 : found->second;
  }
  return object;
}

struct Counts {
  States all;
  std::map<std::string, States> units;
  std::array<std::int64_t, kSoon.size()> expiring{};
  std::array<std::int64_t, kLacks.size()> missing{};

  void add(const Caller& caller, const Agreement& agreement) {
    const LocalDay today = caller.today();
    const AgreementState state = state_on(agreement, today);
    ++all[state];
    ++units[unit_of(caller, agreement.employee)][state];
    for (std::size_t i = 0; i < kSoon.size(); ++i) {
      const bool soon = agreement.valid_to && *agreement.valid_to <= today + kSoon[i];
      if (state == AgreementState::kInForce && soon) ++expiring[i];
    }
    for (std::size_t i = 0; i < kLacks.size(); ++i) {
      if (lacks_on(kLacks[i], agreement, today)) ++missing[i];
    }
  }
};

json::object answer_of(const Counts& counts) {
  json::array units;
  for (const auto& [unit, states] : counts.units) {
    units.push_back(json::object{{"unit", unit}, {"states", states_object(states)}});
  }
  json::array expiring;
  for (std::size_t i = 0; i < kSoon.size(); ++i) {
    expiring.push_back(
        json::object{{"within_days", kSoon[i].count()}, {"agreements", counts.expiring[i]}});
  }
  json::object missing;
  for (std::size_t i = 0; i < kLacks.size(); ++i) missing[kLacks[i].word] = counts.missing[i];
  return {{"states", states_object(counts.all)},
          {"units", std::move(units)},
          {"expiring", std::move(expiring)},
          {"missing", std::move(missing)}};
}

}  // namespace

const Lack* find_lack(std::string_view word) {
  const auto* const found = std::ranges::find(kLacks, word, &Lack::word);
  return found == kLacks.end() ? nullptr : found;
}

bool lacks_on(const Lack& lack, const Agreement& agreement, LocalDay today) {
  const AgreementState state = state_on(agreement, today);
  if (state == AgreementState::kRefused || !lack.is(agreement)) return false;
  return lives(state) != (lack.word == kEquipment);
}

void get_agreement_counts(const net::Request& request, const Caller& caller,
                          const access::Answering& answering) {
  if (!request.query.empty()) {
    return answering.refuse({ErrorCode::kMalformed, "this address takes no parameters"});
  }
  if (caller.scope() == access::Scope::kCounts || caller.scope() == access::Scope::kDrawn) {
    return answering.refuse(
        {ErrorCode::kPermissionDenied, "your role sees counts, which are among the indicators"});
  }
  Counts counts;
  for (const auto& [id, kept] : caller.registry().agreements.all()) {
    if (caller.sees_person(kept->value.employee)) counts.add(caller, kept->value);
  }
  answering.unnamed(json_answer(answer_of(counts)));
}

}  // namespace distanskoll::server::api
