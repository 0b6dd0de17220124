// SPDX-License-Identifier: EUPL-1.2
// Any bytes as a PKCS#10 request, a certs-only message and a certificate: what a stranger may send.
#include "shared/crypto/request.h"

#include <algorithm>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace distanskoll;
  const ByteView bytes(data, size);
  const auto key = crypto::key_of_request(bytes);
  if (key && key->kind() != crypto::KeyKind::kP256) std::abort();
  static_cast<void>(crypto::decode_certs_only(bytes));
  const auto certificate = crypto::Certificate::from_der(bytes);
  if (!certificate) return 0;
  if (!std::ranges::equal(certificate->der(), bytes)) std::abort();
  static_cast<void>(certificate->device_id());
  static_cast<void>(certificate->dns_names());
  static_cast<void>(certificate->policy_oids());
  static_cast<void>(certificate->serial_hex());
  static_cast<void>(certificate->spki_digest());
  static_cast<void>(certificate->issuer_common_name());
  static const auto root = crypto::make_root("rot", certificate->not_before());
  if (crypto::verify_chain(*certificate, {}, {&root->certificate, 1}, crypto::Purpose::kAny,
                           certificate->not_before())) {
    std::abort();
  }
  return 0;
}
