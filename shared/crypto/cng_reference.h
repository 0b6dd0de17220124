// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What Windows' CNG says and is told about a P-256 key, as plain bytes and text: the key file that
// names a key which Windows keeps, its public half, its signatures. Pure, for every system; used by
// cng_windows.cpp.
//
//   -----BEGIN DISTANSKOLL CNG KEY-----
//   distanskoll-agent-0123456789abcdef0123456789abcdef
//   -----END DISTANSKOLL CNG KEY-----

#include "shared/bytes.h"
#include "shared/result.h"

#include <string>
#include <string_view>

namespace distanskoll::crypto::cng {

/// The name of a key of ours; other programs' keys have none that parses.
class KeyName {
 public:
  /// A new one, by chance.
  [[nodiscard]] static KeyName random();
  /// From a key file's text, as `reference` writes it and nothing else; kMalformed.
  [[nodiscard]] static Result<KeyName> parse(std::string_view reference);

  /// "distanskoll-agent-" and 32 hexadecimal digits.
  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] std::string reference() const;

 private:
  explicit KeyName(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

/// BCRYPT_ECCPUBLIC_BLOB of an ECDSA P-256 key: the uncompressed point, 65 bytes. kUnsupported for
/// keys of other kinds, kMalformed for everything else.
[[nodiscard]] Result<Bytes> point_of_blob(ByteView blob);

/// R||S, 64 bytes, as the DER that OpenSSL wants. kMalformed.
[[nodiscard]] Result<Bytes> der_of_signature(ByteView raw);

}  // namespace distanskoll::crypto::cng
