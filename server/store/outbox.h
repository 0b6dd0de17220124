// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Messages on their way out (mail, webhooks, syslog) and what reminders have told. A message's
// state and its contents are two rows: the state changes and names nobody, the contents (recipient,
// body) are written once and deleted with it, some days after its end. Written through the
// sequencer, read by the outbox (server/outgoing/outbox.h), which decides what happens when.

#include "server/store/database.h"
#include "shared/clock.h"

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace distanskoll::server::store {

/// Names are persisted: never rename.
enum class OutboxState {
  kWaiting,  ///< to be sent at next_try_at or later
  kSending,  ///< somebody may be receiving it; found at a start: nobody knows
  kSent,     ///< the receiver has taken it over
  kGivenUp,  ///< refused for good, or too old
};
[[nodiscard]] std::string_view to_string(OutboxState state);

struct OutboxMessage {
  std::string id;    ///< 32 lower-case hexadecimal digits
  std::string lane;  ///< "mail", "webhook:NAME", "syslog"
  std::string key;   ///< of what it says: a message with the same key is not put again
  std::string recipient;
  std::string body;
};

struct OutboxRow {
  std::string id;
  std::string lane;
  OutboxState state = OutboxState::kWaiting;
  WallTime created_at{};
  std::int64_t tries = 0;
  WallTime next_try_at{};
  std::int64_t interrupted = 0;  ///< times that the collector ended while it was being sent
  std::optional<WallTime> ended_at;
  std::optional<std::string> last_error;
};

/// False: one with this key is there, and nothing was written.
[[nodiscard]] Result<bool> put_in_outbox(Writer& writer, const OutboxMessage& message,
                                         WallTime now);
[[nodiscard]] Result<std::uint64_t> count_waiting(Connection& connection, const std::string& lane);
/// The one that has waited longest of those whose time has come.
[[nodiscard]] Result<std::optional<OutboxRow>> next_in_outbox(Connection& connection,
                                                              const std::string& lane,
                                                              WallTime now);
/// kNotFound when it is not there any longer.
[[nodiscard]] Result<OutboxMessage> read_outbox_message(Connection& connection,
                                                        const std::string& id);

/// kWaiting to kSending; false when it was not waiting.
[[nodiscard]] Result<bool> mark_sending(Writer& writer, const std::string& id);
[[nodiscard]] Result<void> mark_sent(Writer& writer, const std::string& id, WallTime now);
[[nodiscard]] Result<void> mark_waiting(Writer& writer, const std::string& id,
                                        const std::string& error, WallTime next_try_at);
[[nodiscard]] Result<void> mark_given_up(Writer& writer, const std::string& id,
                                         const std::string& error, WallTime now);
/// At a start: what was being sent waits again and says so; how many there were.
[[nodiscard]] Result<std::int64_t> take_up_interrupted(Writer& writer, const std::string& lane,
                                                       WallTime now);
/// Of any lane, also of one that the configuration no longer has.
[[nodiscard]] Result<std::int64_t> give_up_older(Writer& writer, WallTime created_before,
                                                 WallTime now);
/// State and contents of at most `most` that ended before; how many.
[[nodiscard]] Result<std::int64_t> erase_outbox(Writer& writer, WallTime ended_before,
                                                std::int64_t most);

struct OutboxCounts {
  std::int64_t waiting = 0;  ///< also those being sent
  std::int64_t given_up = 0;
  std::optional<WallTime> oldest_waiting;
};
[[nodiscard]] Result<OutboxCounts> count_outbox(Connection& connection);
/// The same of each lane that has messages, in the order of their names; and when the last was
/// taken over.
struct LaneCounts {
  std::string lane;
  OutboxCounts counts;
  std::optional<WallTime> last_sent;
};
[[nodiscard]] Result<std::vector<LaneCounts>> count_lanes(Connection& connection);
/// Newest first: the log of what was sent. No recipients, no contents.
[[nodiscard]] Result<std::vector<OutboxRow>> list_outbox(Connection& connection, std::size_t most);

// What reminders have told, by key; without recipients.
[[nodiscard]] Result<void> put_told(Writer& writer, const std::string& key, WallTime at);
[[nodiscard]] Result<std::set<std::string, std::less<>>> read_told(Connection& connection);
[[nodiscard]] Result<std::int64_t> erase_told(Writer& writer, WallTime before, std::int64_t most);

}  // namespace distanskoll::server::store
