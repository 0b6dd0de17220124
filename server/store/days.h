// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Employees' days as they are judged (shared/evidence/day_entry.h), which of them are final, what
// came late, and how open days changed and why. A row is replaced as a whole, never updated in
// place. Columns beside the text are for lists and indicators. Errors as guarded() gives them.

#include "server/store/database.h"
#include "shared/clock.h"
#include "shared/evidence/day_entry.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace distanskoll::server::store {

using compliance::LocalDay;

struct StoredDay {
  evidence::DayEntry day;
  std::optional<std::uint64_t> final_leaf;  ///< id of the entry that fixed it
};
[[nodiscard]] Result<void> put_day(Writer& writer, const StoredDay& stored);
[[nodiscard]] Result<void> delete_day(Writer& writer, const std::string& employee, LocalDay date);
[[nodiscard]] Result<std::optional<StoredDay>> find_day(Connection& connection,
                                                        const std::string& employee, LocalDay date);
/// From and to included, in order of date.
[[nodiscard]] Result<std::vector<StoredDay>> days_of(Connection& connection,
                                                     const std::string& employee, LocalDay from,
                                                     LocalDay to);
/// The employee's agreement days before `before` and from `from` on, ascending.
[[nodiscard]] Result<std::vector<LocalDay>> agreement_days(Connection& connection,
                                                           const std::string& employee,
                                                           LocalDay from, LocalDay before);
/// All days of a date in order of employee id, at most `most` after `after`.
[[nodiscard]] Result<std::vector<StoredDay>> days_on(Connection& connection, LocalDay date,
                                                     const std::string& after, std::size_t most);
/// Days, final dates and late days: before rebuild makes them again. What changed stays told.
[[nodiscard]] Result<void> clear_days(Writer& writer);
/// Dates that have a day or a manifest, ascending.
[[nodiscard]] Result<std::vector<LocalDay>> day_dates(Connection& connection);

/// Whether any day is judged.
[[nodiscard]] Result<bool> any_day(Connection& connection);

/// One row a day for lists and indicators; `body` is not read.
struct DayFigures {
  std::string employee;
  LocalDay date{};
  std::string unit;
  std::string kind;
  bool agreement_day = false;
  std::string verdict;
  std::string security_part;
  std::string agreement_part;
  bool marked = false;
  bool without_agreement = false;
};
[[nodiscard]] Result<std::vector<DayFigures>> day_figures(Connection& connection, LocalDay from,
                                                          LocalDay to);
/// The same of one employee, in order of date.
[[nodiscard]] Result<std::vector<DayFigures>> figures_of(Connection& connection,
                                                         const std::string& employee, LocalDay from,
                                                         LocalDay to);

/// The leaf of a day that became final, in the manifest's order: days of a date are entered in
/// order of employee id, so leaves ascend. Stays when the day is erased.
[[nodiscard]] Result<void> add_final_day(Writer& writer, LocalDay date, std::uint64_t leaf);
[[nodiscard]] Result<std::vector<std::uint64_t>> final_days_of(Connection& connection,
                                                               LocalDay date);

/// Dates whose manifest is written, with the id of its entry.
[[nodiscard]] Result<void> put_final_date(Writer& writer, LocalDay date, std::uint64_t leaf);
[[nodiscard]] Result<std::optional<LocalDay>> newest_final_date(Connection& connection);
[[nodiscard]] Result<std::optional<LocalDay>> first_final_date(Connection& connection);
[[nodiscard]] Result<std::optional<std::uint64_t>> manifest_of(Connection& connection,
                                                               LocalDay date);

struct LateRow {
  std::string employee;
  LocalDay date{};
  std::uint64_t leaf = 0;
  std::string body;  ///< of the day as it would be; compared so that the same is not said twice
};
[[nodiscard]] Result<void> put_late(Writer& writer, const LateRow& row);
[[nodiscard]] Result<std::optional<LateRow>> find_late(Connection& connection,
                                                       const std::string& employee, LocalDay date);

/// A past day's outcome became another: shown beside the day.
struct DayChange {
  std::string employee;
  LocalDay date{};
  WallTime at{};
  std::string cause;   ///< "reports:DEVICE", "agreement:ID", "earlier_day:2026-03-02", …
  std::string before;  ///< verdict and results that differ, as JSON; empty: there was no day
  std::string after;   ///< empty: there is no day any more
};
[[nodiscard]] Result<void> add_change(Writer& writer, const DayChange& change);
[[nodiscard]] Result<std::vector<DayChange>> changes_of(Connection& connection,
                                                        const std::string& employee, LocalDay from,
                                                        LocalDay to);

}  // namespace distanskoll::server::store
