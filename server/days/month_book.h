// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Indicators from what is stored: a month is closed when its last date is final; then what days do
// not keep of it is written down once (server/store/months.h), and the reports of its year are made
// anew and held ready, so that a question is a look-up. Register figures are those of the month's
// last day, as known when it was closed. What figures may be shown is
// shared/compliance/indicators.h. refresh() belongs to one thread (the monitor's); report() is
// thread-safe.

#include "server/days/grounds.h"
#include "server/ledger/sequencer.h"
#include "server/store/months.h"
#include "shared/compliance/indicators.h"

#include <chrono>
#include <map>
#include <memory>
#include <mutex>

namespace distanskoll::server::days {

struct YearReport {
  std::chrono::year year{};
  std::uint32_t closed = 0;  ///< months of it that are closed
  compliance::IndicatorReport report;
};

class MonthBook {
 public:
  MonthBook(ledger::Sequencer& sequencer, store::ReaderPool& readers, policy::Holidays holidays)
      : sequencer_(sequencer), readers_(readers), holidays_(std::move(holidays)) {}

  /// Closes months whose last date is final and makes the reports of years that have new ones.
  [[nodiscard]] Result<void> refresh();
  /// Null: no month of that year is closed.
  [[nodiscard]] std::shared_ptr<const YearReport> report(std::chrono::year year) const;
  /// Years that have a report, ascending.
  [[nodiscard]] std::vector<std::chrono::year> years() const;

 private:
  [[nodiscard]] Result<void> close_months(store::Connection& connection);
  [[nodiscard]] Result<void> close(store::Connection& connection, std::chrono::year_month month,
                                   std::uint64_t leaf);
  [[nodiscard]] Result<void> make_reports(store::Connection& connection);
  [[nodiscard]] Result<void> add_month(store::Connection& connection,
                                       const store::ClosedMonth& closed,
                                       const PolicyHistory& policies,
                                       compliance::IndicatorYear& year) const;

  ledger::Sequencer& sequencer_;
  store::ReaderPool& readers_;
  policy::Holidays holidays_;
  mutable std::mutex mutex_;
  std::map<std::chrono::year, std::shared_ptr<const YearReport>> reports_;  // protected by mutex_
};

}  // namespace distanskoll::server::days
