// SPDX-License-Identifier: EUPL-1.2
#include "server/admin_socket.h"

#include "server/admin_wire.h"

#include <array>
#include <atomic>
#include <cerrno>
#include <functional>
#include <thread>

#include <boost/json.hpp>
#include <fmt/format.h>
#include <poll.h>
#include <spdlog/spdlog.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace distanskoll::server {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

constexpr int kClientMilliseconds = 5'000;
constexpr int kBacklog = 16;

std::string error_line(const Error& error) {
  return json::serialize(json::object{
      {"error", json::object{{"code", static_cast<int>(error.code)}, {"message", error.message}}}});
}

struct AdminRequest {
  std::string operation;
  json::object arguments;
};

Result<AdminRequest> read_request(const std::string& line) {
  boost::system::error_code bad;
  auto parsed = json::parse(line, bad);
  if (bad || !parsed.is_object()) {
    return Error{ErrorCode::kMalformed, "the request is no JSON object"};
  }
  auto name = text_argument(parsed.as_object(), "operation");
  if (!name) return name.error();
  auto* arguments = parsed.as_object().if_contains("arguments");
  const bool given = arguments != nullptr && arguments->is_object();
  return AdminRequest{std::move(*name), given ? std::move(arguments->as_object()) : json::object()};
}

std::string answer_line(Core& core, const AdminRequest& request, const std::string& by,
                        const OperationProgress& progress) {
  auto result = run_operation(core, request.operation, request.arguments, by, progress);
  if (!result) return error_line(result.error());
  // A demonstration's clock is moved ten thousands of times for a year.
  if (request.operation != kDemoClockOperation) spdlog::info("{} by {}", request.operation, by);
  return json::serialize(json::object{{"result", std::move(*result)}});
}

/// Tells the client about once a second, never waiting for it; ends the operation when the client
/// has gone or `stopping`.
class TellProgress {
 public:
  TellProgress(int client, const Clock& clock, const std::atomic<bool>& stopping)
      : client_(client), clock_(clock), stopping_(stopping), told_(clock.boot()) {}

  Result<void> operator()(std::string_view step, std::uint64_t done, std::uint64_t all) {
    if (stopping_.load()) return Error{ErrorCode::kUnavailable, "the collector is stopping"};
    const auto now = clock_.boot();
    if (now - told_ < kTellEvery) return {};
    told_ = now;
    const auto line = fmt::format("{{\"progress\":{{\"step\":\"{}\",\"done\":{},\"all\":{}}}}}\n",
                                  step, done, all);
    const auto sent = ::send(client_, line.data(), line.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent < 0 && (errno == EPIPE || errno == ECONNRESET)) {
      return Error{ErrorCode::kUnavailable, "whoever asked has gone"};
    }
    return {};
  }

 private:
  int client_;
  const Clock& clock_;
  const std::atomic<bool>& stopping_;
  BootTime told_;
};

}  // namespace

struct AdminListener::State {
  State(Core& served, Fd listening, Fd stop_event, fs::path socket)
      : core(served),
        listener(std::move(listening)),
        stop(std::move(stop_event)),
        path(std::move(socket)) {}
  ~State() {
    if (beside.joinable()) beside.join();
  }

  void run() {
    for (;;) {
      std::array<pollfd, 2> waits{pollfd{listener.get(), POLLIN, 0}, pollfd{stop.get(), POLLIN, 0}};
      if (::poll(waits.data(), waits.size(), -1) < 0 && errno != EINTR) return;
      if (waits[1].revents != 0) return;
      if (waits[0].revents == 0) continue;
      Fd client(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC));
      if (client.get() >= 0) serve(std::move(client));
    }
  }

  void serve(Fd client) {
    ucred who{};
    socklen_t size = sizeof who;
    if (::getsockopt(client.get(), SOL_SOCKET, SO_PEERCRED, &who, &size) != 0) return;
    if (who.uid != 0 && who.uid != ::geteuid()) {
      write_line(client.get(), error_line({ErrorCode::kPermissionDenied,
                                           "only root and the collector's own user may do this"}));
      return;
    }
    auto line = LineReader(client.get(), kClientMilliseconds).next();
    auto request = line ? read_request(*line) : Result<AdminRequest>(line.error());
    if (!request) {
      write_line(client.get(), error_line(request.error()));
    } else if (is_long_operation(request->operation)) {
      serve_beside(std::move(client), std::move(*request), name_of(who.uid));
    } else {
      write_line(client.get(), answer_line(core, *request, name_of(who.uid), {}));
    }
  }

  void serve_beside(Fd client, AdminRequest request, std::string by) {
    if (busy.load()) {
      write_line(client.get(),
                 error_line({ErrorCode::kUnavailable,
                             "a backup, a check or a simulation is running already; ask again when "
                             "it is done"}));
      return;
    }
    if (beside.joinable()) beside.join();  // it has ended
    busy.store(true);
    beside = std::thread([this, client = std::make_shared<Fd>(std::move(client)),
                          request = std::move(request), by = std::move(by)] {
      TellProgress tell(client->get(), core.clock, stopping);
      const auto line = answer_line(core, request, by, std::ref(tell));
      busy.store(false);  // whoever has its answer may ask for the next at once
      write_line(client->get(), line);
    });
  }

  Core& core;
  Fd listener;
  Fd stop;
  fs::path path;
  std::atomic<bool> stopping{false};
  std::atomic<bool> busy{false};  ///< `beside` works
  std::thread beside;             ///< of the listener's thread
  std::thread thread;
};

AdminListener::AdminListener(std::unique_ptr<State> state) : state_(std::move(state)) {}

AdminListener::~AdminListener() {
  state_->stopping.store(true);
  const std::uint64_t one = 1;
  const bool told = ::write(state_->stop.get(), &one, sizeof one) == sizeof one;
  if (!told) spdlog::error("cannot end the admin socket's thread");
  state_->thread.join();
  ::unlink(state_->path.c_str());
}

Result<std::unique_ptr<AdminListener>> AdminListener::start(Core& core) {
  const auto& directory = core.config().data;
  remove_left_copies(directory);
  auto address = admin_address(directory);
  if (!address) return address.error();
  ::unlink(address->sun_path);  // left by a process that was killed; the lock says it is gone
  Fd listener(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  Fd stop(::eventfd(0, EFD_CLOEXEC));
  if (listener.get() < 0 || stop.get() < 0) return system_error("admin socket");
  const auto mask = ::umask(0177);
  const int bound =
      ::bind(listener.get(), reinterpret_cast<const sockaddr*>(&*address), sizeof *address);
  ::umask(mask);
  if (bound != 0 || ::listen(listener.get(), kBacklog) != 0) {
    return system_error(address->sun_path);
  }
  auto state =
      std::make_unique<State>(core, std::move(listener), std::move(stop), directory / "admin.sock");
  state->thread = std::thread([raw = state.get()] { raw->run(); });
  return std::unique_ptr<AdminListener>(new AdminListener(std::move(state)));
}

}  // namespace distanskoll::server
