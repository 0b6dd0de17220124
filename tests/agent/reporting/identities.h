// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Real identities for the tests of this folder: a root, its two CAs, and devices enrolled with
// them. Keys are made once per test; nothing is faked.

#include "agent/reporting/identity.h"
#include "shared/crypto/certificate.h"
#include "shared/crypto/random.h"

#include <memory>
#include <string>
#include <vector>

namespace distanskoll::agent {

inline constexpr char kDevice[] = "0123456789abcdef0123456789abcdef";

/// A collector's public key infrastructure.
struct TestPki {
  explicit TestPki(WallTime now)
      : root(*crypto::make_root("Test root", now)),
        devices(*crypto::make_issuing_ca(root, "Test devices", crypto::Purpose::kTlsClient, now)),
        servers(*crypto::make_issuing_ca(root, "Test server", crypto::Purpose::kTlsServer, now)) {}

  crypto::Authority root;
  crypto::Authority devices;
  crypto::Authority servers;

  [[nodiscard]] std::vector<crypto::Certificate> chain_for(const std::string& device,
                                                           const crypto::PublicKey& key,
                                                           WallTime now) const {
    return {*crypto::issue_device_certificate(devices, device, key, now), devices.certificate};
  }
  [[nodiscard]] SharedIdentity identity(const std::string& device, WallTime now) const {
    auto key = *crypto::PrivateKey::generate(crypto::KeyKind::kP256);
    auto chain = chain_for(device, key.public_key(), now);
    return std::make_shared<const Identity>(Identity{
        device, std::move(key), std::move(chain), {root.certificate}, crypto::random_digest(), {}});
  }
};

}  // namespace distanskoll::agent
