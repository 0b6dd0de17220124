// SPDX-License-Identifier: EUPL-1.2
#include "server/store/outbox.h"

#include "server/store/statement.h"

namespace distanskoll::server::store {
namespace {

constexpr OutboxState kAllStates[] = {OutboxState::kWaiting, OutboxState::kSending,
                                      OutboxState::kSent, OutboxState::kGivenUp};
constexpr std::size_t kErrorBytes = 500;

#define DISTANSKOLL_OUTBOX_COLUMNS \
  "id,lane,state,created_at,tries,next_try_at,interrupted,ended_at,last_error"

Result<OutboxRow> row_of(const Use& use) {
  const auto state = use.text_at(2);
  for (const OutboxState each : kAllStates) {
    if (to_string(each) != state) continue;
    return OutboxRow{use.text_at(0),    use.text_at(1),       each,
                     use.time_at(3),    use.integer_at(4),    use.time_at(5),
                     use.integer_at(6), use.maybe_time_at(7), use.maybe_text_at(8)};
  }
  return Error{ErrorCode::kCorrupt, "a message of the outbox has no known state"};
}

std::string shortened(const std::string& error) { return error.substr(0, kErrorBytes); }

Result<void> end(Writer& writer, const std::string& id, std::string_view state,
                 const std::optional<std::string>& error, WallTime now) {
  const std::string word(state);
  return guarded("cannot store what became of a message", [&]() -> Result<void> {
    Use(writer, "UPDATE outbox SET state=?,ended_at=?,last_error=? WHERE id=?")
        .text(word)
        .time(now)
        .maybe_text(error)
        .text(id)
        .run();
    return {};
  });
}

}  // namespace

std::string_view to_string(OutboxState state) {
  switch (state) {
    case OutboxState::kWaiting:
      return "waiting";
    case OutboxState::kSending:
      return "sending";
    case OutboxState::kSent:
      return "sent";
    case OutboxState::kGivenUp:
      return "given_up";
  }
  return "given_up";
}

Result<bool> put_in_outbox(Writer& writer, const OutboxMessage& message, WallTime now) {
  return guarded("cannot store a message", [&]() -> Result<bool> {
    {
      Use known(writer, "SELECT 1 FROM outbox WHERE key=?");
      if (known.text(message.key).step()) return false;
    }
    Use(writer,
        "INSERT INTO outbox(id,lane,key,state,created_at,tries,next_try_at,interrupted) "
        "VALUES(?,?,?,'waiting',?,0,?,0)")
        .text(message.id)
        .text(message.lane)
        .text(message.key)
        .time(now)
        .time(now)
        .run();
    Use(writer, "INSERT INTO outbox_contents(id,recipient,body) VALUES(?,?,?)")
        .text(message.id)
        .text(message.recipient)
        .text(message.body)
        .run();
    return true;
  });
}

Result<std::uint64_t> count_waiting(Connection& connection, const std::string& lane) {
  return guarded("cannot count the outbox", [&]() -> Result<std::uint64_t> {
    Use use(connection, "SELECT count(*) FROM outbox WHERE lane=? AND state='waiting'");
    use.text(lane).step();
    return use.number_at(0);
  });
}

Result<std::optional<OutboxRow>> next_in_outbox(Connection& connection, const std::string& lane,
                                                WallTime now) {
  return guarded("cannot read the outbox", [&]() -> Result<std::optional<OutboxRow>> {
    Use use(connection, "SELECT " DISTANSKOLL_OUTBOX_COLUMNS
                        " FROM outbox WHERE lane=? AND state='waiting' AND next_try_at<=? "
                        "ORDER BY next_try_at,number LIMIT 1");
    if (!use.text(lane).time(now).step()) return std::optional<OutboxRow>();
    auto row = row_of(use);
    if (!row) return row.error();
    return std::optional(std::move(*row));
  });
}

Result<OutboxMessage> read_outbox_message(Connection& connection, const std::string& id) {
  return guarded("cannot read a message", [&]() -> Result<OutboxMessage> {
    Use use(connection,
            "SELECT o.id,o.lane,o.key,c.recipient,c.body FROM outbox o "
            "JOIN outbox_contents c ON c.id=o.id WHERE o.id=?");
    if (!use.text(id).step()) return Error{ErrorCode::kNotFound, "no such message"};
    return OutboxMessage{use.text_at(0), use.text_at(1), use.text_at(2), use.text_at(3),
                         use.text_at(4)};
  });
}

Result<bool> mark_sending(Writer& writer, const std::string& id) {
  return guarded("cannot take up a message", [&]() -> Result<bool> {
    return Use(writer,
               "UPDATE outbox SET state='sending',tries=tries+1 WHERE id=? AND state='waiting'")
               .text(id)
               .run() == 1;
  });
}

Result<void> mark_sent(Writer& writer, const std::string& id, WallTime now) {
  return end(writer, id, to_string(OutboxState::kSent), std::nullopt, now);
}

Result<void> mark_given_up(Writer& writer, const std::string& id, const std::string& error,
                           WallTime now) {
  return end(writer, id, to_string(OutboxState::kGivenUp), shortened(error), now);
}

Result<void> mark_waiting(Writer& writer, const std::string& id, const std::string& error,
                          WallTime next_try_at) {
  const std::string why = shortened(error);
  return guarded("cannot put a message back", [&]() -> Result<void> {
    Use(writer, "UPDATE outbox SET state='waiting',next_try_at=?,last_error=? WHERE id=?")
        .time(next_try_at)
        .text(why)
        .text(id)
        .run();
    return {};
  });
}

Result<std::int64_t> take_up_interrupted(Writer& writer, const std::string& lane, WallTime now) {
  return guarded("cannot take up interrupted messages", [&]() -> Result<std::int64_t> {
    return Use(writer,
               "UPDATE outbox SET state='waiting',interrupted=interrupted+1,next_try_at=?,"
               "last_error='interrupted: the collector ended while this was being sent' "
               "WHERE lane=? AND state='sending'")
        .time(now)
        .text(lane)
        .run();
  });
}

Result<std::int64_t> give_up_older(Writer& writer, WallTime created_before, WallTime now) {
  return guarded("cannot give up old messages", [&]() -> Result<std::int64_t> {
    return Use(writer,
               "UPDATE outbox SET state='given_up',ended_at=? "
               "WHERE state='waiting' AND created_at<?")
        .time(now)
        .time(created_before)
        .run();
  });
}

Result<std::int64_t> erase_outbox(Writer& writer, WallTime ended_before, std::int64_t most) {
  return guarded("cannot erase old messages", [&]() -> Result<std::int64_t> {
    Use(writer,
        "DELETE FROM outbox_contents WHERE id IN "
        "(SELECT id FROM outbox WHERE ended_at<? ORDER BY ended_at,number LIMIT ?)")
        .time(ended_before)
        .integer(most)
        .run();
    return Use(writer,
               "DELETE FROM outbox WHERE id IN "
               "(SELECT id FROM outbox WHERE ended_at<? ORDER BY ended_at,number LIMIT ?)")
        .time(ended_before)
        .integer(most)
        .run();
  });
}

Result<OutboxCounts> count_outbox(Connection& connection) {
  return guarded("cannot count the outbox", [&]() -> Result<OutboxCounts> {
    Use use(connection,
            "SELECT count(*) FILTER (WHERE ended_at IS NULL),"
            "count(*) FILTER (WHERE state='given_up'),"
            "min(created_at) FILTER (WHERE ended_at IS NULL) FROM outbox");
    use.step();
    return OutboxCounts{use.integer_at(0), use.integer_at(1), use.maybe_time_at(2)};
  });
}

Result<std::vector<LaneCounts>> count_lanes(Connection& connection) {
  return guarded("cannot count the outbox", [&]() -> Result<std::vector<LaneCounts>> {
    std::vector<LaneCounts> lanes;
    Use use(connection,
            "SELECT lane,count(*) FILTER (WHERE ended_at IS NULL),"
            "count(*) FILTER (WHERE state='given_up'),"
            "min(created_at) FILTER (WHERE ended_at IS NULL),"
            "max(ended_at) FILTER (WHERE state='sent') FROM outbox GROUP BY lane ORDER BY lane");
    while (use.step()) {
      lanes.push_back({use.text_at(0),
                       {use.integer_at(1), use.integer_at(2), use.maybe_time_at(3)},
                       use.maybe_time_at(4)});
    }
    return lanes;
  });
}

Result<std::vector<OutboxRow>> list_outbox(Connection& connection, std::size_t most) {
  return guarded("cannot list the outbox", [&]() -> Result<std::vector<OutboxRow>> {
    std::vector<OutboxRow> rows;
    Use use(connection,
            "SELECT " DISTANSKOLL_OUTBOX_COLUMNS " FROM outbox ORDER BY number DESC LIMIT ?");
    use.integer(static_cast<std::int64_t>(most));
    while (use.step()) {
      auto row = row_of(use);
      if (!row) return row.error();
      rows.push_back(std::move(*row));
    }
    return rows;
  });
}

Result<void> put_told(Writer& writer, const std::string& key, WallTime at) {
  return guarded("cannot store what was told", [&]() -> Result<void> {
    Use(writer, "INSERT OR IGNORE INTO told(key,at) VALUES(?,?)").text(key).time(at).run();
    return {};
  });
}

Result<std::set<std::string, std::less<>>> read_told(Connection& connection) {
  return guarded("cannot read what was told", [&]() -> Result<std::set<std::string, std::less<>>> {
    std::set<std::string, std::less<>> keys;
    Use use(connection, "SELECT key FROM told");
    while (use.step()) keys.insert(use.text_at(0));
    return keys;
  });
}

Result<std::int64_t> erase_told(Writer& writer, WallTime before, std::int64_t most) {
  return guarded("cannot erase what was told", [&]() -> Result<std::int64_t> {
    return Use(writer,
               "DELETE FROM told WHERE key IN (SELECT key FROM told WHERE at<? ORDER BY at,key "
               "LIMIT ?)")
        .time(before)
        .integer(most)
        .run();
  });
}

}  // namespace distanskoll::server::store
