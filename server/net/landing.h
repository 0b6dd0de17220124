// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Where a handler's answer lands: at once, which is what heartbeats get and then nobody waits, or
// later and from any thread, as the sequencer does. The coroutine that waits for it goes on in its
// own thread. Thread-safe; given() is for the session that made it, once.

#include "server/net/message.h"

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace distanskoll::server::net {

class Landing {
 public:
  /// `executor`: of the coroutine that waits.
  explicit Landing(boost::asio::any_io_executor executor) : executor_(std::move(executor)) {}

  void give(Response response) {
    std::function<void()> wake;
    {
      const std::lock_guard lock(mutex_);
      response_ = std::move(response);
      wake = std::exchange(waiting_, nullptr);
    }
    if (wake) boost::asio::post(executor_, std::move(wake));
  }

  /// The answer if it has been given; the second time there is none.
  std::optional<Response> take() {
    const std::lock_guard lock(mutex_);
    return std::exchange(response_, std::nullopt);
  }

  /// Waits until take() has something.
  boost::asio::awaitable<void> given() {
    return boost::asio::async_initiate<const boost::asio::use_awaitable_t<>, void()>(
        [this](auto handler) {
          auto kept = std::make_shared<decltype(handler)>(std::move(handler));
          std::function<void()> wake = [kept] { std::move (*kept)(); };
          {
            const std::lock_guard lock(mutex_);
            if (!response_) {
              waiting_ = std::move(wake);
              return;
            }
          }
          boost::asio::post(executor_, std::move(wake));
        },
        boost::asio::use_awaitable);
  }

 private:
  boost::asio::any_io_executor executor_;
  std::mutex mutex_;
  // Protected by mutex_:
  std::optional<Response> response_;
  std::function<void()> waiting_;
};

}  // namespace distanskoll::server::net
