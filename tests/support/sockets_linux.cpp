// SPDX-License-Identifier: EUPL-1.2
#include "tests/support/sockets.h"

#include <cstdlib>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace distanskoll::test_sockets {

Listener listen_on_loopback() {
  const int made = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  if (::bind(made, reinterpret_cast<sockaddr*>(&address), size) != 0 || ::listen(made, 16) != 0 ||
      ::getsockname(made, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    std::abort();
  }
  return {made, ntohs(address.sin_port)};
}

int accept_one(int listener) { return ::accept(listener, nullptr, nullptr); }

bool readable(int socket, std::chrono::milliseconds most) {
  pollfd wait{socket, POLLIN, 0};
  return ::poll(&wait, 1, static_cast<int>(most.count())) == 1;
}

std::string peek(int socket, std::size_t count) {
  std::string bytes(count, '\0');
  const auto got = ::recv(socket, bytes.data(), count, MSG_PEEK);
  bytes.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
  return bytes;
}

bool read_byte(int socket, char& byte) { return ::recv(socket, &byte, 1, 0) == 1; }

bool send_text(int socket, std::string_view text) {
  return ::send(socket, text.data(), text.size(), MSG_NOSIGNAL) ==
         static_cast<ssize_t>(text.size());
}

void close_socket(int socket) { ::close(socket); }

}  // namespace distanskoll::test_sockets
