// SPDX-License-Identifier: EUPL-1.2
#include "server/ledger/fsck_chain.h"

#include "server/store/devices.h"
#include "shared/crypto/hash.h"
#include "shared/crypto/jws.h"
#include "shared/report/codec.h"
#include "shared/text.h"

#include <algorithm>

namespace distanskoll::server::ledger {

void ChainCheck::add(ProblemKind kind, const store::StoredEntry& row, std::string what) {
  say_({kind, store::epoch_of(row.leaf), store::number_of(row.leaf), row.device, std::move(what)});
}

const crypto::PublicKey* ChainCheck::key_of(const std::string& kid, const std::string& device) {
  const auto [place, fresh] = keys_.try_emplace(device + " " + kid);
  if (fresh) {
    const Result<store::DeviceKey> row = store::find_key(connection_, kid);
    if (row && row->device == device) {
      Result<crypto::PublicKey> key = crypto::PublicKey::from_spki(row->spki);
      if (key) place->second = std::move(*key);
    }
  }
  return place->second ? &*place->second : nullptr;
}

bool ChainCheck::signed_by_device(const store::StoredEntry& row, std::string_view compact,
                                  std::string& payload) {
  Result<crypto::UntrustedJws> jws = crypto::split_jws(compact);
  if (!jws) return false;
  const crypto::PublicKey* key = key_of(jws->key_id, row.device);
  ++report_.signatures;
  if (key == nullptr || !crypto::verify_jws(*jws, *key)) return false;
  payload = std::move(jws->payload);
  return true;
}

void ChainCheck::report(const store::StoredEntry& row, const evidence::Entry& entry) {
  const Result<evidence::ReportBody> body = evidence::decode_report_body(entry.body);
  if (!body) return add(ProblemKind::kEntry, row, body.error().message);
  std::string payload;
  if (!signed_by_device(row, body->report, payload)) {
    return add(ProblemKind::kSignature, row, "the report is not signed by a key of its device");
  }
  const Result<report::Report> report = report::decode_report(payload);
  if (!report) return add(ProblemKind::kEntry, row, report.error().message);
  if (row.seq != report->seq) {
    add(ProblemKind::kEntry, row, "the stored number is not the report's");
  }
  Device& device = devices_[row.device];
  if (report->seq <= device.seq) {
    return add(ProblemKind::kSeries, row,
               "report " + std::to_string(report->seq) + " stands behind report " +
                   std::to_string(device.seq));
  }
  if (report->gap) device.gaps.push_back(*report->gap);
  follow(row, *body, *report, device);
  const WallTime at = std::min(report->at, entry.received_at);
  device.at = device.seq == 0 ? at : std::max(at, device.at);
  device.seq = report->seq;
  device.leaf_id = row.leaf;
  device.hash = crypto::sha256(body->report);
  device.received_at = entry.received_at;
  device.trigger = std::string(report::to_string(report->trigger));
  if (!device.expected_user) device.expected_user = report->user;
  device.closed_by_silence.clear();
  device.closed_seq = 0;
}

void ChainCheck::follow(const store::StoredEntry& row, const evidence::ReportBody& body,
                        const report::Report& report, Device& device) {
  if (!body.heartbeat.empty()) {
    if (!report.prev || *report.prev != crypto::sha256(body.heartbeat)) {
      return break_at(row, ProblemKind::kHeartbeat, report, device,
                      "its closing heartbeat is not the one that its report names");
    }
    const Result<crypto::UntrustedJws> jws = crypto::split_jws(body.heartbeat);
    const Result<report::Heartbeat> heartbeat =
        jws ? report::decode_heartbeat(jws->payload) : Result<report::Heartbeat>(jws.error());
    if (!heartbeat) return add(ProblemKind::kHeartbeat, row, heartbeat.error().message);
    if (heartbeat->seq < device.closed_seq) {
      return break_at(row, ProblemKind::kHeartbeat, report, device,
                      "an entry has a later heartbeat of that run");
    }
    if (heartbeat->prev != device.hash || heartbeat->unchanged_since != device.seq) {
      break_at(row, ProblemKind::kChain, report, device,
               "its closing heartbeat prolongs another report");
    }
    return;
  }
  if (device.seq == 0) {
    if (report.prev) {
      break_at(row, ProblemKind::kChain, report, device, "it is the first, yet names another");
    }
    return;
  }
  if (!report.prev || *report.prev != device.hash) {
    return break_at(row, ProblemKind::kHeartbeat, report, device,
                    "what its report follows is not here: a closing heartbeat or a report");
  }
  if (device.closed_seq != 0) {
    break_at(row, ProblemKind::kHeartbeat, report, device,
             "an entry has a heartbeat of a run that had none");
  }
}

void ChainCheck::break_at(const store::StoredEntry& row, ProblemKind kind,
                          const report::Report& report, Device& device, std::string what) {
  if (newest_erased_ > device.leaf_id) return;
  device.breaks.push_back({{kind, store::epoch_of(row.leaf), store::number_of(row.leaf), row.device,
                            "report " + std::to_string(report.seq) + ": " + std::move(what)},
                           device.seq,
                           report.seq});
}

void ChainCheck::run_closed(const store::StoredEntry& row, const evidence::Entry& entry) {
  const Result<evidence::RunClosedBody> body = evidence::decode_run_closed_body(entry.body);
  if (!body) return add(ProblemKind::kEntry, row, body.error().message);
  std::string payload;
  if (!signed_by_device(row, body->heartbeat, payload)) {
    return add(ProblemKind::kHeartbeat, row,
               "the heartbeat that closed a run is not signed by a key of its device");
  }
  const Result<report::Heartbeat> heartbeat = report::decode_heartbeat(payload);
  if (!heartbeat) return add(ProblemKind::kEntry, row, heartbeat.error().message);
  Device& device = devices_[row.device];
  if (heartbeat->prev != device.hash || heartbeat->seq <= device.seq) {
    return add(ProblemKind::kHeartbeat, row,
               "the heartbeat that closed a run does not prolong the newest report");
  }
  device.closed_by_silence.push_back(crypto::sha256(body->heartbeat));
  device.closed_seq = std::max(device.closed_seq, heartbeat->seq);
}

void ChainCheck::notice(const evidence::Entry& entry) {
  constexpr std::string_view kBroken = R"({"notice":"chain_broken","seq":)";
  const std::string_view body = entry.body;
  if (!body.starts_with(kBroken) || !body.ends_with("}")) return;
  const auto seq = parse_unsigned(body.substr(kBroken.size(), body.size() - kBroken.size() - 1));
  if (seq) devices_[entry.device].admitted_breaks.insert(*seq);
}

Result<void> ChainCheck::finish() {
  for (auto& [id, device] : devices_) {
    for (Break& found : device.breaks) {
      const bool gap = std::any_of(
          device.gaps.begin(), device.gaps.end(),
          [&](const report::Gap& g) { return g.to > found.after && g.from < found.at; });
      if (device.admitted_breaks.contains(found.at)) {
        ++report_.admitted_breaks;
      } else if (!gap) {
        say_(std::move(found.problem));
      }
    }
  }
  return compare_states();
}

Result<void> ChainCheck::compare_states() {
  const bool any_erased = newest_erased_ != 0;
  const auto wrong = [&](const std::string& device, std::string what) {
    say_({ProblemKind::kState, 0, 0, device, std::move(what)});
  };
  std::size_t stored = 0;
  for (std::string after;;) {
    const Result<std::vector<store::DeviceState>> page =
        store::list_device_states(connection_, after, 1'000);
    if (!page) return page.error();
    if (page->empty()) break;
    after = page->back().device;
    stored += page->size();
    for (const store::DeviceState& state : *page) {
      const auto found = devices_.find(state.device);
      if (found == devices_.end() || found->second.seq == 0) {
        if (!any_erased) wrong(state.device, "it has a newest report, but no entry has one");
        continue;
      }
      const Device& device = found->second;
      const store::DeviceState expected{state.device,   device.seq,          device.leaf_id,
                                        device.hash,    device.at,           device.received_at,
                                        device.trigger, device.expected_user};
      // The first user may have been named by an entry that is erased by now.
      const bool same =
          any_erased ? state.seq == expected.seq && state.hash == expected.hash : state == expected;
      if (!same) wrong(state.device, "its state is not that of its newest report; run rebuild");
    }
  }
  const auto reporting = static_cast<std::size_t>(std::count_if(
      devices_.begin(), devices_.end(), [](const auto& item) { return item.second.seq != 0; }));
  if (stored < reporting) {
    wrong({},
          std::to_string(reporting - stored) + " devices have reports, but no state; run rebuild");
  }
  return {};
}

}  // namespace distanskoll::server::ledger
