// SPDX-License-Identifier: EUPL-1.2
#include "agent/reporting/reach.h"

#include "agent/reporting/ask_internal.h"
#include "shared/crypto/tls.h"

#include <algorithm>

namespace distanskoll::agent {
namespace {

constexpr std::chrono::milliseconds kStep{6'000};
constexpr HttpDeadlines kDeadlines{kStep, kStep, kStep, kStep};
constexpr char kPublicCertificates[] = "/.well-known/est/cacerts";

/// The moment of the answer is somewhere between question and receipt: its middle is meant.
std::chrono::seconds ahead_of(WallTime theirs, WallTime asked, WallTime answered) {
  return asked + (answered - asked) / 2 - theirs;
}

void ask(Reach& reach, HttpClient& client, const Clock& clock) {
  HttpRequest request;
  request.target = kPublicCertificates;
  const WallTime asked = clock.wall();
  const auto answer = client.send(request);
  reach.way = client.way();
  reach.step = client.step();
  reach.proxy_status = client.proxy_status();
  if (!answer) {
    reach.error = answer.error();
    return;
  }
  reach.status = answer->status;
  if (answer->date) reach.ahead = ahead_of(*answer->date, asked, clock.wall());
}

}  // namespace

Reach reach_collector(const Endpoint& collector, const ProxyWords& words,
                      const AskSystemWays& system, const std::vector<crypto::Certificate>& roots,
                      const Clock& clock) {
  Reach reach;
  reach.address = collector;
  const auto ways = find_ways(collector, words, system);
  if (!ways) {
    reach.unusable = true;
    reach.error = ways.error();
    return reach;
  }
  reach.credentials = std::ranges::any_of(
      ways->list, [](const Way& way) { return way && !way->credentials.empty(); });
  auto tls = crypto::make_client_tls({roots, {}, nullptr});
  if (!tls) {
    reach.error = tls.error();
    return reach;
  }
  look_up_with_short_patience();
  const bool unknown = roots.empty();
  const BootTime from = clock.boot();
  HttpClient client(
      collector, [&] { return ways; }, std::move(*tls), unknown, kDeadlines);
  ask(reach, client, clock);
  reach.took = std::chrono::duration_cast<std::chrono::milliseconds>(clock.boot() - from);
  reach.verified = !unknown && reach.step == HttpStep::kExchange;
  return reach;
}

}  // namespace distanskoll::agent
