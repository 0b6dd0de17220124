// SPDX-License-Identifier: EUPL-1.2
#pragma once
// One open stream of server-sent events: a bounded queue between whoever has news (any thread) and
// the session that writes it. A reader too slow for limits below is closed, never waited for; it
// reconnects and reads the list anew. Thread-safe.

#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <string>

namespace distanskoll::server::net {

inline constexpr std::size_t kFeedBytes = 256 * 1024;

class Feed {
 public:
  /// Text as it goes on the wire, ending in an empty line.
  void push(std::string_view event);
  void close();
  [[nodiscard]] bool closed() const;

  // For the session:
  /// `wake` is called (on the pushing thread) when there is something to take.
  void on_news(std::function<void()> wake);
  /// What waits, possibly nothing; std::nullopt when closed.
  [[nodiscard]] std::optional<std::string> take();

 private:
  mutable std::mutex mutex_;
  // protected by mutex_
  std::string waiting_;
  bool closed_ = false;
  std::function<void()> wake_;
};

}  // namespace distanskoll::server::net
