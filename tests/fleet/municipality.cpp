// SPDX-License-Identifier: EUPL-1.2
#include "tests/fleet/municipality.h"

#include "shared/files.h"
#include "tests/fleet/chance.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <numeric>
#include <string_view>

#include <fmt/format.h>

namespace distanskoll::fleet {
namespace {

constexpr std::size_t kFileBytes = 64 * 1024;
constexpr std::size_t kUnits = 100;
constexpr std::uint32_t kEmployeesAtMost = 20'000;
constexpr std::uint32_t kLeastInUnit = 2;

constexpr std::array<std::string_view, 24> kWomen{
    "Anna",   "Maria",  "Karin",  "Sara",    "Lena",  "Emma",    "Kristina", "Eva",
    "Birgit", "Elin",   "Ida",    "Johanna", "Malin", "Jenny",   "Amina",    "Hanna",
    "Åsa",    "Ulrika", "Linnéa", "Fatima",  "Sofia", "Camilla", "Therese",  "Märta"};
constexpr std::array<std::string_view, 24> kMen{
    "Erik",    "Lars",   "Anders", "Johan",  "Per",    "Mikael", "Karl",   "Peter",
    "Fredrik", "Jonas",  "Magnus", "Oskar",  "Ali",    "Henrik", "Björn",  "Mattias",
    "Göran",   "Niklas", "Emil",   "Hassan", "Viktor", "Patrik", "Gustav", "Örjan"};
/// No family is called so: who reads a list sees that nobody real is meant.
constexpr std::array<std::string_view, 8> kFamilyBegins{"Exempel", "Prov", "Påhitt",  "Låtsas",
                                                        "Demo",    "Saga", "Fantasi", "Skiss"};
constexpr std::array<std::string_view, 6> kFamilyEnds{"berg",  "lund", "ström",
                                                      "kvist", "gren", "stedt"};

/// Ids, as a policy's applies_to names them.
constexpr std::string_view kManagerRole = "chef";
std::array<std::string_view, 3> roles_in(std::string_view unit) {
  if (unit == "SN") return {"socialsekreterare", "arbetsterapeut", "handlaggare"};
  if (unit == "BUN") return {"skoladministrator", "specialpedagog", "kurator"};
  if (unit == "MBN") return {"miljoinspektor", "bygglovshandlaggare", "handlaggare"};
  if (unit == "KFN") return {"bibliotekarie", "kultursekreterare", "handlaggare"};
  if (unit == "TN") return {"ingenjor", "planerare", "projektledare"};
  return {"handlaggare", "ekonom", "systemforvaltare"};
}

template <std::size_t Size>
std::string_view one_of(Chance& chance, const std::array<std::string_view, Size>& all) {
  return all.at(static_cast<std::size_t>(chance.between(0, static_cast<int>(Size) - 1)));
}

std::vector<std::string_view> cells_of(std::string_view line) {
  std::vector<std::string_view> cells;
  for (;;) {
    const std::size_t comma = line.find(',');
    cells.push_back(line.substr(0, comma));
    if (comma == std::string_view::npos) return cells;
    line.remove_prefix(comma + 1);
  }
}

/// Which unit each number is in: a list of all places, shuffled.
std::vector<std::size_t> places_in(std::uint64_t seed, const std::vector<MunicipalUnit>& units) {
  std::vector<std::size_t> places;
  for (std::size_t unit = 0; unit < units.size(); ++unit) {
    places.insert(places.end(), units[unit].employees, unit);
  }
  Chance chance({seed, places.size(), 10});
  for (std::size_t i = places.size(); i > 1; --i) {
    std::swap(places[i - 1],
              places[static_cast<std::size_t>(chance.between(0, static_cast<int>(i) - 1))]);
  }
  return places;
}

}  // namespace

Result<std::vector<MunicipalUnit>> read_municipality(const std::filesystem::path& file) {
  const Result<std::string> text = read_file(file, kFileBytes);
  if (!text) return text.error();
  std::vector<MunicipalUnit> units;
  std::string_view rest = *text;
  for (std::size_t line = 1; !rest.empty(); ++line) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::vector<std::string_view> cells = cells_of(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (line == 1) continue;  // the heading
    MunicipalUnit unit;
    bool good = cells.size() == 5 && units.size() < kUnits;
    if (good) {
      unit = {std::string(cells[0]), std::string(cells[1]), std::string(cells[2]), 0};
      const char* const last = cells[3].data() + cells[3].size();
      const auto [read_to, bad] = std::from_chars(cells[3].data(), last, unit.employees);
      good = bad == std::errc() && read_to == last && unit.employees <= kEmployeesAtMost;
    }
    if (!good) {
      return Error{ErrorCode::kInvalidArgument,
                   fmt::format("{}: line {}: expected unit_code,unit_name,committee,employees,"
                               "may_work_remotely",
                               file.string(), line)};
    }
    units.push_back(std::move(unit));
  }
  if (units.empty()) {
    return Error{ErrorCode::kInvalidArgument, file.string() + ": there is no unit in it"};
  }
  return units;
}

std::uint32_t employees_of(const std::vector<MunicipalUnit>& units) {
  return std::accumulate(
      units.begin(), units.end(), std::uint32_t{0},
      [](std::uint32_t sum, const MunicipalUnit& unit) { return sum + unit.employees; });
}

std::vector<MunicipalUnit> scaled(std::vector<MunicipalUnit> units, std::uint32_t employees) {
  const std::uint64_t all = std::max<std::uint32_t>(employees_of(units), 1);
  for (MunicipalUnit& unit : units) {
    const std::uint64_t share = (std::uint64_t{unit.employees} * employees + all / 2) / all;
    unit.employees = std::max(static_cast<std::uint32_t>(share), kLeastInUnit);
  }
  // What rounding took or gave is the largest unit's, so that nobody has a laptop and no employer.
  const auto largest = std::ranges::max_element(units, {}, &MunicipalUnit::employees);
  const std::uint32_t others = employees_of(units) - largest->employees;
  largest->employees = employees > others + kLeastInUnit ? employees - others : largest->employees;
  return units;
}

std::vector<Colleague> colleagues_of(std::uint64_t seed, const std::vector<MunicipalUnit>& units) {
  std::vector<Colleague> all;
  std::vector<bool> has_manager(units.size(), false);
  for (const std::size_t unit : places_in(seed, units)) {
    const auto number = static_cast<std::uint32_t>(all.size());
    Chance chance({seed, number, 11});
    Colleague one;
    one.person = person_of(seed, number);
    one.id = fmt::format("e-{:016x}", chance.next());
    one.unit = unit;
    one.manager = !has_manager[unit];
    has_manager[unit] = true;
    one.woman = chance.percent(60);
    one.given = one.woman ? one_of(chance, kWomen) : one_of(chance, kMen);
    one.family = std::string(one_of(chance, kFamilyBegins)).append(one_of(chance, kFamilyEnds));
    one.role = one.manager ? kManagerRole : one_of(chance, roles_in(units[unit].code));
    all.push_back(std::move(one));
  }
  return all;
}

}  // namespace distanskoll::fleet
