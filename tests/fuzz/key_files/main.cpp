// SPDX-License-Identifier: EUPL-1.2
// Keys and certificates that somebody hands over as files or text: PEM, SubjectPublicKeyInfo, the
// log's verifier key. (Certificates and requests from the network are est_request.)
#include "shared/crypto/certificate.h"
#include "shared/crypto/key.h"
#include "shared/evidence/checkpoint.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace distanskoll;
  const ByteView bytes(data, size);
  const std::string_view text = as_text(bytes);
  if (const auto chain = crypto::Certificate::chain_from_pem(text)) {
    if (chain->empty() || chain->size() > 16) std::abort();
  }
  (void)crypto::Certificate::from_pem(text);
  // A key of the TPM would load its provider.
  if (text.find("TSS2") == std::string_view::npos) {
    if (const auto key = crypto::PrivateKey::from_pem(text); key && !key->sign(bytes)) std::abort();
  }
  const auto key = crypto::PublicKey::from_spki(bytes);
  if (key && key->verify(bytes, bytes)) std::abort();  // nobody signed this
  const auto log = evidence::parse_verifier_key(text);
  if (log && evidence::verifier_key(log->origin, log->key) != text) std::abort();
  return 0;
}
