// SPDX-License-Identifier: EUPL-1.2
// What admission costs in CPU time of the whole process: per durable report and per heartbeat,
// beside one ECDSA P-256 verification of OpenSSL in the same run. Reports come one a body from many
// laptops, so that the sequencer gathers them as it would; signing is done before the clock starts.
#include "server/store/ledger_rows.h"
#include "shared/crypto/hash.h"
#include "tests/server/admission/town.h"

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

#include <benchmark/benchmark.h>

namespace distanskoll {
namespace {

constexpr std::size_t kLaptops = 256;

/// Counts answers and lets one wait for all of them.
class Answers {
 public:
  void expect(std::size_t count) {
    const std::lock_guard lock(mutex_);
    left_ = count;
  }
  void one() {
    const std::lock_guard lock(mutex_);
    if (--left_ == 0) all_.notify_one();
  }
  void wait() {
    std::unique_lock lock(mutex_);
    all_.wait(lock, [this] { return left_ == 0; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable all_;
  std::size_t left_ = 0;
};

struct Fleet {
  Fleet() {
    for (std::size_t i = 0; i < kLaptops; ++i) {
      laptops.push_back(town.enrol("d" + std::to_string(i)));
      peers.push_back(town.admission->identify(laptops.back().certificate()).value());
    }
  }
  Town town;
  std::vector<Laptop> laptops;
  std::vector<server::admission::DevicePeer> peers;
  Answers answers;
  std::atomic<std::size_t> not_taken{0};

  void post_all(std::vector<std::string>& bodies) {
    answers.expect(bodies.size());
    for (std::size_t i = 0; i < bodies.size(); ++i) {
      town.admission->admit(peers[i], std::move(bodies[i]),
                            [this](const server::admission::Answer& answer) {
                              if (answer.status > 204) ++not_taken;
                              answers.one();
                            });
    }
    answers.wait();
  }
};

void verify(benchmark::State& state) {
  const auto key = crypto::PrivateKey::generate(crypto::KeyKind::kP256).value();
  const std::string text(1200, 'x');
  const Bytes signature = key.sign(as_bytes(text)).value();
  for (auto _ : state) {
    benchmark::DoNotOptimize(key.public_key().verify(as_bytes(text), signature));
  }
}
BENCHMARK(verify)
    ->Name("ecdsa_p256_verify")
    ->Unit(benchmark::kMicrosecond)
    ->MeasureProcessCPUTime();

void report(benchmark::State& state) {
  Fleet fleet;
  std::size_t sent = 0;
  for (auto _ : state) {
    state.PauseTiming();
    std::vector<std::string> bodies;
    for (Laptop& laptop : fleet.laptops) {
      bodies.push_back(laptop.report(fleet.town.now(), {.tunnel = sent % 1024 < 512}));
    }
    fleet.town.clock.advance(std::chrono::seconds(200));  // quotas refill
    state.ResumeTiming();
    fleet.post_all(bodies);
    sent += kLaptops;
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(sent));
  state.counters["not_taken"] = static_cast<double>(fleet.not_taken.load());
  state.counters["commits"] = static_cast<double>(fleet.town.sequencer->health().commits);
  state.counters["cpu_us_each"] = benchmark::Counter(
      static_cast<double>(sent) / 1e6, benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}
BENCHMARK(report)
    ->Name("durable_report")
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime()
    ->Iterations(40);

void heartbeat(benchmark::State& state) {
  Fleet fleet;
  std::vector<std::string> bodies;
  for (Laptop& laptop : fleet.laptops) bodies.push_back(laptop.report(fleet.town.now()));
  fleet.post_all(bodies);
  std::size_t sent = 0;
  for (auto _ : state) {
    state.PauseTiming();
    bodies.clear();
    for (Laptop& laptop : fleet.laptops) bodies.push_back(laptop.heartbeat(fleet.town.now()));
    fleet.town.clock.advance(std::chrono::seconds(5));
    state.ResumeTiming();
    fleet.post_all(bodies);
    sent += kLaptops;
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(sent));
  state.counters["not_taken"] = static_cast<double>(fleet.not_taken.load());
  state.counters["cpu_us_each"] = benchmark::Counter(
      static_cast<double>(sent) / 1e6, benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}
BENCHMARK(heartbeat)
    ->Name("heartbeat")
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime()
    ->Iterations(120);

}  // namespace
}  // namespace distanskoll

BENCHMARK_MAIN();
