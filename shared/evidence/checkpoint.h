// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A signed statement of the ledger's size and root: C2SP tlog-checkpoint in a C2SP signed-note with
// an Ed25519 signature (type 0x01). Pure, thread-safe.

#include "shared/crypto/key.h"

#include <cstdint>
#include <string>

namespace distanskoll::evidence {

struct Checkpoint {
  std::string origin;  ///< also the key's name; no blanks, no '+'
  std::uint64_t size = 0;
  Digest root{};
  bool operator==(const Checkpoint&) const = default;
};

/// The note: three lines, a blank line, one signature line.
[[nodiscard]] Result<std::string> sign_checkpoint(const Checkpoint& checkpoint,
                                                  const crypto::PrivateKey& key);
/// kUntrusted unless signed by `key` under the checkpoint's own origin; unknown further signatures
/// are ignored as the format demands.
[[nodiscard]] Result<Checkpoint> verify_checkpoint(std::string_view note,
                                                   const crypto::PublicKey& key);
/// The vkey text `name+hash+base64(type||key)` by which others know the log (signed-note format).
[[nodiscard]] std::string verifier_key(std::string_view origin, const crypto::PublicKey& key);

/// What a vkey text says: a log's name and the key that its checkpoints are signed with.
struct Verifier {
  std::string origin;
  crypto::PublicKey key;
};
/// kMalformed unless it is exactly what verifier_key would write for that name and key.
[[nodiscard]] Result<Verifier> parse_verifier_key(std::string_view text);

}  // namespace distanskoll::evidence
