// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Certificate revocation lists (RFC 5280 section 5) of foreign CAs: those whose certificates a
// municipality lets enrol its computers. Our own certificates are revoked in the database and need
// none. Pure, thread-safe; a list is an immutable value, cheap to copy.

#include "shared/crypto/certificate.h"

#include <memory>
#include <span>
#include <vector>

namespace distanskoll::crypto {

class RevocationList {
 public:
  /// One or more PEM blocks; at most 16.
  [[nodiscard]] static Result<std::vector<RevocationList>> from_pem(std::string_view pem);
  [[nodiscard]] X509_CRL* get() const { return list_.get(); }

 private:
  RevocationList() = default;
  std::shared_ptr<X509_CRL> list_;
};

/// Whether `leaf` may still be believed at `when`: one of `lists` must be current, of its issuer
/// and signed by one of `authorities`, and must not name it. kRevoked when it does; kUntrusted when
/// there is no such list, for then nobody can tell.
[[nodiscard]] Result<void> check_not_revoked(const Certificate& leaf,
                                             std::span<const Certificate> authorities,
                                             std::span<const RevocationList> lists, WallTime when);

}  // namespace distanskoll::crypto
