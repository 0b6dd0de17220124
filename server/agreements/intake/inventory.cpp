// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/intake/planners.h"
#include "shared/text.h"

#include <map>
#include <set>

namespace distanskoll::server::agreements::intake {
namespace {

namespace device_fields = imports::device_fields;
using imports::Columns;
using imports::DeviceRow;

Platform platform_of(imports::SystemFamily family) {
  switch (family) {
    case imports::SystemFamily::kWindows:
      return Platform::kWindows;
    case imports::SystemFamily::kLinux:
      return Platform::kLinux;
    case imports::SystemFamily::kMacos:
      return Platform::kMacos;
    case imports::SystemFamily::kChromeos:
      return Platform::kChromeos;
    case imports::SystemFamily::kPhone:
      return Platform::kPhone;
    case imports::SystemFamily::kOther:
      return Platform::kOther;
  }
  return Platform::kOther;
}

class InventoryPlanner {
 public:
  InventoryPlanner(const Columns& columns, const Intake& intake)
      : columns_(columns), intake_(intake) {
    for (const auto& [id, kept] : intake.snapshot.laptops.all()) {
      const Laptop& laptop = kept->value;
      if (laptop.serial_number) {
        by_serial_.emplace(*laptop.serial_number, &laptop);
      } else if (laptop.host_name) {
        by_name_.emplace(*laptop.host_name, &laptop);
      }
    }
  }

  ImportPlan run(const std::vector<DeviceRow>& rows) {
    for (const DeviceRow& row : rows) take(row);
    if (intake_.full) remove_missing();
    return std::move(plan_);
  }

 private:
  [[nodiscard]] const Laptop* find(const DeviceRow& row) const {
    if (row.serial_number) {
      const auto place = by_serial_.find(*row.serial_number);
      return place == by_serial_.end() ? nullptr : place->second;
    }
    const auto place = by_name_.find(row.name);
    return place == by_name_.end() ? nullptr : place->second;
  }

  void take(const DeviceRow& row) {
    const std::string key = row.serial_number.value_or(row.name);
    const Laptop* stored = find(row);
    if (stored != nullptr && stored->master != "here" && stored->master != intake_.system) {
      return plan_.problem({row.row, columns_.name_of(device_fields::kSerialNumber), key,
                            Trouble::kOtherMaster, stored->master});
    }
    if (row.use && *row.use != imports::DeviceUse::kInUse) {
      plan_.remark({Remark::kNotCounted, row.row});
      if (stored != nullptr) {
        seen_.insert(stored->id);
        plan_.remove(intake_.snapshot, *stored, key, row.row);
      }
      return;
    }
    Laptop laptop = stored != nullptr ? *stored : Laptop();
    if (stored == nullptr) {
      const bool usable = row.serial_number && is_id(*row.serial_number) &&
                          intake_.snapshot.laptops.find(*row.serial_number) == nullptr;
      laptop.id = usable ? *row.serial_number : id_with(intake_, "l-");
    }
    if (!seen_.insert(laptop.id).second) laptop.id = id_with(intake_, "l-");
    laptop.master = intake_.system;
    laptop.serial_number = row.serial_number;
    laptop.host_name = row.name;
    tell(row, laptop);
    plan_.put(intake_.snapshot, std::move(laptop), key, row.row);
  }

  void tell(const DeviceRow& row, Laptop& laptop) {
    if (columns_.has(device_fields::kPrimaryUsers)) {
      laptop.primary_login.reset();
      if (!row.primary_users.empty()) laptop.primary_login = row.primary_users.front();
    }
    if (columns_.has(device_fields::kUnit)) {
      laptop.unit = row.unit;
      // A pilot without a directory may name units that nobody has written down.
      const bool known = !row.unit || intake_.snapshot.units.all().empty() ||
                         intake_.snapshot.units.find(*row.unit) != nullptr;
      if (!known) {
        plan_.problem({row.row,
                       columns_.name_of(device_fields::kUnit),
                       *row.unit,
                       Trouble::kUnknownUnit,
                       {}});
      }
    }
    if (columns_.has(device_fields::kSystem)) laptop.platform = platform_of(row.system);
    if (columns_.has(device_fields::kModel)) laptop.model = row.model;
    if (columns_.has(device_fields::kOwnership)) {
      laptop.own_equipment = row.ownership == imports::Ownership::kPersonal;
    }
    if (columns_.has(device_fields::kEncrypted)) laptop.encrypted = row.encrypted;
    if (columns_.has(device_fields::kLastContact)) laptop.last_check_in = row.last_contact;
  }

  void remove_missing() {
    std::vector<const Laptop*> missing;
    for (const auto& [id, kept] : intake_.snapshot.laptops.all()) {
      if (kept->value.master == intake_.system && !seen_.contains(id)) {
        missing.push_back(&kept->value);
      }
    }
    if (!may_end(intake_, missing.size(), intake_.snapshot.laptops.all().size(), plan_)) return;
    for (const Laptop* laptop : missing) {
      plan_.remove(intake_.snapshot, *laptop, laptop->serial_number.value_or(laptop->id), 0);
    }
  }

  const Columns& columns_;
  const Intake& intake_;
  std::map<std::string, const Laptop*, std::less<>> by_serial_;
  std::map<std::string, const Laptop*, std::less<>> by_name_;
  std::set<std::string> seen_;
  ImportPlan plan_;
};

}  // namespace

ImportPlan plan_inventory(const std::vector<DeviceRow>& rows, const Columns& columns,
                          const Intake& intake) {
  return InventoryPlanner(columns, intake).run(rows);
}

}  // namespace distanskoll::server::agreements::intake
