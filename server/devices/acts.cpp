// SPDX-License-Identifier: EUPL-1.2
#include "server/devices/acts.h"

#include "server/admission/enrolment_entries.h"
#include "server/store/devices.h"
#include "server/store/findings.h"

namespace distanskoll::server::devices {
namespace {

constexpr Lifecycle kLifecycles[] = {Lifecycle::kAssigned, Lifecycle::kShared, Lifecycle::kLost,
                                     Lifecycle::kRetired};

/// Appends an entry about a device whose row has been changed.
Result<void> note(ledger::Transaction& transaction, const std::string& device,
                  const evidence::Entry& entry) {
  const auto appended = transaction.ledger.append(entry);
  if (!appended) return appended.error();
  transaction.touched.push_back(device);
  return {};
}

}  // namespace

std::string_view to_string(Lifecycle lifecycle) {
  switch (lifecycle) {
    case Lifecycle::kAssigned:
      return "assigned";
    case Lifecycle::kShared:
      return "shared";
    case Lifecycle::kLost:
      return "lost";
    case Lifecycle::kRetired:
      return "retired";
  }
  return "assigned";
}

std::optional<Lifecycle> parse_lifecycle(std::string_view text) {
  for (const Lifecycle each : kLifecycles) {
    if (to_string(each) == text) return each;
  }
  return std::nullopt;
}

std::string_view to_string(Loss loss) {
  switch (loss) {
    case Loss::kLost:
      return "lost";
    case Loss::kStolen:
      return "stolen";
  }
  return "lost";
}

std::optional<Loss> parse_loss(std::string_view text) {
  if (text == to_string(Loss::kLost)) return Loss::kLost;
  if (text == to_string(Loss::kStolen)) return Loss::kStolen;
  return std::nullopt;
}

Result<void> revoke(ledger::Transaction& transaction, ledger::Tombstones& tombstones,
                    const std::string& device, const std::string& reason, const std::string& by) {
  DISTANSKOLL_TRY(store::find_device(transaction.writer, device));
  DISTANSKOLL_TRY(tombstones.append({ledger::TombstoneKind::kRevocation, device, transaction.now}));
  DISTANSKOLL_TRY(store::revoke_device(transaction.writer, device, transaction.now, reason));
  return note(transaction, device,
              admission::revocation_entry(device, reason, by, transaction.now));
}

Result<void> put_lifecycle(ledger::Transaction& transaction, const std::string& device,
                           Lifecycle lifecycle, const std::string& by) {
  const std::string word(to_string(lifecycle));
  DISTANSKOLL_TRY(store::set_lifecycle(transaction.writer, device, word));
  const auto row = store::find_device(transaction.writer, device);
  if (!row) return row.error();
  if (row->revoked_at && lifecycle != Lifecycle::kLost) {
    DISTANSKOLL_TRY(store::close_finding(transaction.writer, device,
                                         store::FindingKind::kUnexpectedDevice, std::nullopt,
                                         transaction.now));
  }
  return note(transaction, device, admission::lifecycle_entry(device, word, by, transaction.now));
}

Result<void> report_lost(ledger::Transaction& transaction, ledger::Tombstones& tombstones,
                         const std::string& device, Loss loss, const std::string& by) {
  const auto row = store::find_device(transaction.writer, device);
  if (!row) return row.error();
  if (!row->revoked_at) {
    DISTANSKOLL_TRY(revoke(transaction, tombstones, device, std::string(to_string(loss)), by));
  }
  return put_lifecycle(transaction, device, Lifecycle::kLost, by);
}

}  // namespace distanskoll::server::devices
