// SPDX-License-Identifier: EUPL-1.2
// What was enrolled or re-keyed between a backup and its restore is not in the database, but the
// laptop holds a certificate of ours that says it was. Entering it again is an entry of its own, so
// that nobody takes it for the enrolment that was lost: its host name, unit and code are gone.
#include "server/admission/core.h"
#include "server/admission/enrolment_entries.h"
#include "server/store/devices.h"

#include <spdlog/spdlog.h>

namespace distanskoll::server::admission {

Result<void> readmit(ledger::Transaction& transaction, const PeerKey& peer) {
  store::Writer& writer = transaction.writer;
  const crypto::Certificate& certificate = *peer.lost;
  const std::string& kid = peer.key.key_id();
  const Result<store::DeviceKey> there = store::find_key(writer, kid);
  if (there) return {};  // a change in front of this one did it
  if (there.error().code != ErrorCode::kNotFound) return there.error();
  const Result<store::Device> known = store::find_device(writer, peer.device);
  if (!known && known.error().code != ErrorCode::kNotFound) return known.error();
  if (known && known->revoked_at) {
    return Error{ErrorCode::kRevoked, "device " + peer.device + " is revoked"};
  }
  store::Device device;
  device.id = device.computer = peer.device;
  device.enrolled_at = transaction.now;
  device.enrolled_by = "restore";
  if (!known) DISTANSKOLL_TRY(store::insert_device(writer, device));
  DISTANSKOLL_TRY(store::insert_key(
      writer, {kid, peer.device, peer.key.spki(), certificate.der(), certificate.not_after(),
               certificate.not_before(), std::nullopt, std::nullopt}));
  if (known) DISTANSKOLL_TRY(store::supersede_keys(writer, peer.device, kid, transaction.now));
  const Result<ledger::Appended> entry =
      transaction.ledger.append(known ? rekey_entry(peer.device, certificate, transaction.now)
                                      : enrolment_entry(device, certificate, transaction.now));
  if (!entry) return entry.error();
  transaction.touched.push_back(peer.device);
  spdlog::warn("{} of device {} was lost in a restore and is entered again by its certificate",
               known ? "a key" : "the enrolment", peer.device);
  return {};
}

}  // namespace distanskoll::server::admission
