// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The event stream: after a commit, every open stream hears which devices changed, by id and
// nothing more (never a person, never a value: the reader asks for what it may see). One stream per
// token: a second one ends the first. Called by the sequencer's thread and by network threads;
// thread-safe, never waits.

#include "server/net/feed.h"

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace distanskoll::server::api {

class EventHub {
 public:
  /// A new stream for the holder of `token` (its hash), ending the one it had.
  [[nodiscard]] std::shared_ptr<net::Feed> open(const std::string& token);
  /// The stream of `token` ends, if it has one.
  void close(const std::string& token);
  void publish(const std::vector<std::string>& devices, std::uint64_t ledger_size);
  void close_all();
  [[nodiscard]] std::size_t streams() const;

 private:
  mutable std::mutex mutex_;
  std::map<std::string, std::shared_ptr<net::Feed>> feeds_;  // protected by mutex_
};

}  // namespace distanskoll::server::api
