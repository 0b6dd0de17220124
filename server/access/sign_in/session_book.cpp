// SPDX-License-Identifier: EUPL-1.2
#include "server/access/sign_in/session_book.h"

#include "shared/crypto/encoding.h"
#include "shared/crypto/hash.h"
#include "shared/crypto/random.h"

#include <algorithm>

namespace distanskoll::server::access::sign_in {

bool SessionBook::is_over(const Kept& kept, BootTime now) const {
  return now - kept.used >= rules_.idle || now - kept.opened >= rules_.longest;
}

void SessionBook::tell(const std::vector<std::string>& keys) const {
  if (!listener_) return;
  for (const auto& key : keys) listener_(key);
}

SessionBook::Sessions::iterator SessionBook::longest_unused(const std::string* person) {
  auto found = sessions_.end();
  for (auto each = sessions_.begin(); each != sessions_.end(); ++each) {
    if (person != nullptr && each->second.session.person.person() != *person) continue;
    if (found == sessions_.end() || each->second.used < found->second.used) found = each;
  }
  return found;
}

std::vector<std::string> SessionBook::make_room(const std::string& person) {
  std::vector<std::string> ended;
  const auto take = [&](Sessions::iterator one) {
    ended.push_back(one->second.session.key);
    sessions_.erase(one);
  };
  const auto own = std::ranges::count_if(
      sessions_, [&](const auto& each) { return each.second.session.person.person() == person; });
  if (static_cast<std::size_t>(own) >= kSessionsPerPerson) take(longest_unused(&person));
  if (sessions_.size() >= kSessions) take(longest_unused(nullptr));
  return ended;
}

SessionBook::Opened SessionBook::open(Verified person) {
  Opened opened;
  opened.secret = crypto::base64url_encode(crypto::random_digest());
  const Digest hash = crypto::sha256(opened.secret);
  const BootTime now = clock_.boot();
  opened.session = {std::move(person), clock_.wall() + rules_.longest, crypto::hex_encode(hash)};
  std::vector<std::string> ended;
  {
    const std::lock_guard lock(mutex_);
    ended = make_room(opened.session.person.person());
    sessions_.emplace(hash, Kept{opened.session, now, now});
  }
  tell(ended);
  return opened;
}

std::optional<Session> SessionBook::find(std::string_view secret) {
  if (secret.size() != kSecretLetters) return std::nullopt;
  const BootTime now = clock_.boot();
  std::string ended;
  {
    const std::lock_guard lock(mutex_);
    const auto found = sessions_.find(crypto::sha256(secret));
    if (found == sessions_.end()) return std::nullopt;
    if (!is_over(found->second, now)) {
      found->second.used = now;
      return found->second.session;
    }
    ended = found->second.session.key;
    sessions_.erase(found);
  }
  tell({ended});
  return std::nullopt;
}

std::optional<Session> SessionBook::end(std::string_view secret) {
  if (secret.size() != kSecretLetters) return std::nullopt;
  std::optional<Session> ended;
  {
    const std::lock_guard lock(mutex_);
    const auto found = sessions_.find(crypto::sha256(secret));
    if (found == sessions_.end()) return std::nullopt;
    ended = std::move(found->second.session);
    sessions_.erase(found);
  }
  tell({ended->key});
  return ended;
}

void SessionBook::sweep() {
  const BootTime now = clock_.boot();
  std::vector<std::string> ended;
  {
    const std::lock_guard lock(mutex_);
    std::erase_if(sessions_, [&](const auto& each) {
      if (!is_over(each.second, now)) return false;
      ended.push_back(each.second.session.key);
      return true;
    });
  }
  tell(ended);
}

std::size_t SessionBook::size() const {
  const std::lock_guard lock(mutex_);
  return sessions_.size();
}

}  // namespace distanskoll::server::access::sign_in
