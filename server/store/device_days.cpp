// SPDX-License-Identifier: EUPL-1.2
#include "server/store/device_days.h"

#include "server/store/statement.h"

namespace distanskoll::server::store {
namespace {

#define DISTANSKOLL_DEVICE_DAY "d.device,d.day,d.first_seq,d.before_seq,d.before_at,d.judged_seq"

DeviceDay device_day_at(const Use& use) {
  DeviceDay row{use.text_at(0), day_of(use.integer_at(1)), use.number_at(2), std::nullopt,
                use.number_at(5)};
  if (!use.null_at(3)) row.before = ReportBefore{use.number_at(3), use.time_at(4)};
  return row;
}

std::vector<DeviceDay> device_days(Use& use) {
  std::vector<DeviceDay> rows;
  while (use.step()) rows.push_back(device_day_at(use));
  return rows;
}

std::vector<std::string> texts(Use& use) {
  std::vector<std::string> found;
  while (use.step()) found.push_back(use.text_at(0));
  return found;
}

}  // namespace

Result<void> add_device_day(Writer& writer, const DeviceDay& row) {
  return guarded("device day", [&]() -> Result<void> {
    Use use(writer,
            "INSERT OR IGNORE INTO device_day(device,day,first_seq,before_seq,before_at,judged_seq)"
            " VALUES(?,?,?,?,?,?)");
    use.text(row.device).integer(number_of(row.day)).integer(row.first_seq);
    if (row.before) {
      use.integer(row.before->seq).time(row.before->at);
    } else {
      use.null().null();
    }
    if (use.integer(row.judged_seq).run() == 0) return {};
    // What held last on the day before has an end now.
    Use(writer,
        "UPDATE device_day SET judged_seq=0 WHERE device=? AND day="
        "(SELECT max(day) FROM device_day WHERE device=? AND day<?)")
        .text(row.device)
        .text(row.device)
        .integer(number_of(row.day))
        .run();
    return {};
  });
}

Result<std::optional<DeviceDay>> find_device_day(Connection& connection, const std::string& device,
                                                 LocalDay day) {
  return guarded("device day", [&]() -> Result<std::optional<DeviceDay>> {
    Use use(connection,
            "SELECT " DISTANSKOLL_DEVICE_DAY " FROM device_day d WHERE d.device=? AND d.day=?");
    if (!use.text(device).integer(number_of(day)).step()) return std::optional<DeviceDay>();
    return std::optional(device_day_at(use));
  });
}

Result<std::vector<DeviceDay>> stale_device_days(Connection& connection, std::size_t most) {
  return guarded("device days", [&]() -> Result<std::vector<DeviceDay>> {
    Use use(connection, "SELECT " DISTANSKOLL_DEVICE_DAY
                        " FROM device_day d WHERE d.judged_seq=0 ORDER BY d.day,d.device LIMIT ?");
    use.integer(most);
    return device_days(use);
  });
}

Result<std::vector<DeviceDay>> device_days_on(Connection& connection, LocalDay day) {
  return guarded("device days", [&]() -> Result<std::vector<DeviceDay>> {
    Use use(connection,
            "SELECT " DISTANSKOLL_DEVICE_DAY " FROM device_day d WHERE d.day=? ORDER BY d.device");
    use.integer(number_of(day));
    return device_days(use);
  });
}

Result<std::vector<DeviceDay>> running_device_days(Connection& connection, std::size_t most) {
  return guarded("device days", [&]() -> Result<std::vector<DeviceDay>> {
    Use use(connection, "SELECT " DISTANSKOLL_DEVICE_DAY
                        " FROM device_state s JOIN device_day d ON d.device=s.device AND d.day="
                        " (SELECT max(x.day) FROM device_day x WHERE x.device=s.device)"
                        " LEFT JOIN heartbeat h ON h.device=s.device"
                        " WHERE d.judged_seq>0 AND d.judged_seq<max(s.seq,ifnull(h.seq,0))"
                        " ORDER BY d.day,d.device LIMIT ?");
    use.integer(most);
    return device_days(use);
  });
}

Result<void> set_judged(Writer& writer, const std::string& device, LocalDay day,
                        std::uint64_t judged_seq) {
  return guarded("device day", [&]() -> Result<void> {
    Use(writer, "UPDATE device_day SET judged_seq=? WHERE device=? AND day=?")
        .integer(judged_seq)
        .text(device)
        .integer(number_of(day))
        .run();
    return {};
  });
}

Result<void> set_all_judged(Writer& writer, LocalDay to) {
  return guarded("device days", [&]() -> Result<void> {
    Use(writer,
        "UPDATE device_day SET judged_seq=max(first_seq,"
        "ifnull((SELECT s.seq FROM device_state s WHERE s.device=device_day.device),0),"
        "ifnull((SELECT h.seq FROM heartbeat h WHERE h.device=device_day.device),0)) WHERE day<=?")
        .integer(number_of(to))
        .run();
    return {};
  });
}

Result<void> forget_judged(Writer& writer, const std::string& device, LocalDay from) {
  return guarded("device day", [&]() -> Result<void> {
    Use(writer, "UPDATE device_day SET judged_seq=0 WHERE device=? AND day>=?")
        .text(device)
        .integer(number_of(from))
        .run();
    return {};
  });
}

Result<std::optional<LocalDay>> first_device_day(Connection& connection) {
  return guarded("device days", [&]() -> Result<std::optional<LocalDay>> {
    Use use(connection, "SELECT min(day) FROM device_day");
    if (!use.step() || use.null_at(0)) return std::optional<LocalDay>();
    return std::optional(day_of(use.integer_at(0)));
  });
}

Result<void> clear_device_days(Writer& writer) {
  return guarded("device days", [&]() -> Result<void> {
    Use(writer, "DELETE FROM device_day").run();
    Use(writer, "DELETE FROM seen_on").run();
    return {};
  });
}

Result<void> replace_seen(Writer& writer, const std::string& device, LocalDay day,
                          const std::vector<std::string>& employees) {
  return guarded("device day", [&]() -> Result<void> {
    Use(writer, "DELETE FROM seen_on WHERE device=? AND day=?")
        .text(device)
        .integer(number_of(day))
        .run();
    for (const std::string& employee : employees) {
      Use(writer, "INSERT INTO seen_on(employee,day,device) VALUES(?,?,?)")
          .text(employee)
          .integer(number_of(day))
          .text(device)
          .run();
    }
    return {};
  });
}

Result<std::vector<std::string>> devices_of(Connection& connection, const std::string& employee,
                                            LocalDay day) {
  return guarded("device day", [&]() -> Result<std::vector<std::string>> {
    Use use(connection, "SELECT device FROM seen_on WHERE employee=? AND day=? ORDER BY device");
    use.text(employee).integer(number_of(day));
    return texts(use);
  });
}

Result<std::vector<std::string>> people_on(Connection& connection, const std::string& device,
                                           LocalDay day) {
  return guarded("device day", [&]() -> Result<std::vector<std::string>> {
    Use use(connection, "SELECT employee FROM seen_on WHERE device=? AND day=? ORDER BY employee");
    use.text(device).integer(number_of(day));
    return texts(use);
  });
}

Result<std::vector<SeenOn>> seen_from(Connection& connection, LocalDay from,
                                      const std::string& employee) {
  return guarded("device day", [&]() -> Result<std::vector<SeenOn>> {
    Use use(connection,
            "SELECT employee,day,device FROM seen_on WHERE employee=? AND day>=? ORDER BY day");
    use.text(employee).integer(number_of(from));
    std::vector<SeenOn> rows;
    while (use.step()) rows.push_back({use.text_at(0), day_of(use.integer_at(1)), use.text_at(2)});
    return rows;
  });
}

Result<std::vector<std::string>> people_from(Connection& connection, LocalDay from) {
  return guarded("device day", [&]() -> Result<std::vector<std::string>> {
    Use use(
        connection,
        "SELECT DISTINCT employee FROM seen_on WHERE day>=? AND employee<>'' ORDER BY employee");
    use.integer(number_of(from));
    return texts(use);
  });
}

Result<void> put_pseudonym(Writer& writer, const std::string& device, const std::string& pseudonym,
                           const std::string& login) {
  return guarded("pseudonym", [&]() -> Result<void> {
    Use(writer, "REPLACE INTO pseudonym(device,pseudonym,login) VALUES(?,?,?)")
        .text(device)
        .text(pseudonym)
        .text(login)
        .run();
    return {};
  });
}

Result<std::optional<std::string>> find_pseudonym(Connection& connection, const std::string& device,
                                                  const std::string& pseudonym) {
  return guarded("pseudonym", [&]() -> Result<std::optional<std::string>> {
    Use use(connection, "SELECT login FROM pseudonym WHERE device=? AND pseudonym=?");
    if (!use.text(device).text(pseudonym).step()) return std::optional<std::string>();
    return std::optional(use.text_at(0));
  });
}

}  // namespace distanskoll::server::store
