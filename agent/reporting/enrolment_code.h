// SPDX-License-Identifier: EUPL-1.2
#pragma once
// An enrolment code, `dk1-ID-SECRET-FINGERPRINT`: who may enrol, and by which CA key the collector
// is known, so that the code carries its own trust. Read from stdin or a file, never from an
// argument (arguments are visible to every user of the machine), and never logged. Pure; fuzzed.

#include "shared/bytes.h"
#include "shared/result.h"

#include <string>
#include <string_view>

namespace distanskoll::agent {

/// What is read of an input or a file that holds a code.
inline constexpr std::size_t kEnrolmentCodeBytes = 1024;

struct EnrolmentCode {
  std::string id;        ///< Basic user name
  std::string secret;    ///< Basic password
  Digest fingerprint{};  ///< SHA-256 of the collector's root CA's SubjectPublicKeyInfo
};

/// ID and SECRET are letters and digits; FINGERPRINT is 64 hexadecimal or 43 base64url characters
/// (which may contain hyphens). Blanks and line ends around the code are dropped. kMalformed never
/// quotes what was read.
[[nodiscard]] Result<EnrolmentCode> parse_enrolment_code(std::string_view text);

/// A fingerprint alone, in the same two spellings.
[[nodiscard]] Result<Digest> parse_fingerprint(std::string_view text);

}  // namespace distanskoll::agent
