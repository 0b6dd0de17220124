// SPDX-License-Identifier: EUPL-1.2
#include "server/outgoing/outbox.h"

#include "server/outgoing/retry.h"
#include "shared/crypto/encoding.h"
#include "shared/crypto/random.h"

#include <spdlog/spdlog.h>

namespace distanskoll::server::outgoing {
namespace {

using namespace std::chrono_literals;

constexpr auto kLookAgain = 30s;  // a message whose time comes is found so late at most
constexpr auto kEraseEvery = 1h;
constexpr std::size_t kIdBytes = 16;
constexpr std::size_t kNewsAtOnce = 100;     // in one change
constexpr std::int64_t kErasedAtOnce = 200;  // in one change

}  // namespace

Result<bool> has_room(store::Connection& connection, const std::string& lane) {
  const auto waiting = store::count_waiting(connection, lane);
  if (!waiting) return waiting.error();
  return *waiting < limits::kOutboxWaiting;
}

Result<bool> post(store::Writer& writer, const Letter& letter, WallTime now) {
  const auto room = has_room(writer, letter.lane);
  if (!room) return room.error();
  if (!*room)
    return Error{ErrorCode::kUnavailable, "too many messages wait to be sent: " + letter.lane};
  return post_unchecked(writer, letter, now);
}

Result<bool> post_unchecked(store::Writer& writer, const Letter& letter, WallTime now) {
  return store::put_in_outbox(writer,
                              {crypto::hex_encode(crypto::random_bytes(kIdBytes)), letter.lane,
                               letter.key, letter.recipient, letter.body},
                              now);
}

Outbox::Outbox(ledger::Sequencer& sequencer, store::ReaderPool& readers, const Clock& clock,
               std::vector<std::unique_ptr<Sender>> senders, OutboxRules rules)
    : sequencer_(sequencer),
      readers_(readers),
      clock_(clock),
      senders_(std::move(senders)),
      rules_(std::move(rules)) {}

Outbox::~Outbox() { stop(); }

void Outbox::start() {
  for (const auto& sender : senders_)
    threads_.emplace_back([this, &sender = *sender] { run_lane(sender); });
  threads_.emplace_back([this] { run_keeper(); });
}

void Outbox::stop() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  for (const auto& sender : senders_) sender->cancel();
  wake_.notify_all();
  for (auto& thread : threads_) thread.join();
  threads_.clear();
}

void Outbox::wake() {
  {
    const std::lock_guard lock(mutex_);
    ++wakes_;
  }
  wake_.notify_all();
}

bool Outbox::rest(std::uint64_t& seen) {
  std::unique_lock lock(mutex_);
  wake_.wait_for(lock, kLookAgain, [&] { return stop_ || wakes_ != seen; });
  seen = wakes_;
  return !stop_;
}

bool Outbox::change(std::string_view what,
                    const std::function<Result<void>(ledger::Transaction&)>& apply) {
  const auto stored = sequencer_.run(apply);
  if (!stored) spdlog::warn("outbox: {}: {}", what, stored.error().message);
  return stored.has_value();
}

void Outbox::run_lane(Sender& sender) {
  std::uint64_t seen = 0;
  bool taken_up = false;
  do {
    if (!taken_up) {
      std::int64_t interrupted = 0;
      taken_up = change("interrupted messages", [&](ledger::Transaction& t) -> Result<void> {
        const auto count = store::take_up_interrupted(t.writer, sender.lane(), t.now);
        if (!count) return count.error();
        interrupted = *count;
        return {};
      });
      if (taken_up && interrupted > 0) {
        spdlog::warn(
            "{}: {} message(s) were being sent when the collector ended; whether they arrived is "
            "not known, they are sent again with the same id",
            sender.lane(), interrupted);
      }
    }
    while (taken_up && send_next(sender)) {
    }
  } while (rest(seen));
}

bool Outbox::send_next(Sender& sender) {
  {
    const std::lock_guard lock(mutex_);
    if (stop_) return false;
  }
  std::optional<store::OutboxRow> row;
  Message message;
  {
    // The reader goes back before anything is sent: no read transaction waits for a peer.
    auto reader = readers_.lend();
    if (!reader) return false;
    auto next = store::next_in_outbox(**reader, sender.lane(), clock_.wall());
    if (!next || !*next) return false;
    row = std::move(**next);
    auto contents = store::read_outbox_message(**reader, row->id);
    if (!contents) return false;
    message = {row->id, std::move(contents->recipient), std::move(contents->body)};
  }
  bool ours = false;
  const bool stored = change("a message", [&](ledger::Transaction& t) -> Result<void> {
    const auto marked = store::mark_sending(t.writer, row->id);
    if (!marked) return marked.error();
    ours = *marked;
    return {};
  });
  if (!stored) return false;
  if (!ours) return true;  // erased meanwhile
  ++row->tries;
  record(*row, sender.send(message));
  return true;
}

void Outbox::record(const store::OutboxRow& row, const Result<void>& outcome) {
  const WallTime now = clock_.wall();
  if (outcome) {
    spdlog::info("{} {}: sent at try {}", row.lane, row.id, row.tries);
    change("a message that was sent",
           [&](ledger::Transaction& t) { return store::mark_sent(t.writer, row.id, t.now); });
    return;
  }
  const auto& error = outcome.error();
  if (const auto again = next_try(error.code, row.tries, row.created_at, now)) {
    spdlog::warn("{} {}: try {} failed, next at {}: {}", row.lane, row.id, row.tries,
                 format_time(*again), error.message);
    change("a message that waits", [&](ledger::Transaction& t) {
      return store::mark_waiting(t.writer, row.id, error.message, *again);
    });
    return;
  }
  spdlog::error("{} {}: given up at try {}: {}", row.lane, row.id, row.tries, error.message);
  change("a message that is given up", [&](ledger::Transaction& t) {
    return store::mark_given_up(t.writer, row.id, error.message, t.now);
  });
}

void Outbox::run_keeper() {
  std::uint64_t seen = 0;
  bool noting = false;
  do {
    if (!noting) {
      noting = change("the feed of findings", [&](ledger::Transaction& t) {
        return store::note_findings(t.writer, rules_.findings.any());
      });
    }
    if (noting && rules_.findings.any()) hand_on();
    erase_old();
  } while (rest(seen));
}

void Outbox::hand_on() {
  bool handed_on = false;
  while (true) {
    {
      auto reader = readers_.lend();
      if (!reader) break;
      const auto news = store::has_finding_news(**reader);
      if (!news || !*news) break;
    }
    const bool stored = change("news of findings", [&](ledger::Transaction& t) {
      return hand_on_findings(t.writer, rules_.findings, kNewsAtOnce, t.now);
    });
    if (!stored) break;
    handed_on = true;
  }
  if (handed_on) wake();
}

void Outbox::erase_old() {
  const WallTime now = clock_.wall();
  if (erased_at_ && now - *erased_at_ < kEraseEvery && now >= *erased_at_) return;
  erased_at_ = now;
  change("messages that are too old", [&](ledger::Transaction& t) -> Result<void> {
    // Those of a lane that the configuration no longer has; the others were given up before.
    const auto given_up =
        store::give_up_older(t.writer, t.now - limits::kOutboxGiveUp - std::chrono::days{1}, t.now);
    if (!given_up) return given_up.error();
    return {};
  });
  std::int64_t erased = kErasedAtOnce;
  while (erased == kErasedAtOnce) {
    const bool stored = change("old messages", [&](ledger::Transaction& t) -> Result<void> {
      const auto messages =
          store::erase_outbox(t.writer, t.now - rules_.keep_contents, kErasedAtOnce);
      if (!messages) return messages.error();
      const auto told = store::erase_told(t.writer, t.now - limits::kOutboxKeysKept, kErasedAtOnce);
      if (!told) return told.error();
      erased = std::max(*messages, *told);
      return {};
    });
    if (!stored) return;
  }
}

}  // namespace distanskoll::server::outgoing
