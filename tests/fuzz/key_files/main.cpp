// SPDX-License-Identifier: EUPL-1.2
// Keys and certificates that somebody hands over as files or text: PEM, SubjectPublicKeyInfo, the
// log's verifier key, what is sealed, what names a key of CNG's and what CNG says of it.
// (Certificates and requests from the network are est_request.)
#include "shared/crypto/certificate.h"
#include "shared/crypto/cng_reference.h"
#include "shared/crypto/key.h"
#include "shared/crypto/seal.h"
#include "shared/crypto/tpm.h"
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
  if (!crypto::tpm::is_reference(text)) {
    if (const auto key = crypto::PrivateKey::from_pem(text); key && !key->sign(bytes)) std::abort();
  }
  const auto key = crypto::PublicKey::from_spki(bytes);
  if (key && key->verify(bytes, bytes)) std::abort();  // nobody signed this
  if (const auto name = crypto::cng::KeyName::parse(text); name && name->reference() != text) {
    std::abort();
  }
  if (const auto point = crypto::cng::point_of_blob(bytes); point && point->size() != 65) {
    std::abort();
  }
  if (const auto der = crypto::cng::der_of_signature(bytes); der && der->size() > 72) std::abort();
  if (const auto sealed = crypto::parse_sealed_text(text);
      sealed && crypto::sealed_text(*sealed) != text) {
    std::abort();
  }
  const auto log = evidence::parse_verifier_key(text);
  if (log && evidence::verifier_key(log->origin, log->key) != text) std::abort();
  return 0;
}
