// SPDX-License-Identifier: EUPL-1.2
#include "server/net/listener.h"

#include <algorithm>
#include <atomic>
#include <csignal>
#include <thread>
#include <tuple>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <sys/resource.h>

namespace distanskoll::server::net {
namespace asio = boost::asio;
using asio::ip::tcp;
using namespace std::chrono_literals;

namespace {

constexpr auto kSweep = 250ms;
constexpr auto kAcceptPause = 100ms;
constexpr auto kTellAgain = 60s;
constexpr int kBacklog = 4096;

asio::ip::address to_asio(const Address& address) {
  if (!address.is_v4()) return asio::ip::address_v6(address.bytes);
  asio::ip::address_v4::bytes_type v4{};
  std::copy(address.bytes.begin() + 12, address.bytes.end(), v4.begin());
  return asio::ip::address_v4(v4);
}

Address from_asio(const asio::ip::address& address) {
  Address result;
  if (address.is_v6()) {
    result.bytes = address.to_v6().to_bytes();
  } else {
    result.bytes[10] = result.bytes[11] = 0xff;
    const auto v4 = address.to_v4().to_bytes();
    std::copy(v4.begin(), v4.end(), result.bytes.begin() + 12);
  }
  return result;
}

}  // namespace

std::shared_ptr<SSL_CTX> TlsSource::get() const {
  const std::lock_guard lock(mutex_);
  return context_;
}

void TlsSource::replace(crypto::TlsContextOwner context) {
  std::shared_ptr<SSL_CTX> next(std::move(context));
  const std::lock_guard lock(mutex_);
  context_ = std::move(next);
}

/// One network thread. Members but `size` are touched by that thread alone once it runs.
struct NetworkThreads::Thread {
  explicit Thread(const Clock& clock) : context(1), group(context, clock), sweep(context) {}

  void tick() {
    group.sweep();
    size = group.size();
    sweep.expires_after(kSweep);
    sweep.async_wait([this](boost::system::error_code error) {
      if (!error) tick();
    });
  }

  asio::io_context context;
  TaskGroup group;
  asio::steady_timer sweep;
  std::optional<asio::executor_work_guard<asio::io_context::executor_type>> work;
  std::atomic<std::size_t> size = 0;
  std::thread thread;
};

/// A listening socket and its accept loop, on the first thread.
struct NetworkThreads::Acceptor final : Task {
  Acceptor(NetworkThreads& owning, ListenerConfig listening)
      : owner(owning),
        config(std::move(listening)),
        socket(owning.threads_.front()->context),
        pause(owning.threads_.front()->context) {}

  void abort() override {
    stopped = true;
    boost::system::error_code ignored;
    socket.close(ignored);
    pause.cancel();
  }

  asio::awaitable<void> run() {
    while (!stopped) {
      auto& thread = *owner.threads_[owner.next_++ % owner.threads_.size()];
      tcp::socket accepted(thread.context);
      tcp::endpoint from;
      auto [error] = co_await socket.async_accept(accepted, from, kToken);
      if (stopped) co_return;
      if (error == asio::error::connection_aborted) continue;
      if (error) {
        cannot_accept(thread, error);
        pause.expires_after(kAcceptPause);
        co_await pause.async_wait(kToken);
        continue;
      }
      admit(thread, std::move(accepted), from_asio(from.address()));
    }
  }

  /// Out of descriptors, most likely. The connection waits in the backlog; one that nobody uses
  /// makes room for it.
  void cannot_accept(Thread& thread, boost::system::error_code error) {
    const auto now = owner.clock_.boot();
    const auto before = owner.accept_failed_at_.exchange(now);
    if (before == BootTime{} || now - before > kTellAgain) {
      spdlog::warn("cannot accept connections on {} just now: {}", config.endpoint.text(),
                   error.message());
    }
    const bool strangers =
        config.shared->gate != nullptr && config.shared->gate->counts().unproven > 0;
    asio::post(thread.context, [&thread, strangers] {
      if (strangers) return thread.group.close_longest_unproven();
      thread.group.close_longest_idle();
    });
  }

  void admit(Thread& thread, tcp::socket accepted, const Address& from) {
    const auto verdict = config.shared->gate == nullptr
                             ? Gate::Verdict::kEnter
                             : config.shared->gate->arrive(from, owner.clock_.boot());
    if (verdict == Gate::Verdict::kRefuse) return;  // closes it
    auto session = std::make_shared<Session>(
        Stream(std::move(accepted), config.tls ? config.tls->get() : nullptr), from, config.shared,
        thread.group);
    asio::post(thread.context, [&thread, session, verdict] {
      if (verdict == Gate::Verdict::kEnterForIdle) thread.group.close_longest_idle();
      if (verdict == Gate::Verdict::kEnterForUnproven) thread.group.close_longest_unproven();
      thread.group.spawn(session, session->run());
    });
  }

  NetworkThreads& owner;
  ListenerConfig config;
  tcp::acceptor socket;
  asio::steady_timer pause;
  bool stopped = false;
};

NetworkThreads::NetworkThreads(int threads, const Clock& clock) : clock_(clock) {
  for (int i = 0; i < threads; ++i) threads_.push_back(std::make_unique<Thread>(clock));
}

// NOLINTNEXTLINE(bugprone-exception-escape): a thread that cannot be ended ends the process
NetworkThreads::~NetworkThreads() { join(); }

Result<std::uint16_t> NetworkThreads::listen(ListenerConfig config) {
  const auto endpoint = tcp::endpoint(to_asio(config.endpoint.address), config.endpoint.port);
  auto acceptor = std::make_shared<Acceptor>(*this, std::move(config));
  boost::system::error_code error;
  auto& socket = acceptor->socket;
  socket.open(endpoint.protocol(), error);
  if (!error) socket.set_option(tcp::acceptor::reuse_address(true), error);
  if (!error && endpoint.address().is_v6()) socket.set_option(asio::ip::v6_only(false), error);
  if (!error) socket.bind(endpoint, error);
  if (!error) socket.listen(kBacklog, error);
  if (error) {
    return Error{
        error == asio::error::address_in_use ? ErrorCode::kConflict : ErrorCode::kUnavailable,
        fmt::format("cannot listen on {}: {}", acceptor->config.endpoint.text(), error.message())};
  }
  const auto port = socket.local_endpoint(error).port();
  auto& group = threads_.front()->group;
  asio::post(threads_.front()->context,
             [&group, acceptor] { group.spawn(acceptor, acceptor->run()); });
  return port;
}

void NetworkThreads::start() {
  std::ignore = std::signal(SIGPIPE, SIG_IGN);
  for (auto& thread : threads_) {
    thread->work.emplace(thread->context.get_executor());
    asio::post(thread->context, [raw = thread.get()] { raw->tick(); });
    thread->thread = std::thread([raw = thread.get()] { raw->context.run(); });
  }
}

void NetworkThreads::drain(std::chrono::seconds grace) {
  for (auto& thread : threads_) {
    asio::post(thread->context, [raw = thread.get()] {
      raw->group.refuse_and_drain();
      raw->size = raw->group.size();
    });
  }
  const auto until = clock_.boot() + grace;
  std::this_thread::sleep_for(kSweep);
  while (connections() > 0 && clock_.boot() < until) std::this_thread::sleep_for(kSweep / 5);
  for (auto& thread : threads_) {
    asio::post(thread->context, [raw = thread.get()] { raw->group.cancel_all(); });
  }
}

void NetworkThreads::join() {
  for (auto& thread : threads_) {
    if (!thread->thread.joinable()) continue;
    asio::post(thread->context, [raw = thread.get()] { raw->group.cancel_all(); });
    const auto until = clock_.boot() + 5s;
    while (thread->size > 0 && clock_.boot() < until) std::this_thread::sleep_for(kSweep / 5);
    thread->work.reset();
    thread->context.stop();
    thread->thread.join();
  }
}

std::optional<std::chrono::nanoseconds> NetworkThreads::accept_failed_ago() const {
  const auto failed = accept_failed_at_.load();
  if (failed == BootTime{}) return std::nullopt;
  return clock_.boot() - failed;
}

std::size_t open_files_allowed() {
  rlimit files{};
  if (::getrlimit(RLIMIT_NOFILE, &files) != 0) return 0;
  if (files.rlim_cur < files.rlim_max) {
    rlimit more = files;
    more.rlim_cur = files.rlim_max;
    if (::setrlimit(RLIMIT_NOFILE, &more) == 0) files = more;
  }
  return files.rlim_cur;
}

std::size_t NetworkThreads::connections() const {
  std::size_t sum = 0;
  for (const auto& thread : threads_) sum += thread->size;
  return sum;
}

}  // namespace distanskoll::server::net
