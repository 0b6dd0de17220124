// SPDX-License-Identifier: EUPL-1.2
#include "server/store/months.h"

#include "server/store/statement.h"
#include "shared/compliance/verdict.h"

namespace distanskoll::server::store {
namespace {

/// Months since year 0.
std::int64_t month_number(std::chrono::year_month month) {
  return static_cast<std::int64_t>(static_cast<int>(month.year())) * 12 +
         static_cast<unsigned>(month.month()) - 1;
}
std::chrono::year_month month_of(std::int64_t number) {
  return std::chrono::year(static_cast<int>(number / 12)) /
         std::chrono::month(static_cast<unsigned>(number % 12 + 1));
}

std::set<std::string> text_set(Use& use) {
  std::set<std::string> found;
  while (use.step()) found.insert(use.text_at(0));
  return found;
}

}  // namespace

Result<void> close_month(Writer& writer, const ClosedMonth& closed,
                         const std::set<std::string>& heard,
                         const std::vector<MonthLaptop>& laptops) {
  return guarded("month", [&]() -> Result<void> {
    const std::int64_t month = month_number(closed.month);
    Use(writer, "INSERT INTO closed_month(month,leaf) VALUES(?,?)")
        .integer(month)
        .integer(closed.leaf)
        .run();
    for (const std::string& employee : heard) {
      Use(writer, "INSERT INTO heard(month,employee) VALUES(?,?)")
          .integer(month)
          .text(employee)
          .run();
    }
    for (const MonthLaptop& laptop : laptops) {
      Use(writer,
          "INSERT INTO month_laptop(month,laptop,with_agent,reporting,used_remotely)"
          " VALUES(?,?,?,?,?)")
          .integer(month)
          .text(laptop.laptop)
          .integer(std::int64_t{laptop.with_agent ? 1 : 0})
          .integer(std::int64_t{laptop.reporting ? 1 : 0})
          .integer(std::int64_t{laptop.used_remotely ? 1 : 0})
          .run();
    }
    return {};
  });
}

Result<std::vector<ClosedMonth>> closed_months(Connection& connection) {
  return guarded("months", [&]() -> Result<std::vector<ClosedMonth>> {
    Use use(connection, "SELECT month,leaf FROM closed_month ORDER BY month");
    std::vector<ClosedMonth> months;
    while (use.step()) months.push_back({month_of(use.integer_at(0)), use.number_at(1)});
    return months;
  });
}

Result<std::set<std::string, std::less<>>> heard_in(Connection& connection,
                                                    std::chrono::year_month month) {
  return guarded("month", [&]() -> Result<std::set<std::string, std::less<>>> {
    Use use(connection, "SELECT employee FROM heard WHERE month=?");
    use.integer(month_number(month));
    std::set<std::string, std::less<>> found;
    while (use.step()) found.insert(use.text_at(0));
    return found;
  });
}

Result<std::vector<MonthLaptop>> laptops_in(Connection& connection, std::chrono::year_month month) {
  return guarded("month", [&]() -> Result<std::vector<MonthLaptop>> {
    Use use(connection,
            "SELECT laptop,with_agent,reporting,used_remotely FROM month_laptop WHERE month=?"
            " ORDER BY laptop");
    use.integer(month_number(month));
    std::vector<MonthLaptop> rows;
    while (use.step()) {
      rows.push_back(
          {use.text_at(0), use.integer_at(1) != 0, use.integer_at(2) != 0, use.integer_at(3) != 0});
    }
    return rows;
  });
}

Result<std::set<std::string>> seen_between(Connection& connection, std::chrono::local_days from,
                                           std::chrono::local_days to) {
  return guarded("month", [&]() -> Result<std::set<std::string>> {
    Use use(connection,
            "SELECT DISTINCT employee FROM seen_on WHERE day BETWEEN ? AND ? AND employee<>''");
    use.integer(number_of(from)).integer(number_of(to));
    return text_set(use);
  });
}

Result<std::set<std::string>> devices_between(Connection& connection, std::chrono::local_days from,
                                              std::chrono::local_days to) {
  return guarded("month", [&]() -> Result<std::set<std::string>> {
    Use use(connection, "SELECT DISTINCT device FROM device_day WHERE day BETWEEN ? AND ?");
    use.integer(number_of(from)).integer(number_of(to));
    return text_set(use);
  });
}

Result<std::set<std::string>> devices_used_remotely(Connection& connection,
                                                    std::chrono::local_days from,
                                                    std::chrono::local_days to) {
  return guarded("month", [&]() -> Result<std::set<std::string>> {
    Use use(connection,
            "SELECT DISTINCT s.device FROM day d JOIN seen_on s ON s.employee=d.employee AND "
            "s.day=d.date WHERE d.date BETWEEN ? AND ? AND d.kind=?");
    use.integer(number_of(from)).integer(number_of(to));
    use.text(std::string(compliance::to_string(compliance::DayKind::kRemote)));
    return text_set(use);
  });
}

}  // namespace distanskoll::server::store
