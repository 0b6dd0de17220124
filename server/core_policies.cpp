// SPDX-License-Identifier: EUPL-1.2
// Policies of a data directory: announced, in force, withdrawn.
#include "server/core.h"
#include "server/store/days.h"
#include "server/store/records.h"
#include "shared/crypto/encoding.h"
#include "shared/policy/loader.h"

#include <algorithm>

#include <boost/json.hpp>

namespace distanskoll::server {
namespace {

namespace json = boost::json;
using Schedule = std::vector<std::shared_ptr<const admission::InForce>>;

Result<std::shared_ptr<const admission::InForce>> in_force_of(const store::StoredPolicy& stored) {
  auto loaded = policy::load_policy(stored.yaml, stored.id);
  if (!loaded) return loaded.error().with_prefix("a stored policy cannot be read any more");
  return std::shared_ptr<const admission::InForce>(
      std::make_shared<admission::InForce>(admission::InForce{
          std::move(*loaded), stored.yaml, stored.sha256_hex, stored.in_force_from}));
}

Result<std::uint64_t> enter(ledger::Transaction& transaction, const json::object& body) {
  const auto appended = transaction.ledger.append(
      {evidence::EntryKind::kPolicy, transaction.now, {}, json::serialize(body)});
  if (!appended) return appended.error();
  return appended->leaf;
}

json::object entry_head(const store::StoredPolicy& policy) {
  return {{"id", policy.id},
          {"version", policy.version},
          {"sha256", policy.sha256_hex},
          {"from", format_time(policy.in_force_from)}};
}

Result<void> store_and_enter(ledger::Transaction& transaction, const store::StoredPolicy& policy,
                             const std::vector<policy::LocalText>& warnings,
                             const std::string& by) {
  DISTANSKOLL_TRY(store::put_policy(transaction.writer, policy));
  json::object body = entry_head(policy);
  body["yaml"] = policy.yaml;
  body["by"] = by;
  json::array texts;
  for (const auto& warning : warnings) texts.emplace_back(warning.en);
  body["warnings"] = std::move(texts);
  const auto leaf = enter(transaction, body);
  if (!leaf) return leaf.error();
  // At once, on a collector's first day: what was looked at until now looks different.
  if (policy.in_force_from > transaction.now) return {};
  return store::mark_stale(transaction.writer, {{}, "policy:" + policy.id, *leaf});
}

}  // namespace

Result<Schedule> read_schedule(store::Connection& connection, WallTime now) {
  const auto rows = store::list_policies(connection);
  if (!rows) return rows.error();
  Schedule schedule{nullptr};
  const auto coming = std::ranges::find_if(
      *rows, [&](const store::StoredPolicy& row) { return row.in_force_from > now; });
  if (coming != rows->begin()) {
    auto loaded = in_force_of(*std::prev(coming));
    if (!loaded) return loaded.error();
    schedule.front() = std::move(*loaded);
  }
  for (auto row = coming; row != rows->end(); ++row) {
    auto loaded = in_force_of(*row);
    if (!loaded) return loaded.error();
    schedule.push_back(std::move(*loaded));
  }
  return schedule;
}

Result<PolicyPut> Core::put_policy(const policies::PolicyWish& wish, const std::string& by) {
  auto loaded = policy::load_policy(wish.yaml, wish.file);
  if (!loaded) return loaded.error();
  PolicyPut put;
  put.policy.sha256_hex = crypto::hex_encode(loaded->sha256);
  put.policy.id = loaded->id;
  put.policy.version = loaded->version;
  put.policy.yaml = wish.yaml;
  Schedule schedule;
  const auto commit = sequencer->run([&](ledger::Transaction& transaction) -> Result<void> {
    const auto rows = store::list_all_policies(transaction.writer);
    if (!rows) return rows.error();
    const auto judged = store::any_day(transaction.writer);
    if (!judged) return judged.error();
    const auto begin =
        policies::begin_of(*rows, put.policy, wish.from, wish.at_once, *judged, transaction.now);
    if (!begin) return begin.error();
    put.policy.in_force_from = begin->from;
    put.policy.put_at = transaction.now;
    put.unchanged = begin->unchanged;
    put.announced = begin->from > transaction.now;
    put.warnings = policies::put_warnings(*loaded, *begin, transaction.now);
    if (put.unchanged) return {};
    DISTANSKOLL_TRY(store_and_enter(transaction, put.policy, put.warnings, by));
    auto next = read_schedule(transaction.writer, transaction.now);
    if (!next) return next.error();
    schedule = std::move(*next);
    return {};
  });
  if (!commit) return commit.error();
  if (!put.unchanged) admission->schedule(std::move(schedule));
  return put;
}

Result<store::StoredPolicy> Core::withdraw_policy(const std::string& id, std::int64_t version,
                                                  const std::string& by) {
  store::StoredPolicy withdrawn;
  Schedule schedule;
  const auto commit = sequencer->run([&](ledger::Transaction& transaction) -> Result<void> {
    const auto rows = store::list_all_policies(transaction.writer);
    if (!rows) return rows.error();
    const auto sha256 = policies::announced_bytes(*rows, id, version, transaction.now);
    if (!sha256) return sha256.error();
    for (const auto& row : *rows) {
      if (row.sha256_hex != *sha256 || row.withdrawn_at || row.in_force_from <= transaction.now) {
        continue;
      }
      withdrawn = row;
      json::object body = entry_head(row);
      body["withdrawn"] = true;
      body["by"] = by;
      const auto leaf = enter(transaction, body);
      if (!leaf) return leaf.error();
    }
    const auto changed = store::withdraw_policy(transaction.writer, *sha256, transaction.now);
    if (!changed) return changed.error();
    auto next = read_schedule(transaction.writer, transaction.now);
    if (!next) return next.error();
    schedule = std::move(*next);
    return {};
  });
  if (!commit) return commit.error();
  admission->schedule(std::move(schedule));
  return withdrawn;
}

}  // namespace distanskoll::server
