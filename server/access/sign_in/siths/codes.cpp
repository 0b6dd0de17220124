// SPDX-License-Identifier: EUPL-1.2
#include "server/access/sign_in/siths/codes.h"

#include "shared/crypto/encoding.h"
#include "shared/crypto/hash.h"
#include "shared/crypto/random.h"

#include <algorithm>

namespace distanskoll::server::access::sign_in::siths {
namespace {

constexpr std::size_t kSecretBytes = 32;

}  // namespace

std::string Codes::issue(Verified person, std::string state) {
  auto code = crypto::base64url_encode(crypto::random_bytes(kSecretBytes));
  const auto now = clock_.boot();
  const std::lock_guard lock(mutex_);
  std::erase_if(codes_, [&](const auto& each) { return now - each.second.issued >= kCodeLife; });
  if (codes_.size() >= kCodes) {
    codes_.erase(std::min_element(codes_.begin(), codes_.end(), [](const auto& a, const auto& b) {
      return a.second.issued < b.second.issued;
    }));
  }
  codes_.emplace(crypto::sha256(code), Kept{std::move(person), std::move(state), now});
  return code;
}

Result<Verified> Codes::redeem(std::string_view code, std::string_view state) {
  const Error none{ErrorCode::kUntrusted,
                   "the sign-in took too long or was begun in another browser"};
  const std::lock_guard lock(mutex_);
  const auto found = codes_.find(crypto::sha256(code));
  if (found == codes_.end()) return none;
  const Kept kept = std::move(found->second);
  codes_.erase(found);
  if (clock_.boot() - kept.issued >= kCodeLife) return none;
  if (!crypto::equal_constant_time(as_bytes(kept.state), as_bytes(state))) return none;
  return kept.person;
}

}  // namespace distanskoll::server::access::sign_in::siths
