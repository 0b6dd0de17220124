// SPDX-License-Identifier: EUPL-1.2
#include "server/net/session.h"

#include "server/net/feed.h"
#include "server/net/landing.h"
#include "shared/ascii.h"
#include "shared/limits.h"

#include <algorithm>
#include <utility>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/chrono.h>

namespace distanskoll::server::net {
namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {

constexpr std::size_t kReadStep = 16 * 1024;
constexpr std::size_t kKeptBuffer = 4 * 1024;   // per idle connection
constexpr std::size_t kDiscarded = 256 * 1024;  // of a refused body, so that the answer arrives
constexpr std::chrono::seconds kDiscardDeadline = 2s;
constexpr std::chrono::seconds kHandlerDeadline = 10min;  // the sequencer answers long before
constexpr std::chrono::seconds kFeedPing = 15s;

/// Nobody is there to be answered.
Response no_answer() {
  Response response;
  response.status = 0;
  return response;
}

}  // namespace

Session::Session(Stream stream, Address remote, std::shared_ptr<const SessionShared> shared,
                 TaskGroup& group)
    : stream_(std::move(stream)), shared_(std::move(shared)), group_(group) {
  request_.remote = remote;
}

Session::~Session() {
  if (shared_->gate != nullptr) {
    shared_->gate->left(request_.remote, proven_, handshaken_, shared_->clock->boot());
  }
}

asio::awaitable<void> Session::run() {
  const auto self = shared_from_this();
  if (!co_await shake_hands()) co_return;
  while (co_await serve_one() == Next::kGoOn) {
  }
}

asio::awaitable<bool> Session::shake_hands() {
  group_.due_in(*this, limits::kHandshakeDeadline, false);
  const auto done = co_await stream_.handshake();
  if (!done) co_return false;
  if (shared_->cards && stream_.is_for_cards()) shared_ = shared_->cards;
  request_.peer = stream_.peer();
  handshaken_ = true;
  proven_ = request_.peer != nullptr;
  if (shared_->gate != nullptr) {
    shared_->gate->handshaken(request_.remote, proven_, shared_->clock->boot());
  }
  if (proven_) group_.prove(*this);
  co_return true;
}

asio::awaitable<Session::Next> Session::serve_one() {
  if (!co_await read_head()) co_return Next::kClose;
  const auto head = parser_.read_head(request_);
  if (!head) {
    co_return co_await refuse(problem(head.error()));
  }
  if (!host_is_ours()) {
    co_return co_await refuse(
        problem(421, "misdirected", "this Host is not on the collector's list (web.hosts)"));
  }
  auto judged = shared_->router->judge(request_);
  const bool keep_alive = parser_.keep_alive() && !group_.stopping();
  if (!judged) {
    if (!parser_.body_complete()) {
      co_return co_await refuse(judged.error());
    }
    co_return co_await send(judged.error(), keep_alive);
  }
  if (!parser_.body_complete()) {
    if (auto refusal = co_await read_body(judged->most_body)) {
      co_return refusal->status == 0 ? Next::kClose : co_await refuse(std::move(*refusal));
    }
  }
  auto response = co_await answer(judged->action);
  const bool stay = keep_alive && !response.close && !response.feed && !group_.stopping();
  auto feed = response.feed;
  const auto next = co_await send(std::move(response), stay);
  if (feed && request_.method != Method::kHead) {
    co_await stream_feed(*feed);
  }
  co_return next;
}

asio::awaitable<bool> Session::read_head() {
  std::size_t end = RequestParser::head_end(buffer_);
  if (end == 0 && buffer_.empty()) {
    // A proven connection may sleep; any other must say something soon.
    const bool may_sleep = proven_ || shared_->gate == nullptr;
    const auto wait = may_sleep && !first_ ? limits::kIdleDeadline : limits::kHeaderDeadline;
    group_.due_in(*this, wait, true);
    if (buffer_.capacity() > kKeptBuffer) std::string().swap(buffer_);
    if (request_.body.capacity() > kKeptBuffer) std::string().swap(request_.body);
    if (!co_await fill()) co_return false;
    end = RequestParser::head_end(buffer_);
  }
  first_ = false;
  group_.due_in(*this, limits::kHeaderDeadline, false);
  while (end == 0) {
    if (buffer_.size() > limits::kHeaderBytes) {
      co_await refuse(problem(431, "too_large", "the head of the request is too long"));
      co_return false;
    }
    if (!co_await fill()) co_return false;
    end = RequestParser::head_end(buffer_);
  }
  if (end > limits::kHeaderBytes) {
    co_await refuse(problem(431, "too_large", "the head of the request is too long"));
    co_return false;
  }
  request_.head.assign(buffer_, 0, end);
  buffer_.erase(0, end);
  co_return true;
}

asio::awaitable<std::optional<Response>> Session::read_body(std::size_t most) {
  group_.due_in(*this, limits::kBodyDeadline, false);
  bool asked = false;
  for (;;) {
    const auto used = parser_.read_body(buffer_, most, request_);
    if (!used) co_return problem(used.error());
    buffer_.erase(0, *used);
    if (parser_.body_complete()) co_return std::nullopt;
    if (buffer_.size() > limits::kHeaderBytes) {
      co_return problem(400, "malformed", "a chunk header is too long");
    }
    if (parser_.expects_continue() && !asked) {
      asked = true;
      if (!co_await write("HTTP/1.1 100 Continue\r\n\r\n")) co_return no_answer();
    }
    if (!co_await fill()) co_return no_answer();
  }
}

asio::awaitable<Response> Session::answer(const Action& action) {
  group_.due_in(*this, kHandlerDeadline, false);
  const auto landing = std::make_shared<Landing>(stream_.executor());
  action(request_, Reply([landing](Response response) { landing->give(std::move(response)); }));
  if (auto response = landing->take()) co_return std::move(*response);
  co_await landing->given();
  co_return std::move(*landing->take());
}

asio::awaitable<Session::Next> Session::send(Response response, bool keep_alive) {
  group_.due_in(*this, limits::kWriteDeadline, false);
  for (const auto& header : shared_->headers) {
    const bool own = std::any_of(response.headers.begin(), response.headers.end(),
                                 [&](const auto& each) { return each.first == header.first; });
    if (!own) response.headers.push_back(header);
  }
  const auto bytes = serialize(response, date(), keep_alive, request_.method == Method::kHead);
  if (!co_await write(bytes)) co_return Next::kClose;
  if (!keep_alive && !response.feed) stream_.end_writing();
  co_return keep_alive ? Next::kGoOn : Next::kClose;
}

asio::awaitable<bool> Session::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto attempt = stream_.try_write(bytes);
    if (attempt.bytes) {
      bytes.remove_prefix(*attempt.bytes);
    } else if (!attempt.wanted || !co_await stream_.ready(*attempt.wanted)) {
      co_return false;
    }
  }
  co_return true;
}

asio::awaitable<Session::Next> Session::refuse(Response response) {
  co_await send(std::move(response), false);
  // Closing with unread bytes would reset the connection and take the answer with it.
  group_.due_in(*this, kDiscardDeadline, false);
  for (std::size_t discarded = 0; discarded < kDiscarded; discarded += buffer_.size()) {
    buffer_.clear();
    if (!co_await fill()) break;
  }
  co_return Next::kClose;
}

asio::awaitable<void> Session::stream_feed(Feed& feed) {
  asio::steady_timer timer(stream_.executor());
  // `self` keeps the session, and with it the timer's owner, until the last wake has run.
  auto news = std::make_shared<asio::steady_timer*>(&timer);
  feed.on_news([executor = stream_.executor(), news, self = weak_from_this()] {
    asio::post(executor, [news, self] {
      const auto alive = self.lock();
      if (alive && *news != nullptr) (*news)->cancel();
    });
  });
  while (!group_.stopping()) {
    auto events = feed.take();
    if (!events) break;
    if (events->empty()) {
      group_.due_in(*this, 2 * kFeedPing, true);
      timer.expires_after(kFeedPing);
      auto [woken] = co_await timer.async_wait(asio::as_tuple(asio::use_awaitable));
      events = feed.take();
      if (!events || group_.stopping()) break;
      if (events->empty() && !woken) *events = ":\n\n";
      if (events->empty()) continue;
    }
    group_.due_in(*this, limits::kWriteDeadline, false);
    if (!co_await write(*events)) break;
  }
  *news = nullptr;
  feed.on_news({});
  feed.close();
  stream_.end_writing();
}

asio::awaitable<bool> Session::fill() {
  const auto before = buffer_.size();
  // Between two requests nothing is there yet: asking the socket first would be in vain.
  std::optional<Stream::Wanted> wanted;
  if (before == 0 && !first_ && !stream_.holds_input()) wanted = Stream::Wanted::kRead;
  for (;;) {
    if (wanted && !co_await stream_.ready(*wanted)) co_return false;
    buffer_.resize(before + (before == 0 ? kKeptBuffer : kReadStep));
    const auto attempt = stream_.try_read({buffer_.data() + before, buffer_.size() - before});
    buffer_.resize(before + attempt.bytes.value_or(0));
    if (attempt.bytes) co_return *attempt.bytes > 0;
    if (!attempt.wanted) co_return false;
    wanted = attempt.wanted;
  }
}

bool Session::host_is_ours() const {
  return shared_->hosts.empty() || shared_->hosts.contains(ascii_lowered(request_.header("Host")));
}

const std::string& Session::date() const {
  struct Written {
    WallTime time{};
    std::string text;
  };
  thread_local Written last;  // thousands of answers say the same second
  const WallTime now = shared_->clock->wall();
  if (last.text.empty() || now != last.time) {
    last = {now,
            fmt::format("{:%a, %d %b %Y %H:%M:%S} GMT",
                        fmt::gmtime(static_cast<std::time_t>(now.time_since_epoch().count())))};
  }
  return last.text;
}

}  // namespace distanskoll::server::net
