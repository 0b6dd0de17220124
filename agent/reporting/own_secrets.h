// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The files of an identity that are secret: its private key and the key of its pseudonyms. Each is
// its owner's alone and, where the system can, sealed for this computer (shared/crypto/seal.h).
// What an older version wrote plain is read, and written again sealed. For identity.cpp; keys that
// an administrator supplies are files of his and stay as they are.

#include "shared/crypto/key.h"
#include "shared/result.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace distanskoll::agent {

/// As read_secret_file; kCorrupt when it was sealed on another computer.
[[nodiscard]] Result<std::string> read_own_secret(const std::filesystem::path& file,
                                                  std::size_t most);
[[nodiscard]] Result<void> write_own_secret(const std::filesystem::path& file,
                                            std::string_view secret);

/// As PrivateKey::load. What stands in the file of a key in the TPM is no secret and not sealed.
[[nodiscard]] Result<crypto::PrivateKey> read_own_key(const std::filesystem::path& file);
[[nodiscard]] Result<void> write_own_key(const std::filesystem::path& file,
                                         const crypto::PrivateKey& key);
/// Before the file is removed: as PrivateKey::retire.
void retire_own_key(const std::filesystem::path& file);

}  // namespace distanskoll::agent
