// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Secrets at rest. On Windows a secret is sealed for this computer by DPAPI before it is written:
// a file that is copied elsewhere, or lies in a backup, is of no use there. Any account of the same
// computer could open it, so the file's access list stays the first line; an administrator enrols
// and SYSTEM reports, hence the computer's key and not an account's. On Linux files are as they
// are: their mode is what there is, besides the disk's encryption.
//
//   -----BEGIN DISTANSKOLL SEALED-----
//   base64 of what DPAPI made, on one line
//   -----END DISTANSKOLL SEALED-----
//
// For the agent's identity. Nothing of a secret is ever in an error.

#include "shared/bytes.h"
#include "shared/result.h"

#include <string>
#include <string_view>

namespace distanskoll::crypto {

/// What to write in the place of `secret`.
[[nodiscard]] Result<std::string> seal(std::string_view secret);

struct Unsealed {
  std::string secret;
  bool to_be_sealed = false;  ///< it was kept plain where it need not be
};

/// Of what was read. Plain text is taken for the secret itself: an older version wrote it. kCorrupt
/// when it was sealed on another computer, or when this one's key was lost; kMalformed when the
/// sealed text is damaged.
[[nodiscard]] Result<Unsealed> unseal(std::string_view kept);

/// The text form; pure, for seal_*.cpp.
[[nodiscard]] bool is_sealed(std::string_view text);
[[nodiscard]] std::string sealed_text(ByteView sealed);
[[nodiscard]] Result<Bytes> parse_sealed_text(std::string_view text);

}  // namespace distanskoll::crypto
