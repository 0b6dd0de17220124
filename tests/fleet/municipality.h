// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The municipality whose laptops are simulated: its units as a file lists them
// (packaging/demo/municipality.csv), scaled to a number of employees, and who the simulated people
// are in it. Employee `n` is the person of laptop `n` (person.h): the same login, so that the days
// of laptops become days of people. Families have names that nobody has ("Låtsaslund"): no real
// person is meant, and a list shows it. Everything falls from seed and number alone. Pure but for
// read_municipality; kInvalidArgument names the line of the file.

#include "server/agreements/records/employee.h"
#include "tests/fleet/person.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace distanskoll::fleet {

struct MunicipalUnit {
  std::string code;
  std::string name;
  std::string committee;
  std::uint32_t employees = 0;
};

/// Line by line: code, name, committee, employees, of them who may work elsewhere; with a heading.
[[nodiscard]] Result<std::vector<MunicipalUnit>> read_municipality(
    const std::filesystem::path& file);
/// As many employees in all, each unit with its share and at least two.
[[nodiscard]] std::vector<MunicipalUnit> scaled(std::vector<MunicipalUnit> units,
                                                std::uint32_t employees);
[[nodiscard]] std::uint32_t employees_of(const std::vector<MunicipalUnit>& units);

/// Somebody who is employed.
struct Colleague {
  Person person;
  std::string id;        ///< in the directory
  std::size_t unit = 0;  ///< index
  bool manager = false;  ///< of the unit
  bool woman = true;
  std::string given;
  std::string family;
  std::string role;  ///< AID label, as an id
};
/// Everybody by number. Numbers are spread over the units, so that any first hundred laptops are
/// found in all of them.
[[nodiscard]] std::vector<Colleague> colleagues_of(std::uint64_t seed,
                                                   const std::vector<MunicipalUnit>& units);

}  // namespace distanskoll::fleet
