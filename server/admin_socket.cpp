// SPDX-License-Identifier: EUPL-1.2
#include "server/admin_socket.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <thread>

#include <boost/json.hpp>
#include <fmt/format.h>
#include <poll.h>
#include <pwd.h>
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

constexpr std::size_t kMostRequest = 32 * 1024 * 1024;  // an inventory is the largest
constexpr int kClientMilliseconds = 5'000;
constexpr int kBacklog = 16;

class Fd {
 public:
  explicit Fd(int fd = -1) : fd_(fd) {}
  ~Fd() {
    if (fd_ >= 0) ::close(fd_);
  }
  Fd(Fd&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Fd& operator=(Fd&&) = delete;
  [[nodiscard]] int get() const { return fd_; }

 private:
  int fd_;
};

Error system_error(std::string_view what) {
  return {ErrorCode::kIo, fmt::format("{}: {}", what, std::strerror(errno))};
}

Result<sockaddr_un> address_of(const fs::path& directory) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const auto path = (directory / "admin.sock").string();
  if (path.size() >= sizeof address.sun_path) {
    return Error{ErrorCode::kInvalidArgument,
                 fmt::format("the path of the data directory is too long for a socket: {}", path)};
  }
  std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
  return address;
}

std::string name_of(uid_t uid) {
  std::array<char, 4096> buffer{};
  passwd entry{};
  passwd* found = nullptr;
  if (getpwuid_r(uid, &entry, buffer.data(), buffer.size(), &found) != 0 || found == nullptr) {
    return fmt::format("uid {}", uid);
  }
  return fmt::format("uid {} ({})", uid, entry.pw_name);
}

/// One line without its line feed; `milliseconds` for each wait, -1 for ever.
Result<std::string> read_line(int fd, int milliseconds) {
  std::string line;
  std::array<char, 64 * 1024> buffer{};
  while (line.empty() || line.back() != '\n') {
    if (line.size() > kMostRequest) return Error{ErrorCode::kTooLarge, "the request is too long"};
    pollfd wait{fd, POLLIN, 0};
    const int ready = ::poll(&wait, 1, milliseconds);
    if (ready == 0) return Error{ErrorCode::kTimedOut, "no whole line came in time"};
    if (ready < 0 && errno == EINTR) continue;
    const auto got = ::recv(fd, buffer.data(), buffer.size(), 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return Error{ErrorCode::kUnavailable, "the other side has gone"};
    line.append(buffer.data(), static_cast<std::size_t>(got));
  }
  line.pop_back();
  return line;
}

bool write_line(int fd, std::string line) {
  line += '\n';
  for (std::string_view rest = line; !rest.empty();) {
    const auto sent = ::send(fd, rest.data(), rest.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) return false;
    rest.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

std::string error_line(const Error& error) {
  return json::serialize(json::object{
      {"error", json::object{{"code", static_cast<int>(error.code)}, {"message", error.message}}}});
}

std::string answer_line(Core& core, const std::string& line, const std::string& by) {
  boost::system::error_code bad;
  const auto request = json::parse(line, bad);
  if (bad || !request.is_object()) {
    return error_line({ErrorCode::kMalformed, "the request is no JSON object"});
  }
  auto name = text_argument(request.as_object(), "operation");
  if (!name) return error_line(name.error());
  const auto* arguments = request.as_object().if_contains("arguments");
  auto result = run_operation(
      core, *name, arguments && arguments->is_object() ? arguments->as_object() : json::object{},
      by);
  if (!result) return error_line(result.error());
  spdlog::info("{} by {}", *name, by);
  return json::serialize(json::object{{"result", std::move(*result)}});
}

void serve_one(Core& core, int client) {
  ucred who{};
  socklen_t size = sizeof who;
  if (::getsockopt(client, SOL_SOCKET, SO_PEERCRED, &who, &size) != 0) return;
  if (who.uid != 0 && who.uid != ::geteuid()) {
    write_line(client, error_line({ErrorCode::kPermissionDenied,
                                   "only root and the collector's own user may do this"}));
    return;
  }
  auto line = read_line(client, kClientMilliseconds);
  write_line(client, line ? answer_line(core, *line, name_of(who.uid)) : error_line(line.error()));
}

}  // namespace

struct AdminListener::State {
  State(Core& served, Fd listening, Fd stopping, fs::path socket)
      : core(served),
        listener(std::move(listening)),
        stop(std::move(stopping)),
        path(std::move(socket)) {}

  void run() {
    for (;;) {
      std::array<pollfd, 2> waits{pollfd{listener.get(), POLLIN, 0}, pollfd{stop.get(), POLLIN, 0}};
      if (::poll(waits.data(), waits.size(), -1) < 0 && errno != EINTR) return;
      if (waits[1].revents != 0) return;
      if (waits[0].revents == 0) continue;
      const Fd client(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC));
      if (client.get() >= 0) serve_one(core, client.get());
    }
  }

  Core& core;
  Fd listener;
  Fd stop;
  fs::path path;
  std::thread thread;
};

AdminListener::AdminListener(std::unique_ptr<State> state) : state_(std::move(state)) {}

AdminListener::~AdminListener() {
  const std::uint64_t one = 1;
  const bool told = ::write(state_->stop.get(), &one, sizeof one) == sizeof one;
  if (!told) spdlog::error("cannot end the admin socket's thread");
  state_->thread.join();
  ::unlink(state_->path.c_str());
}

Result<std::unique_ptr<AdminListener>> AdminListener::start(Core& core) {
  const auto& directory = core.config().data;
  auto address = address_of(directory);
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

std::optional<OperationResult> ask_serving(const fs::path& directory, std::string_view operation,
                                           const json::object& arguments) {
  auto address = address_of(directory);
  if (!address) return OperationResult(address.error());
  const Fd socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (::connect(socket.get(), reinterpret_cast<const sockaddr*>(&*address), sizeof *address) != 0) {
    if (errno == ENOENT || errno == ECONNREFUSED) return std::nullopt;
    return OperationResult(
        Error{ErrorCode::kPermissionDenied,
              fmt::format("cannot ask the serving collector: {}", std::strerror(errno))});
  }
  const auto line = json::serialize(
      json::object{{"operation", json::string_view(operation.data(), operation.size())},
                   {"arguments", arguments}});
  if (!write_line(socket.get(), line)) return OperationResult(system_error("admin socket"));
  auto answer = read_line(socket.get(), -1);
  if (!answer) return OperationResult(answer.error());
  boost::system::error_code bad;
  auto parsed = json::parse(*answer, bad);
  if (bad || !parsed.is_object()) {
    return OperationResult(
        Error{ErrorCode::kMalformed, "the serving collector's answer is no JSON"});
  }
  auto& object = parsed.as_object();
  if (auto* result = object.if_contains("result")) return OperationResult(std::move(*result));
  const auto* error = object.if_contains("error");
  if (error == nullptr || !error->is_object()) {
    return OperationResult(Error{ErrorCode::kMalformed, "the serving collector's answer is empty"});
  }
  const auto code = optional_number(error->as_object(), "code").value_or(15);
  const bool known = code >= 1 && code <= static_cast<int>(ErrorCode::kInternal);
  return OperationResult(Error{known ? static_cast<ErrorCode>(code) : ErrorCode::kInternal,
                               optional_text(error->as_object(), "message").value_or("refused")});
}

std::string own_name() { return name_of(::geteuid()); }

}  // namespace distanskoll::server
