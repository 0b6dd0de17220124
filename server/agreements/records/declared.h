// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What people declare about days: waivers (beslutade undantag), day marks and rules that mark,
// outages, public holidays. Whatever stands here is an input of verdicts. Values; decode is strict.

#include "server/agreements/records/period.h"
#include "shared/clock.h"
#include "shared/compliance/agreement.h"
#include "shared/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace distanskoll::server::agreements {

using compliance::MarkKind;

/// At most one of `employee` and `unit`; neither: everybody. Always with an end.
struct Waiver {
  std::string id;
  std::string requirement;
  std::optional<std::string> employee;
  std::optional<std::string> unit;
  LocalDay valid_from{};
  LocalDay valid_to{};
  std::string reason;
  std::string approved_by;  ///< never the employee
  bool operator==(const Waiver&) const = default;
};

/// One a day and employee: id is "EMPLOYEE:DATE".
struct Mark {
  std::string id;
  std::string employee;
  LocalDay date{};
  MarkKind kind = MarkKind::kFieldWork;
  std::string set_by;
  LocalDay set_on{};
  std::optional<std::string> seen_by;  ///< who answers for the employee and has looked at it
  bool operator==(const Mark&) const = default;
};

/// Marks every such weekday of everybody in the role (and unit, when given).
struct MarkRule {
  std::string id;
  std::string role;
  std::optional<std::string> unit;
  std::int64_t weekday = 1;  ///< ISO: 1 Monday … 7 Sunday
  MarkKind kind = MarkKind::kFieldWork;
  Period period;
  std::string set_by;
  bool operator==(const MarkRule&) const = default;
};

/// [from, to). Empty `units`: everybody.
struct Outage {
  std::string id;
  std::string requirement;
  WallTime from{};
  WallTime to{};
  std::vector<std::string> units;
  std::string reason;
  std::string declared_by;
  LocalDay declared_on{};
  bool operator==(const Outage&) const = default;
};

/// The one record of its kind has id "holidays".
struct Calendar {
  std::string id;
  std::vector<LocalDay> holidays;
  bool operator==(const Calendar&) const = default;
};

[[nodiscard]] std::string encode(const Waiver& waiver);
[[nodiscard]] Result<Waiver> decode_waiver(std::string_view json);
[[nodiscard]] std::string encode(const Mark& mark);
[[nodiscard]] Result<Mark> decode_mark(std::string_view json);
[[nodiscard]] std::string encode(const MarkRule& rule);
[[nodiscard]] Result<MarkRule> decode_mark_rule(std::string_view json);
[[nodiscard]] std::string encode(const Outage& outage);
[[nodiscard]] Result<Outage> decode_outage(std::string_view json);
[[nodiscard]] std::string encode(const Calendar& calendar);
[[nodiscard]] Result<Calendar> decode_calendar(std::string_view json);

[[nodiscard]] std::string_view word_of(MarkKind kind);  ///< "field_work" …

}  // namespace distanskoll::server::agreements
