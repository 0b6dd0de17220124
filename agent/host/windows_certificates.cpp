// SPDX-License-Identifier: EUPL-1.2
// The certificates of a person's own store "MY", never their keys. Windows keeps that store among
// the person's files, so that it is opened in the person's name; where that name cannot be borrowed
// (this is not SYSTEM), what the registry has of it is read.
#include "agent/host/windows_account.h"
#include "agent/host/windows_decode.h"
#include "agent/host/windows_error.h"
#include "agent/host/windows_readings.h"
#include "shared/limits.h"

#include <windows.h>

#include <cstdlib>
#include <memory>
// after windows.h
#include <wincrypt.h>
#include <wtsapi32.h>

namespace distanskoll::agent::windows {
namespace {

constexpr DWORD kReadOnly = CERT_STORE_READONLY_FLAG | CERT_STORE_OPEN_EXISTING_FLAG;

struct StoreClosed {
  void operator()(void* store) const { ::CertCloseStore(store, 0); }
};
using Store = std::unique_ptr<void, StoreClosed>;

/// This thread acts in somebody's name until the end of the block.
class Impersonation {
 public:
  explicit Impersonation(const Handle& token)
      : active_(token.open() && ::ImpersonateLoggedOnUser(token.get()) != 0) {}
  Impersonation(const Impersonation&) = delete;
  Impersonation& operator=(const Impersonation&) = delete;
  ~Impersonation() {
    // A thread that cannot come back must not go on with somebody else's rights.
    if (active_ && ::RevertToSelf() == 0) std::abort();
  }
  [[nodiscard]] bool active() const { return active_; }

 private:
  bool active_;
};

/// Not open: nobody with this SID is signed in, or the token is not given out.
Handle token_of(const std::string& sid) {
  WTS_SESSION_INFOW* list = nullptr;
  DWORD count = 0;
  if (::WTSEnumerateSessionsW(nullptr, 0, 1, &list, &count) == 0) return {};
  Handle found;
  for (DWORD i = 0; i < count && i < limits::kSessions && !found.open(); ++i) {
    Handle token = token_of_session(list[i].SessionId);
    if (sid_of_token(token) == sid) found = std::move(token);
  }
  ::WTSFreeMemory(list);
  return found;
}

Result<UserCertificates> read_store(DWORD location, const std::wstring& name) {
  const Store store(
      ::CertOpenStore(CERT_STORE_PROV_SYSTEM_W, 0, 0, location | kReadOnly, name.c_str()));
  if (!store) return windows_error("the person's certificates", ::GetLastError());
  UserCertificates certificates;
  const CERT_CONTEXT* each = nullptr;
  // Each call frees the one before.
  while ((each = ::CertEnumCertificatesInStore(store.get(), each)) != nullptr) {
    if (each->cbCertEncoded > limits::kCertificateBytes) continue;
    certificates.der.emplace_back(each->pbCertEncoded, each->pbCertEncoded + each->cbCertEncoded);
    if (certificates.der.size() < limits::kStoreCertificates) continue;
    ::CertFreeCertificateContext(each);
    break;
  }
  return certificates;
}

}  // namespace

Result<UserCertificates> read_user_certificates(const std::string& sid) {
  if (!is_sid(sid)) return Error{ErrorCode::kInvalidArgument, "this is no SID"};
  if (sid == own_sid()) return read_store(CERT_SYSTEM_STORE_CURRENT_USER, L"MY");
  {
    const Impersonation person(token_of(sid));
    if (person.active()) return read_store(CERT_SYSTEM_STORE_CURRENT_USER, L"MY");
  }
  return read_store(CERT_SYSTEM_STORE_USERS, to_utf16(sid) + L"\\MY");
}

}  // namespace distanskoll::agent::windows
