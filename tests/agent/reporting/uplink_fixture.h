// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The uplink with a real spool, identity store and TLS, against a collector that the test plays.
// For the tests of what it sends and of how it keeps its identity.
#include "agent/reporting/uplink.h"
#include "shared/crypto/encoding.h"
#include "shared/crypto/hash.h"
#include "shared/crypto/jws.h"
#include "shared/crypto/request.h"
#include "shared/files.h"
#include "shared/report/codec.h"
#include "tests/agent/reporting/test_collector.h"
#include "tests/support/fake_clock.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

#include <algorithm>
#include <mutex>

#include <spdlog/sinks/null_sink.h>

namespace distanskoll::agent {

using WaitKind = Uplink::Wait::Kind;
using testing::ElementsAre;
using testing::HasSubstr;

inline constexpr char kSuccessor[] = "fedcba9876543210fedcba9876543210";

/// Real spool, real identity store, real TLS; the test plays the collector.
class UplinkTest : public testing::Test {
 protected:
  void SetUp() override {
    enroll(kDevice, now);
    auto opened = Spool::open({folder / "spool.db"}, clock);
    ASSERT_THAT(opened, IsOk());
    spool = std::move(*opened);
    ASSERT_THAT(spool->begin_series(kDevice), IsOk());
  }

  /// Puts an identity issued at `when` into the store and the shared state.
  void enroll(const std::string& device, WallTime when) {
    const auto key = store.pending_key(false);
    ASSERT_THAT(key, IsOk());
    auto identity = store.adopt({pki.chain_for(device, key->public_key(), when),
                                 {pki.root.certificate},
                                 crypto::random_digest(),
                                 {}},
                                when);
    ASSERT_THAT(identity, IsOk());
    state.set_identity(*identity);
  }
  void start(TestCollector::Handler handler, const std::string& name = "localhost") {
    collector.emplace(pki, now, std::move(handler), name);
    connect_to(collector->url());
  }
  void connect_to(const std::string& url, const std::string& proxy = "none",
                  AskSystemWays system = {}) {
    uplink.emplace(
        UplinkParts{.route = {{*parse_collector(url)}, {proxy, {}, {}}, std::move(system)},
                    .spool = *spool,
                    .state = state,
                    .identities = store,
                    .policies = policies,
                    .clock = clock,
                    .log = log,
                    .posture_file = folder / "posture.json",
                    .tpm = false,
                    .claims =
                        [](const Digest&) {
                          return ComputerClaims{"laptop-1", "SN-1", "hash"};
                        },
                    .changed = [this] { ++changes; },
                    .jitter = [] { return 0.0; }});
  }
  void add() {
    report::Report draft;
    draft.at = clock.wall();
    draft.observations = {{"network_location", report::Observation::value("offline")}};
    ASSERT_THAT(spool->add_report(*state.identity(), draft), IsOk());
  }
  void beat() { ASSERT_THAT(spool->add_heartbeat(*state.identity(), clock.wall()), IsOk()); }

  static std::vector<std::uint64_t> numbers_in(const std::string& body) {
    std::vector<std::uint64_t> numbers;
    for (std::size_t at = 0; at < body.size();) {
      const std::size_t end = body.find('\n', at);
      const auto jws = crypto::split_jws(std::string_view(body).substr(at, end - at));
      at = end + 1;
      const auto report = report::decode_report(jws->payload);
      numbers.push_back(report ? report->seq : report::decode_heartbeat(jws->payload)->seq);
    }
    return numbers;
  }
  static std::string receipts(const std::vector<std::uint64_t>& numbers,
                              const std::string& settings = "{}") {
    std::string text;
    for (const auto number : numbers) {
      text += (text.empty() ? "" : ",") + std::string("{\"seq\":") + std::to_string(number) +
              ",\"leaf\":7,\"salt\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"}";
    }
    return "{\"receipts\":[" + text +
           "],\"retry\":[],\"refused\":[],\"posture\":{\"overall\":\"pass\"},\"settings\":" +
           settings + "}";
  }
  std::uint64_t waiting() { return spool->state()->waiting; }

  TempDir folder;
  FakeClock clock{std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now())};
  WallTime now = clock.wall();  // TLS judges certificates by the machine's clock
  TestPki pki{now - std::chrono::days(100)};
  IdentityStore store{folder / "identity"};
  PolicyCache policies{folder / "policies"};
  SharedState state;
  spdlog::logger log{"test", std::make_shared<spdlog::sinks::null_sink_mt>()};
  std::unique_ptr<Spool> spool;
  std::optional<TestCollector> collector;
  std::optional<Uplink> uplink;
  int changes = 0;
};

}  // namespace distanskoll::agent
