// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Who this laptop is: its device id, key, certificate chain, the roots it trusts and the key of its
// pseudonyms; and the folder they live in. An Identity is one enrolment or renewal, whole and
// immutable; the agent's threads share it by pointer and see either the old or the new one.
//
//   STATE/identity/current          the number of the generation in force, "3\n"
//   STATE/identity/3/key.pem        0600; the private key, or what names it when it is in a TPM
//   STATE/identity/3/chain.pem      device certificate first, then what the collector sent with it
//   STATE/identity/3/roots.pem      the only roots a collector may chain to
//   STATE/identity/3/pseudonym.key  0600; base64url of the 32 bytes k (shared/report/pseudonym.h)
//   STATE/identity/3/log.keys       which keys the ledger signs with, by epoch (log_keys.h)
//   STATE/identity/pending/key.pem  0600; the key of an enrolment or renewal not answered yet
//
// On Windows the private and the pseudonyms' key are sealed for this computer (own_secrets.h).
// A generation is written whole and becomes true by one atomic replacement of `current`: power may
// fail between any two steps. IdentityStore is thread-compatible: the uplink's thread (renewal) or
// the enroll command uses it, never both, because both hold the state folder's lock.

#include "agent/reporting/log_keys.h"
#include "shared/crypto/certificate.h"
#include "shared/crypto/key.h"
#include "shared/result.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace distanskoll::agent {

struct Identity {
  std::string device_id;  ///< as the certificate says
  crypto::PrivateKey key;
  std::vector<crypto::Certificate> chain;
  std::vector<crypto::Certificate> roots;
  Digest pseudonym_key{};
  LogKeys log_keys;  ///< empty while the collector has named none

  [[nodiscard]] const crypto::Certificate& certificate() const { return chain.front(); }
};

using SharedIdentity = std::shared_ptr<const Identity>;

/// What the collector gave: everything of an Identity but the key.
struct IssuedIdentity {
  std::vector<crypto::Certificate> chain;
  std::vector<crypto::Certificate> roots;
  Digest pseudonym_key{};
  LogKeys log_keys;
};

/// Whether a certificate should be exchanged now: from limits::kRenewAfter after its first day, or
/// two thirds of its life where that is shorter. Pure.
[[nodiscard]] bool renewal_due(WallTime not_before, WallTime not_after, WallTime now);

class IdentityStore {
 public:
  explicit IdentityStore(std::filesystem::path folder) : folder_(std::move(folder)) {}

  /// The generation in force. kNotFound when this laptop was never enrolled; kPermissionDenied when
  /// this account may not read it; kCorrupt when its files do not fit each other.
  [[nodiscard]] Result<SharedIdentity> load() const;

  /// The key to ask a certificate for: the one left by an unanswered request, else a new one, in
  /// the TPM when `tpm` and there is one that works, otherwise in a file. Stored before it is
  /// returned.
  [[nodiscard]] Result<crypto::PrivateKey> pending_key(bool tpm) const;

  /// Makes the pending key and `issued` the generation in force. kUntrusted unless the certificate
  /// is a device's, is for the pending key and chains to `issued.roots` at `now`.
  [[nodiscard]] Result<SharedIdentity> adopt(const IssuedIdentity& issued, WallTime now) const;

  /// The generation in force with these keys of the log: a new epoch has begun.
  [[nodiscard]] Result<SharedIdentity> learn(const LogKeys& keys) const;

  /// The folder is about to be removed: what a TPM keeps for it goes too.
  void retire() const;

 private:
  [[nodiscard]] static Result<SharedIdentity> load_from(const std::filesystem::path& generation);
  [[nodiscard]] Result<unsigned> current() const;
  std::filesystem::path folder_;
};

}  // namespace distanskoll::agent
