// SPDX-License-Identifier: EUPL-1.2
#include "server/api/events.h"

#include <fmt/format.h>

namespace distanskoll::server::api {

std::shared_ptr<net::Feed> EventHub::open(const std::string& token) {
  auto feed = std::make_shared<net::Feed>();
  feed->push(": distanskoll\n\n");  // headers reach the reader at once
  std::shared_ptr<net::Feed> before;
  {
    const std::lock_guard lock(mutex_);
    std::swap(before, feeds_[token]);
    feeds_[token] = feed;
  }
  if (before) before->close();
  return feed;
}

void EventHub::close(const std::string& token) {
  const std::lock_guard lock(mutex_);
  const auto found = feeds_.find(token);
  if (found == feeds_.end()) return;
  found->second->close();
  feeds_.erase(found);
}

void EventHub::publish(const std::vector<std::string>& devices, std::uint64_t ledger_size) {
  if (devices.empty()) return;
  const std::lock_guard lock(mutex_);
  std::erase_if(feeds_, [](const auto& each) { return each.second->closed(); });
  if (feeds_.empty()) return;
  std::string event =
      "event: devices\ndata: {\"devices\":[";  // ids need no escapes (shared/text.h)
  for (std::size_t i = 0; i < devices.size(); ++i) {
    event += fmt::format("{}\"{}\"", i == 0 ? "" : ",", devices[i]);
  }
  event += fmt::format("],\"size\":{}}}\n\n", ledger_size);
  for (auto& [token, feed] : feeds_) feed->push(event);
}

void EventHub::close_all() {
  const std::lock_guard lock(mutex_);
  for (auto& [token, feed] : feeds_) feed->close();
  feeds_.clear();
}

std::size_t EventHub::streams() const {
  const std::lock_guard lock(mutex_);
  return feeds_.size();
}

}  // namespace distanskoll::server::api
