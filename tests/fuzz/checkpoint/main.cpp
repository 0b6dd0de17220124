// SPDX-License-Identifier: EUPL-1.2
// Any bytes as a signed checkpoint, and as the text under a right signature: so that the parser
// behind the signature is reached too.
#include "shared/evidence/checkpoint.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace distanskoll;
  static const auto key = crypto::PrivateKey::generate(crypto::KeyKind::kEd25519);
  const std::string_view text = as_text(ByteView(data, size));
  if (evidence::verify_checkpoint(text, key->public_key())) std::abort();  // nobody signed this

  const std::size_t lf = text.find('\n');
  const evidence::Checkpoint checkpoint{std::string(text.substr(0, lf)), size, {}};
  const auto note = evidence::sign_checkpoint(checkpoint, *key);
  if (!note) return 0;
  const auto back = evidence::verify_checkpoint(*note, key->public_key());
  if (!back || !(*back == checkpoint)) std::abort();
  if (evidence::verify_checkpoint(*note + std::string(text), key->public_key()) && !text.empty() &&
      !text.starts_with("\xE2\x80\x94 ")) {
    std::abort();  // only signature lines may follow
  }
  return 0;
}
