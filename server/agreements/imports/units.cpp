// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/imports/units.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

namespace distanskoll::server::agreements::imports {
namespace unit_fields {

constexpr Field kCode{.id = "code",
                      .title = "Enhetskod",
                      .others = "Enhets-ID|Organisationskod|Org.kod|Förvaltningskod|Unit code",
                      .vague = "Kod|Code",
                      .mandatory = true};
constexpr Field kName{.id = "name",
                      .title = "Enhetsnamn",
                      .others = "Organisationsnamn|Enhetens namn|Unit name",
                      .vague = "Namn|Enhet|Benämning|Name|Unit",
                      .mandatory = true};
constexpr Field kParent{
    .id = "parent",
    .title = "Överordnad enhetskod",
    .others = "Överordnad kod|Överordnad organisationskod|Parent code|Parent unit code",
    .vague = "Överordnad|Överordnad enhet|Förälder|Tillhör|Parent|Parent unit"};
constexpr Field kCommittee{
    .id = "committee", .title = "Nämnd", .others = "Ansvarig nämnd|Committee", .vague = "Board"};
constexpr Field kManager{.id = "manager",
                         .title = "Chefens anställningsnummer",
                         .others =
                             "Chef anst.nr|Chefens anst.nr|Chefens anställningsnr|Närmaste chefs "
                             "anställningsnummer|Närmaste chefs anst.nr|Manager number|Manager "
                             "employee number|Manager employee ID|Manager ID",
                         .vague = "Chef|Närmaste chef|Enhetschef|Ansvarig chef|Manager"};
constexpr Field kDeputy{
    .id = "deputy",
    .title = "Ersättarens anställningsnummer",
    .others = "Ersättarens anst.nr|Ersättare anst.nr|Deputy employee number|Deputy employee ID",
    .vague = "Ersättare|Ställföreträdare|Ställföreträdande chef|Chefens ersättare|Deputy"};
constexpr Field kSafetyRepresentative{
    .id = "safety_representative", .title = "Skyddsombud", .others = "Safety representative"};
constexpr Field kAssessments{.id = "assessments_on",
                             .title = "Riskbedömningar",
                             .others =
                                 "Riskbedömning|Riskbedömd|Riskbedömning enhet|Riskbedömning "
                                 "datum|Risk assessments|Risk assessment"};

constexpr const Field* kAll[] = {
    &kCode,       &kName, &kParent, &kCommittee, &kManager, &kDeputy, &kSafetyRepresentative,
    &kAssessments};

}  // namespace unit_fields

namespace {

UnitRow read_unit(RowReader& read) {
  using namespace unit_fields;
  UnitRow unit;
  unit.code = read.must(kCode, parse_code);
  unit.name = read.must(kName, parse_text);
  unit.parent = read.may(kParent, parse_code);
  unit.committee = read.may(kCommittee, parse_text);
  unit.manager = read.may(kManager, parse_code);
  unit.deputy = read.may(kDeputy, parse_code);
  unit.safety_representative = read.may(kSafetyRepresentative, parse_text);
  unit.assessments_on = read.list(kAssessments, parse_day);
  std::ranges::sort(unit.assessments_on);
  return unit;
}

using ByCode = std::map<std::string_view, const UnitRow*, std::less<>>;

void find_circles(const std::vector<UnitRow>& rows, const Columns& columns, Findings& findings) {
  constexpr std::size_t kShownBytes = 200;
  ByCode units;
  for (const UnitRow& unit : rows) units.emplace(unit.code, &unit);
  std::set<std::string_view> settled;  // units whose parents were walked before
  for (const UnitRow& first : rows) {
    std::vector<const UnitRow*> way;
    std::set<std::string_view> on_way;
    const UnitRow* at = &first;
    while (at != nullptr && !settled.contains(at->code) && on_way.insert(at->code).second) {
      way.push_back(at);
      const auto parent = at->parent ? units.find(*at->parent) : units.end();
      at = parent == units.end() ? nullptr : parent->second;
    }
    settled.insert(on_way.begin(), on_way.end());
    const auto begin = std::ranges::find(way, at);
    if (begin == way.end()) continue;
    std::string circle;
    for (auto unit = begin; unit != way.end() && circle.size() < kShownBytes; ++unit)
      circle += (*unit)->code + " → ";
    findings.add(Problem{.row = at->row,
                         .column = columns.name_of(unit_fields::kParent),
                         .value = at->parent.value_or(""),
                         .reason = Reason::kCircle,
                         .detail = circle + at->code});
  }
}

}  // namespace

Fields unit_file() { return unit_fields::kAll; }

FileReading<UnitRow> read_units(const Table& table) {
  std::map<std::string, std::size_t> rows_of_codes;
  const auto read_row = [&](RowReader& read) {
    using namespace unit_fields;
    UnitRow unit = read_unit(read);
    const auto [found, added] = rows_of_codes.try_emplace(unit.code, read.number());
    if (read.ok() && !added) read.fail(kCode, {Reason::kTwice, fmt::format("{}", found->second)});
    return unit;
  };
  return read_rows<UnitRow>(table, unit_fields::kAll, read_row, find_circles);
}

}  // namespace distanskoll::server::agreements::imports
