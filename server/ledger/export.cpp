// SPDX-License-Identifier: EUPL-1.2
#include "server/ledger/export.h"

#include "server/ledger/ledger.h"
#include "server/store/device_state.h"
#include "server/store/devices.h"
#include "server/store/findings.h"
#include "server/store/policies.h"
#include "shared/crypto/encoding.h"

#include <algorithm>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

namespace distanskoll::server::ledger {
namespace {

namespace json = boost::json;

constexpr std::size_t kExportedAtOnce = 500;

json::value maybe(const std::optional<std::string>& text) {
  return text ? json::value(*text) : json::value(nullptr);
}
json::value maybe(std::optional<WallTime> time) {
  return time ? json::value(format_time(*time)) : json::value(nullptr);
}

class Export {
 public:
  Export(store::Connection& connection, const LineSink& sink)
      : connection_(connection), sink_(sink) {}

  Result<std::uint64_t> run(WallTime now) {
    const Result<std::optional<store::Head>> head = store::find_head(connection_);
    if (!head) return head.error();
    if (!*head) return Error{ErrorCode::kNotFound, "there is no ledger to export"};
    DISTANSKOLL_TRY(line({{"kind", "export"},
                          {"v", 1},
                          {"at", format_time(now)},
                          {"epoch", (*head)->epoch},
                          {"ledger_size", (*head)->size}}));
    const Result<std::vector<store::Epoch>> epochs = store::list_epochs(connection_);
    if (!epochs) return epochs.error();
    for (const store::Epoch& epoch : *epochs) {
      DISTANSKOLL_TRY(line({{"kind", "epoch"},
                            {"epoch", epoch.number},
                            {"origin", epoch.origin},
                            {"log_key", crypto::base64_encode(epoch.log_key)},
                            {"began_at", format_time(epoch.began_at)}}));
    }
    for (const store::Epoch& epoch : *epochs) {
      const std::uint64_t until = epoch.number == (*head)->epoch ? (*head)->size : UINT64_MAX;
      DISTANSKOLL_TRY(leaves(epoch, until));
      DISTANSKOLL_TRY(checkpoints(epoch, until));
    }
    DISTANSKOLL_TRY(devices());
    DISTANSKOLL_TRY(heartbeats());
    DISTANSKOLL_TRY(findings());
    DISTANSKOLL_TRY(policies());
    DISTANSKOLL_TRY(line({{"kind", "end"}, {"lines", lines_ + 1}}));
    return lines_;
  }

 private:
  Result<void> line(const json::object& object) {
    ++lines_;
    return sink_(json::serialize(object));
  }

  /// The entry stands in its line as the very text that was hashed.
  Result<void> leaves(const store::Epoch& epoch, std::uint64_t until) {
    for (std::uint64_t number = 0; number < until;) {
      const std::uint64_t id = store::leaf_id(epoch.number, number);
      const std::size_t count = std::min<std::uint64_t>(kExportedAtOnce, until - number);
      const Result<std::vector<Digest>> hashes = store::leaf_hashes(connection_, id, count);
      if (!hashes) return hashes.error();
      if (hashes->empty()) return {};
      const Result<std::vector<store::StoredEntry>> entries =
          store::entries_from(connection_, id, hashes->size());
      if (!entries) return entries.error();
      auto entry = entries->begin();
      for (const Digest& hash : *hashes) {
        json::object object{{"kind", "leaf"},
                            {"epoch", epoch.number},
                            {"leaf", number},
                            {"hash", crypto::base64url_encode(hash)}};
        if (entry != entries->end() && entry->leaf == store::leaf_id(epoch.number, number)) {
          object["salt"] = crypto::base64url_encode(entry->salt);
          object["entry"] = entry->line;
          ++entry;
        } else {
          object["erased"] = true;
        }
        DISTANSKOLL_TRY(line(object));
        ++number;
      }
    }
    return {};
  }

  Result<void> checkpoints(const store::Epoch& epoch, std::uint64_t until) {
    for (std::uint64_t size = 0;;) {
      const Result<std::vector<store::StoredCheckpoint>> page =
          store::checkpoints_from(connection_, epoch.number, size, kExportedAtOnce);
      if (!page) return page.error();
      if (page->empty()) return {};
      for (const store::StoredCheckpoint& checkpoint : *page) {
        if (checkpoint.epoch != epoch.number || checkpoint.size > until) return {};
        DISTANSKOLL_TRY(line({{"kind", "checkpoint"},
                              {"epoch", epoch.number},
                              {"at", format_time(checkpoint.at)},
                              {"note", note_of(epoch.origin, checkpoint)}}));
        size = checkpoint.size + 1;
      }
    }
  }

  Result<void> devices() {
    for (std::string after;;) {
      const Result<std::vector<store::Device>> page =
          store::list_devices(connection_, after, kExportedAtOnce);
      if (!page) return page.error();
      if (page->empty()) return {};
      after = page->back().id;
      for (const store::Device& device : *page) {
        DISTANSKOLL_TRY(line({{"kind", "device"},
                              {"device", device.id},
                              {"computer", device.computer},
                              {"host_name", maybe(device.host_name)},
                              {"unit", maybe(device.unit)},
                              {"lifecycle", device.lifecycle},
                              {"enrolled_at", format_time(device.enrolled_at)},
                              {"enrolled_by", device.enrolled_by},
                              {"predecessor", maybe(device.predecessor)},
                              {"revoked_at", maybe(device.revoked_at)},
                              {"revoked_reason", maybe(device.revoked_reason)}}));
        DISTANSKOLL_TRY(keys(device.id));
      }
    }
  }

  Result<void> keys(const std::string& device) {
    const Result<std::vector<store::DeviceKey>> keys = store::keys_of(connection_, device);
    if (!keys) return keys.error();
    for (const store::DeviceKey& key : *keys) {
      DISTANSKOLL_TRY(line({{"kind", "device_key"},
                            {"kid", key.kid},
                            {"device", key.device},
                            {"certificate", crypto::base64_encode(key.certificate)},
                            {"issued_at", format_time(key.issued_at)},
                            {"not_after", format_time(key.not_after)},
                            {"superseded_at", maybe(key.superseded_at)},
                            {"revoked_at", maybe(key.revoked_at)}}));
    }
    return {};
  }

  Result<void> heartbeats() {
    for (std::string after;;) {
      const Result<std::vector<store::RunningHeartbeat>> page =
          store::list_heartbeats(connection_, after, kExportedAtOnce);
      if (!page) return page.error();
      if (page->empty()) return {};
      after = page->back().device;
      for (const store::RunningHeartbeat& heartbeat : *page) {
        DISTANSKOLL_TRY(line({{"kind", "running_heartbeat"},
                              {"device", heartbeat.device},
                              {"received_at", format_time(heartbeat.received_at)},
                              {"heartbeat", heartbeat.jws}}));
      }
    }
  }

  Result<void> findings() {
    for (std::int64_t before = 0;;) {
      const Result<std::vector<store::Finding>> page =
          store::list_findings(connection_, false, before, kExportedAtOnce);
      if (!page) return page.error();
      if (page->empty()) return {};
      before = page->back().id;
      for (const store::Finding& finding : *page) {
        DISTANSKOLL_TRY(line({{"kind", "finding"},
                              {"device", finding.device},
                              {"finding", std::string(store::to_string(finding.kind))},
                              {"requirement", maybe(finding.requirement)},
                              {"severity", finding.severity},
                              {"first_failed_at", format_time(finding.first_failed_at)},
                              {"opened_at", format_time(finding.opened_at)},
                              {"closed_at", maybe(finding.closed_at)},
                              {"detail", finding.detail}}));
      }
    }
  }

  Result<void> policies() {
    const Result<std::vector<store::StoredPolicy>> all = store::list_all_policies(connection_);
    if (!all) return all.error();
    for (const store::StoredPolicy& policy : *all) {
      DISTANSKOLL_TRY(line({{"kind", "policy"},
                            {"policy", policy.id},
                            {"version", policy.version},
                            {"sha256", policy.sha256_hex},
                            {"in_force_from", format_time(policy.in_force_from)},
                            {"put_at", format_time(policy.put_at)},
                            {"withdrawn_at", maybe(policy.withdrawn_at)},
                            {"yaml", policy.yaml}}));
    }
    return {};
  }

  store::Connection& connection_;
  const LineSink& sink_;
  std::uint64_t lines_ = 0;
};

}  // namespace

Result<std::uint64_t> export_all(store::Connection& connection, WallTime now,
                                 const LineSink& sink) {
  return Export(connection, sink).run(now);
}

}  // namespace distanskoll::server::ledger
