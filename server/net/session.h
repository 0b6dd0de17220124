// SPDX-License-Identifier: EUPL-1.2
#pragma once
// One connection from handshake to end: read a head, check it, let the router judge it, read the
// body, wait for the handler's answer, write it, again. Every wait has a deadline of
// shared/limits.h. A refused request is answered and ends the connection, so that nothing of it can
// be taken for the next one. Belongs to one network thread; answers may come from any.

#include "server/net/gate.h"
#include "server/net/http_io.h"
#include "server/net/router.h"
#include "server/net/stream.h"
#include "server/net/task_group.h"

#include <memory>
#include <set>
#include <string>

namespace distanskoll::server::net {

/// What all sessions of one listener share; outlives them.
struct SessionShared {
  const Router* router = nullptr;
  Gate* gate = nullptr;  ///< null on a listener that is not open to the world
  const Clock* clock = nullptr;
  std::set<std::string> hosts;  ///< lower case, with port as sent; empty: any
  std::vector<std::pair<std::string, std::string>> headers;  ///< of answers without their own
  /// What holds instead on a connection that asked for the host name of cards; null: there is none.
  std::shared_ptr<const SessionShared> cards;
};

class Session final : public Task, public std::enable_shared_from_this<Session> {
 public:
  Session(Stream stream, Address remote, std::shared_ptr<const SessionShared> shared,
          TaskGroup& group);
  ~Session() override;

  [[nodiscard]] boost::asio::awaitable<void> run();
  void abort() override { stream_.abort(); }

 private:
  /// What to do after a step.
  enum class Next { kGoOn, kClose };

  [[nodiscard]] boost::asio::awaitable<bool> shake_hands();
  [[nodiscard]] boost::asio::awaitable<Next> serve_one();
  [[nodiscard]] boost::asio::awaitable<bool> read_head();
  /// Nothing, or the refusal to send.
  [[nodiscard]] boost::asio::awaitable<std::optional<Response>> read_body(std::size_t most);
  [[nodiscard]] boost::asio::awaitable<Response> answer(const Action& action);
  [[nodiscard]] boost::asio::awaitable<Next> send(Response response, bool keep_alive);
  /// All of it; false when the connection is over.
  [[nodiscard]] boost::asio::awaitable<bool> write(std::string_view bytes);
  [[nodiscard]] boost::asio::awaitable<Next> refuse(Response response);
  [[nodiscard]] boost::asio::awaitable<void> stream_feed(Feed& feed);
  /// Reads at least one byte into the buffer; false at the end of the stream.
  [[nodiscard]] boost::asio::awaitable<bool> fill();
  [[nodiscard]] bool host_is_ours() const;
  [[nodiscard]] const std::string& date() const;

  Stream stream_;
  std::shared_ptr<const SessionShared> shared_;
  TaskGroup& group_;
  RequestParser parser_;
  Request request_;
  std::string buffer_;  // read and not used yet
  bool proven_ = false;
  bool handshaken_ = false;
  bool first_ = true;
};

}  // namespace distanskoll::server::net
