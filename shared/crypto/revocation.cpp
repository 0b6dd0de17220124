// SPDX-License-Identifier: EUPL-1.2
#include "shared/crypto/revocation.h"

#include "shared/crypto/failure.h"

#include <algorithm>

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

namespace distanskoll::crypto {
namespace {

constexpr std::size_t kMostLists = 16;

bool is_signed_by_one_of(X509_CRL* list, std::span<const Certificate> authorities) {
  return std::ranges::any_of(authorities, [&](const Certificate& authority) {
    EVP_PKEY* const key = X509_get0_pubkey(authority.get());
    return key != nullptr &&
           X509_NAME_cmp(X509_get_subject_name(authority.get()), X509_CRL_get_issuer(list)) == 0 &&
           X509_CRL_verify(list, key) == 1;
  });
}

/// RFC 5280 section 5.1.2.5: a list without nextUpdate does not say until when it holds.
bool is_current(const X509_CRL* list, WallTime when) {
  time_t at = when.time_since_epoch().count();
  const ASN1_TIME* const next = X509_CRL_get0_nextUpdate(list);
  return next != nullptr && X509_cmp_time(X509_CRL_get0_lastUpdate(list), &at) < 0 &&
         X509_cmp_time(next, &at) > 0;
}

}  // namespace

Result<std::vector<RevocationList>> RevocationList::from_pem(std::string_view pem) {
  const QuietErrors quiet;
  const BioOwner source(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  std::vector<RevocationList> lists;
  while (source) {
    X509_CRL* const list = PEM_read_bio_X509_CRL(source.get(), nullptr, nullptr, nullptr);
    if (list == nullptr) break;
    RevocationList& made = lists.emplace_back(RevocationList());
    made.list_.reset(list, X509_CRL_free);
    if (lists.size() > kMostLists) break;
  }
  const bool ended = ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE;
  if (lists.empty() || lists.size() > kMostLists || !ended) {
    return failure(ErrorCode::kMalformed, "not 1 to 16 certificate revocation lists in PEM");
  }
  return lists;
}

Result<void> check_not_revoked(const Certificate& leaf, std::span<const Certificate> authorities,
                               std::span<const RevocationList> lists, WallTime when) {
  const QuietErrors quiet;
  const std::string name = "certificate \"" + leaf.subject_common_name() + "\": ";
  for (const RevocationList& list : lists) {
    if (X509_NAME_cmp(X509_get_issuer_name(leaf.get()), X509_CRL_get_issuer(list.get())) != 0 ||
        !is_current(list.get(), when) || !is_signed_by_one_of(list.get(), authorities)) {
      continue;
    }
    X509_REVOKED* entry = nullptr;
    // 2: the entry says removeFromCRL, which only delta lists do.
    if (X509_CRL_get0_by_cert(list.get(), &entry, leaf.get()) == 1) {
      return Error{ErrorCode::kRevoked, name + "its issuer has revoked it"};
    }
    return {};
  }
  return Error{ErrorCode::kUntrusted,
               name +
                   "there is no current revocation list of its issuer, so nobody can tell "
                   "whether it is revoked"};
}

}  // namespace distanskoll::crypto
