// SPDX-License-Identifier: EUPL-1.2
// Any bytes as a compact JWS. What is accepted must be exactly what its parts spell again.
#include "shared/crypto/encoding.h"
#include "shared/crypto/jws.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace distanskoll;
  const std::string_view text = as_text(ByteView(data, size));
  const auto jws = crypto::split_jws(text);
  if (!jws) return 0;
  const std::string_view type = jws->type == crypto::JwsType::kReport ? "report" : "heartbeat";
  const std::string header = R"({"alg":"ES256","typ":"distanskoll-)" + std::string(type) +
                             R"(+jws","kid":")" + jws->key_id + R"("})";
  const std::string again = crypto::base64url_encode(as_bytes(header)) + "." +
                            crypto::base64url_encode(as_bytes(jws->payload)) + "." +
                            crypto::base64url_encode(jws->signature);
  if (again != text) std::abort();
  static const auto key = crypto::PrivateKey::generate(crypto::KeyKind::kP256);
  if (crypto::verify_jws(*jws, key->public_key())) std::abort();  // nobody signed this
  return 0;
}
