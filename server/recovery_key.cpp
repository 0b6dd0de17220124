// SPDX-License-Identifier: EUPL-1.2
#include "server/recovery_key.h"

#include <openssl/cms.h>
#include <openssl/err.h>

namespace distanskoll::server {
namespace {

using CmsOwner = std::unique_ptr<CMS_ContentInfo, crypto::Deleter<CMS_ContentInfo_free>>;
using StackOwner = std::unique_ptr<STACK_OF(X509), void (*)(STACK_OF(X509)*)>;

crypto::BioOwner reading(ByteView bytes) {
  return crypto::BioOwner(BIO_new_mem_buf(bytes.data(), static_cast<int>(bytes.size())));
}

Bytes contents(BIO* bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio, &data);
  return Bytes(data, data + size);
}

Error failed(std::string_view what) {
  ERR_clear_error();
  return {ErrorCode::kInternal, std::string(what)};
}

}  // namespace

Result<RecoveryKey> make_recovery_key(WallTime now) {
  auto authority = crypto::make_root("Distanskoll recovery", now);
  if (!authority) return authority.error();
  auto pem = authority->key.to_pem();
  if (!pem) return pem.error();
  return RecoveryKey{std::move(authority->certificate), std::move(*pem)};
}

Result<Bytes> seal_for_recovery(const crypto::Certificate& recovery, ByteView secret) {
  const StackOwner recipients(sk_X509_new_null(), [](STACK_OF(X509) * stack) {
    sk_X509_free(stack);  // the certificate is the caller's
  });
  if (!recipients || sk_X509_push(recipients.get(), recovery.get()) == 0) {
    return failed("no memory to encrypt for recovery");
  }
  const auto data = reading(secret);
  const unsigned flags = CMS_BINARY;
  const CmsOwner cms(CMS_encrypt(recipients.get(), data.get(), EVP_aes_256_cbc(), flags));
  if (!cms) return failed("cannot encrypt for recovery");
  const crypto::BioOwner out(BIO_new(BIO_s_mem()));
  if (!out || i2d_CMS_bio(out.get(), cms.get()) != 1) return failed("cannot write the sealed keys");
  return contents(out.get());
}

Result<Bytes> open_with_recovery(std::string_view private_pem, ByteView sealed) {
  auto key = crypto::PrivateKey::from_pem(private_pem);
  if (!key) return key.error().with_prefix("recovery key");
  const auto in = reading(sealed);
  const CmsOwner cms(d2i_CMS_bio(in.get(), nullptr));
  if (!cms) {
    ERR_clear_error();
    return Error{ErrorCode::kMalformed, "these are no keys sealed by a collector"};
  }
  const crypto::BioOwner out(BIO_new(BIO_s_mem()));
  if (!out || CMS_decrypt(cms.get(), key->get(), nullptr, nullptr, out.get(), 0) != 1) {
    ERR_clear_error();
    return Error{ErrorCode::kUntrusted, "the recovery key does not open these keys"};
  }
  return contents(out.get());
}

}  // namespace distanskoll::server
