// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A municipality's certificates for these tests: one hierarchy as `init` makes it, and a foreign
// one with the very same names. Made once per test program; the keys are real.

#include "shared/crypto/certificate.h"

namespace distanskoll::crypto {

/// The time of these tests: 2026-03-02T07:00:00Z.
inline constexpr WallTime kNow =
    std::chrono::sys_days{std::chrono::year{2026} / 3 / 2} + std::chrono::hours{7};
inline constexpr std::string_view kDevice = "5f2c9a0b1d3e4f60718293a4b5c6d7e8";

struct Pki {
  Authority root;
  Authority devices;
  Authority server;

  [[nodiscard]] static Pki make(WallTime now) {
    Authority root = *make_root("Exempelkommun rot", now);
    Authority devices = *make_issuing_ca(root, "Exempelkommun datorer", Purpose::kTlsClient, now);
    Authority server = *make_issuing_ca(root, "Exempelkommun tjänst", Purpose::kTlsServer, now);
    return {std::move(root), std::move(devices), std::move(server)};
  }
};

[[nodiscard]] inline const Pki& pki() {
  static const Pki made = Pki::make(kNow);
  return made;
}
[[nodiscard]] inline const Pki& foreign_pki() {
  static const Pki made = Pki::make(kNow);
  return made;
}
[[nodiscard]] inline const PrivateKey& leaf_key() {
  static const PrivateKey made = *PrivateKey::generate(KeyKind::kP256);
  return made;
}

}  // namespace distanskoll::crypto
