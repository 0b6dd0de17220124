// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A database with its sequencer, as an outbox needs them, and a sender that only remembers what it
// was given and answers what the test says. Used by the tests of server/outgoing and of reminders.
// The sender is thread-safe, the desk belongs to the test's thread.

#include "server/outgoing/outbox.h"
#include "tests/support/fake_clock.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

#include <deque>

namespace distanskoll::server::outgoing {

class FakeSender final : public Sender {
 public:
  explicit FakeSender(std::string lane) : lane_(std::move(lane)) {}
  [[nodiscard]] const std::string& lane() const override { return lane_; }
  [[nodiscard]] Result<void> send(const Message& message) override {
    if (during) during();
    const std::lock_guard lock(mutex_);
    sent_.push_back(message);
    changed_.notify_all();
    if (answers_.empty()) return {};
    auto answer = answers_.front();
    answers_.pop_front();
    return answer;
  }
  void will_answer(Result<void> answer) {
    const std::lock_guard lock(mutex_);
    answers_.push_back(std::move(answer));
  }
  /// Waits until so many sends were begun; what was sent.
  [[nodiscard]] std::vector<Message> wait_for(std::size_t count) {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, std::chrono::seconds(20), [&] { return sent_.size() >= count; });
    return sent_;
  }

  std::function<void()> during;  ///< set before start

 private:
  const std::string lane_;
  std::mutex mutex_;
  // protected by mutex_
  std::condition_variable changed_;
  std::vector<Message> sent_;
  std::deque<Result<void>> answers_;
};

struct Desk {
  static crypto::PrivateKey new_key() {
    return crypto::PrivateKey::generate(crypto::KeyKind::kEd25519).value();
  }
  explicit Desk(const std::filesystem::path& folder, crypto::PrivateKey key = new_key())
      : readers(folder) {
    writer = store::Writer::open(folder).value();
    auto opened = ledger::Ledger::open(*writer, "test/log", std::move(key), clock.wall());
    ledger = std::make_unique<ledger::Ledger>(std::move(opened).value());
    sequencer = std::make_unique<ledger::Sequencer>(*writer, *ledger, clock,
                                                    [](const auto&, const auto&) {});
    sequencer->start();
    sequencer->set_pace(ledger::Pace::kRetold).value();  // none waits for a group
  }
  ~Desk() { sequencer->stop(); }

  /// Adds a sender that the outbox will own.
  FakeSender& sender(const char* lane) {
    auto made = std::make_unique<FakeSender>(lane);
    auto& answer = *made;
    senders.push_back(std::move(made));
    return answer;
  }
  std::unique_ptr<Outbox> open(OutboxRules rules = {}) {
    return std::make_unique<Outbox>(*sequencer, readers, clock, std::move(senders),
                                    std::move(rules));
  }
  bool put(const Letter& letter) {
    bool posted = false;
    EXPECT_THAT(sequencer->run([&](ledger::Transaction& t) -> Result<void> {
      const auto put = post(t.writer, letter, t.now);
      if (!put) return put.error();
      posted = *put;
      return {};
    }),
                IsOk());
    return posted;
  }
  std::vector<store::OutboxRow> rows() {
    auto reader = readers.lend();
    return store::list_outbox(**reader, 1000).value();
  }
  /// Looks until the rows are as they should be, or for 20 seconds.
  template <class Wanted>
  std::vector<store::OutboxRow> rows_when(Wanted wanted) {
    const SystemClock machine;
    const auto until = machine.boot() + std::chrono::seconds(20);
    auto found = rows();
    while (!wanted(found) && machine.boot() < until) {
      std::this_thread::yield();
      found = rows();
    }
    return found;
  }

  FakeClock clock;
  std::unique_ptr<store::Writer> writer;
  store::ReaderPool readers;
  std::unique_ptr<ledger::Ledger> ledger;
  std::unique_ptr<ledger::Sequencer> sequencer;
  std::vector<std::unique_ptr<Sender>> senders;
};

}  // namespace distanskoll::server::outgoing
