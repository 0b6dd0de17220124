// SPDX-License-Identifier: EUPL-1.2
#include "server/admission/peers.h"

#include "server/store/devices.h"
#include "shared/limits.h"

#include <algorithm>
#include <cstring>

namespace distanskoll::server::admission {
namespace {

/// Certificates begin this long before they are issued (shared/crypto/issue.cpp).
constexpr std::chrono::minutes kBackdated{5};

Error revoked(const std::string& device) {
  return {ErrorCode::kRevoked,
          "device " + device + " is revoked; enrol the computer again with a new code"};
}

bool written_off(const store::Device& device) {
  return device.lifecycle == "lost" || device.lifecycle == "retired";
}

std::shared_ptr<const std::string> kept(std::optional<std::string> text) {
  return text ? std::make_shared<const std::string>(std::move(*text)) : nullptr;
}

/// What the database knows of `kid`, whoever's it is.
Result<std::shared_ptr<const PeerKey>> read_key(store::ReaderPool& readers,
                                                const std::string& kid) {
  Result<store::ReaderPool::Lease> reader = readers.lend();
  if (!reader) return reader.error();
  const Result<store::DeviceKey> row = store::find_key(**reader, kid);
  if (!row) return row.error();
  const Result<store::Device> device = store::find_device(**reader, row->device);
  if (!device) return device.error();
  if (row->revoked_at || device->revoked_at) return revoked(row->device);
  Result<crypto::PublicKey> key = crypto::PublicKey::from_spki(row->spki);
  if (!key) return key.error().with_prefix("stored key " + kid);
  Result<std::optional<std::string>> successor = store::successor_of(**reader, row->device);
  if (!successor) return successor.error();
  return std::make_shared<const PeerKey>(PeerKey{
      row->device, std::move(*key), row->not_after, row->superseded_at,
      device->lifecycle == "shared", written_off(*device), kept(std::move(*successor)), nullptr});
}

}  // namespace

std::size_t Peers::Beginning::operator()(const Digest& digest) const noexcept {
  std::size_t hash = 0;
  std::memcpy(&hash, digest.data(), sizeof hash);
  return hash;
}

Result<std::shared_ptr<const PeerKey>> Peers::of_certificate(const crypto::Certificate& certificate,
                                                             bool allow_expired, WallTime now) {
  std::shared_ptr<const PeerKey> peer;
  std::uint64_t forgotten = 0;
  {
    const std::lock_guard lock(mutex_);
    forgotten = forgotten_;
    const auto found = by_fingerprint_.find(certificate.fingerprint());
    if (found != by_fingerprint_.end()) peer = found->second;
  }
  if (!peer) {
    Result<std::shared_ptr<const PeerKey>> loaded = load(certificate, now);
    if (!loaded) return loaded;
    peer = std::move(*loaded);
    const std::lock_guard lock(mutex_);
    if (forgotten == forgotten_) {
      // Whoever is dropped here is looked up again; connections are fewer than this.
      if (by_fingerprint_.size() >= limits::kMaxOpenDefault) by_fingerprint_.clear();
      by_fingerprint_[certificate.fingerprint()] = peer;
    }
  }
  const WallTime end = certificate.not_after();
  if (now <= end) return peer;
  if (allow_expired && now <= end + limits::kExpiredMayReenrol) return peer;
  return Error{ErrorCode::kUntrusted,
               "the certificate of device " + peer->device + " ended " + format_time(end) +
                   (allow_expired ? ", too long ago to be renewed; enrol again"
                                  : "; renew it with simplereenroll")};
}

Result<std::shared_ptr<const PeerKey>> Peers::load(const crypto::Certificate& certificate,
                                                   WallTime now) {
  const std::optional<std::string> device = certificate.device_id();
  if (!device || certificate.public_key() == nullptr) {
    return Error{ErrorCode::kUntrusted, "the certificate shown is not a device's"};
  }
  // An expired certificate is judged as of its last moment; whether that is enough is asked above.
  const Result<void> chain =
      crypto::verify_chain(certificate, device_cas_, roots_, crypto::Purpose::kTlsClient,
                           std::min(now, certificate.not_after() - std::chrono::seconds(1)));
  if (!chain) return chain.error();
  Result<std::shared_ptr<const PeerKey>> key =
      read_key(readers_, certificate.public_key()->key_id());
  if (!key && key.error().code == ErrorCode::kNotFound) {
    return lost_key(certificate, *device, key.error());
  }
  if (!key) return key;
  if ((*key)->device != *device) {
    return Error{ErrorCode::kUntrusted,
                 "the certificate names device " + *device + ", but its key is another's"};
  }
  return key;
}

Result<std::shared_ptr<const PeerKey>> Peers::lost_key(const crypto::Certificate& certificate,
                                                       const std::string& device,
                                                       const Error& unknown) {
  const WallTime from = certificate.not_before();
  const bool in_a_gap =
      std::any_of(restores_.begin(), restores_.end(), [&](const store::Restored& restored) {
        return from + kBackdated >= restored.taken_at && from <= restored.at;
      });
  if (!in_a_gap) return unknown;
  if (revoked_.contains(device)) return revoked(device);
  Result<store::ReaderPool::Lease> reader = readers_.lend();
  if (!reader) return reader.error();
  const Result<store::Device> row = store::find_device(**reader, device);
  if (!row && row.error().code != ErrorCode::kNotFound) return row.error();
  if (row && row->revoked_at) return revoked(device);
  Result<std::optional<std::string>> successor = store::successor_of(**reader, device);
  if (!successor) return successor.error();
  return std::make_shared<const PeerKey>(PeerKey{
      device, *certificate.public_key(), certificate.not_after(), std::nullopt,
      row && row->lifecycle == "shared", row && written_off(*row), kept(std::move(*successor)),
      std::make_shared<const crypto::Certificate>(certificate)});
}

void Peers::know_losses(std::vector<store::Restored> restores, std::set<std::string> revoked_ids) {
  restores_ = std::move(restores);
  revoked_ = std::move(revoked_ids);
}

Result<std::shared_ptr<const PeerKey>> Peers::of_kid(const std::string& kid,
                                                     const std::string& device) {
  Result<std::shared_ptr<const PeerKey>> key = read_key(readers_, kid);
  if (!key) return key;
  if ((*key)->device != device) {
    return Error{ErrorCode::kNotFound, "the key " + kid + " is not one of device " + device};
  }
  return key;
}

void Peers::forget(const std::string& device) {
  const std::lock_guard lock(mutex_);
  ++forgotten_;
  std::erase_if(by_fingerprint_, [&](const auto& known) { return known.second->device == device; });
}

}  // namespace distanskoll::server::admission
