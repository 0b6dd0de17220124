// SPDX-License-Identifier: EUPL-1.2
#pragma once
// PKCS#10 certificate requests (RFC 2986) as EST carries them (RFC 7030), and the certs-only CMS
// message (RFC 5751) that EST answers with. A request contributes its public key and nothing else:
// every name and extension in it is ignored.

#include "shared/crypto/certificate.h"

namespace distanskoll::crypto {

/// DER of a request for `key`, signed by it; the subject says `common_name` for the reader's sake.
[[nodiscard]] Result<Bytes> make_request(const PrivateKey& key, std::string_view common_name);

/// The public key of a request whose self-signature verifies. kMalformed, kUntrusted (signature),
/// kUnsupported (not P-256), kTooLarge.
[[nodiscard]] Result<PublicKey> key_of_request(ByteView der);

/// application/pkcs7-mime; smime-type=certs-only, before base64.
[[nodiscard]] Result<Bytes> encode_certs_only(std::span<const Certificate> certificates);
[[nodiscard]] Result<std::vector<Certificate>> decode_certs_only(ByteView der);

}  // namespace distanskoll::crypto
