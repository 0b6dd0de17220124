// SPDX-License-Identifier: EUPL-1.2
#include "agent/host/descriptor.h"
#include "agent/reporting/local_socket.h"

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace distanskoll::agent {

namespace {

using Steady = std::chrono::steady_clock;

Error system_error(const std::filesystem::path& path, int number) {
  const ErrorCode code = number == ENOENT                      ? ErrorCode::kNotFound
                         : number == ECONNREFUSED              ? ErrorCode::kUnavailable
                         : number == EACCES || number == EPERM ? ErrorCode::kPermissionDenied
                                                               : ErrorCode::kIo;
  return {code, path.string() + ": " + std::generic_category().message(number)};
}

Result<sockaddr_un> address_of(const std::filesystem::path& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string& text = path.native();
  if (text.size() >= sizeof address.sun_path) {
    return Error{ErrorCode::kInvalidArgument, text + ": too long for a socket; set `socket`"};
  }
  std::copy(text.begin(), text.end(), address.sun_path);
  return address;
}

const sockaddr* generic(const sockaddr_un& address) {
  return reinterpret_cast<const sockaddr*>(&address);
}

Result<Descriptor> connect_to(const std::filesystem::path& path) {
  auto address = address_of(path);
  if (!address) return address.error();
  Descriptor client(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (client.get() < 0) return system_error(path, errno);
  if (::connect(client.get(), generic(*address), sizeof *address) != 0) {
    return system_error(path, errno);
  }
  return client;
}

}  // namespace

class LocalSocket::Server {
 public:
  Server(Descriptor listener, Descriptor stop, std::filesystem::path path, Answer answer)
      : listener_(std::move(listener)),
        stop_(std::move(stop)),
        path_(std::move(path)),
        answer_(std::move(answer)),
        thread_([this] { serve(); }) {}

  ~Server() {
    const std::uint64_t one = 1;
    if (::write(stop_.get(), &one, sizeof one) < 0) ::shutdown(listener_.get(), SHUT_RDWR);
    thread_.join();
    ::unlink(path_.c_str());
  }

 private:
  struct Client {
    Descriptor socket;
    std::uint32_t uid = 0;
    Steady::time_point deadline;
    std::string request;
    std::string answer;
    std::size_t sent = 0;
    bool done = false;
  };

  void serve();
  void accept_one();
  void serve_client(Client& client);

  Descriptor listener_;
  Descriptor stop_;
  std::filesystem::path path_;
  Answer answer_;
  std::vector<Client> clients_;
  std::thread thread_;  // last: it uses everything above
};

void LocalSocket::Server::accept_one() {
  Descriptor socket(::accept4(listener_.get(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
  if (socket.get() < 0 || clients_.size() >= kLocalClients) return;
  ucred peer{};
  socklen_t size = sizeof peer;
  if (::getsockopt(socket.get(), SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0) return;
  clients_.push_back(
      {std::move(socket), peer.uid, Steady::now() + kLocalDeadline, {}, {}, 0, false});
}

void LocalSocket::Server::serve_client(Client& client) {
  if (client.answer.empty()) {
    char buffer[kLocalRequestBytes + 1];
    const ssize_t got = ::recv(client.socket.get(), buffer, sizeof buffer, 0);
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (got > 0) client.request.append(buffer, static_cast<std::size_t>(got));
    const std::size_t end = client.request.find('\n');
    if (end == std::string::npos) {
      client.done = got <= 0 || client.request.size() > kLocalRequestBytes;
      return;
    }
    const auto question = parse_local_request(client.request.substr(0, end));
    client.answer = question ? answer_(*question, client.uid) : error_answer("malformed");
  }
  const ssize_t put = ::send(client.socket.get(), client.answer.data() + client.sent,
                             client.answer.size() - client.sent, MSG_NOSIGNAL);
  if (put < 0) {
    client.done = errno != EAGAIN && errno != EINTR;
    return;
  }
  client.sent += static_cast<std::size_t>(put);
  client.done = client.sent == client.answer.size();
}

void LocalSocket::Server::serve() {
  while (true) {
    std::vector<pollfd> waits = {{stop_.get(), POLLIN, 0}, {listener_.get(), POLLIN, 0}};
    int timeout = -1;
    const auto now = Steady::now();
    for (const Client& client : clients_) {
      const short events = client.answer.empty() ? POLLIN : POLLOUT;
      waits.push_back({client.socket.get(), events, 0});
      const auto left = std::chrono::ceil<std::chrono::milliseconds>(client.deadline - now).count();
      const int wait = static_cast<int>(std::max<std::int64_t>(left, 0));
      timeout = timeout < 0 ? wait : std::min(timeout, wait);
    }
    if (::poll(waits.data(), waits.size(), timeout) < 0 && errno != EINTR) return;
    if (waits[0].revents != 0) return;
    for (std::size_t i = 0; i + 2 < waits.size(); ++i) {
      if (waits[i + 2].revents != 0) serve_client(clients_[i]);
    }
    const auto late = Steady::now();
    std::erase_if(clients_, [&](const Client& one) { return one.done || one.deadline <= late; });
    if (waits[1].revents != 0) accept_one();
  }
}

LocalSocket::LocalSocket(std::unique_ptr<Server> server) : server_(std::move(server)) {}
LocalSocket::~LocalSocket() = default;

Result<std::unique_ptr<LocalSocket>> LocalSocket::open(const std::filesystem::path& path,
                                                       Answer answer) {
  auto address = address_of(path);
  if (!address) return address.error();
  if (connect_to(path)) {
    return Error{ErrorCode::kConflict, path.string() + ": another agent listens there"};
  }
  ::unlink(path.c_str());
  Descriptor listener(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (listener.get() < 0 || ::bind(listener.get(), generic(*address), sizeof *address) != 0 ||
      ::chmod(path.c_str(), 0666) != 0 ||
      ::listen(listener.get(), static_cast<int>(kLocalClients)) != 0) {
    return system_error(path, errno);
  }
  Descriptor stop(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
  if (stop.get() < 0) return system_error(path, errno);
  return std::unique_ptr<LocalSocket>(new LocalSocket(
      std::make_unique<Server>(std::move(listener), std::move(stop), path, std::move(answer))));
}

Result<std::string> ask_local_socket(const std::filesystem::path& path, LocalQuestion question) {
  auto client = connect_to(path);
  if (!client) return client.error();
  const timeval limit{2, 0};
  ::setsockopt(client->get(), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  const std::string_view line = question == LocalQuestion::kPosture
                                    ? "{\"v\":1,\"ask\":\"posture\"}\n"
                                    : "{\"v\":1,\"ask\":\"check\"}\n";
  if (::send(client->get(), line.data(), line.size(), MSG_NOSIGNAL) !=
      static_cast<ssize_t>(line.size())) {
    return system_error(path, errno);
  }
  std::string answer;
  char buffer[4096];
  while (answer.size() <= kLocalAnswerBytes) {
    const ssize_t got = ::recv(client->get(), buffer, sizeof buffer, 0);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return Error{ErrorCode::kTimedOut, path.string() + ": the agent does not answer"};
    if (got == 0) break;
    answer.append(buffer, static_cast<std::size_t>(got));
  }
  if (answer.empty() || answer.back() != '\n') {
    return Error{ErrorCode::kUnavailable, path.string() + ": the agent is busy; ask again"};
  }
  answer.pop_back();
  return answer;
}

}  // namespace distanskoll::agent
