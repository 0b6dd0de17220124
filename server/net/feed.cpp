// SPDX-License-Identifier: EUPL-1.2
#include "server/net/feed.h"

namespace distanskoll::server::net {

void Feed::push(std::string_view event) {
  const std::lock_guard lock(mutex_);
  if (closed_) return;
  if (waiting_.size() + event.size() > kFeedBytes) {
    closed_ = true;
  } else {
    waiting_ += event;
  }
  if (wake_) wake_();
}

void Feed::close() {
  const std::lock_guard lock(mutex_);
  closed_ = true;
  if (wake_) wake_();
}

bool Feed::closed() const {
  const std::lock_guard lock(mutex_);
  return closed_;
}

void Feed::on_news(std::function<void()> wake) {
  const std::lock_guard lock(mutex_);
  wake_ = std::move(wake);
}

std::optional<std::string> Feed::take() {
  const std::lock_guard lock(mutex_);
  if (waiting_.empty() && closed_) return std::nullopt;
  std::string taken;
  taken.swap(waiting_);
  return taken;
}

}  // namespace distanskoll::server::net
