// SPDX-License-Identifier: EUPL-1.2
#include "tests/support/sockets.h"

#include <winsock2.h>

#include <cstdlib>

namespace distanskoll::test_sockets {

Listener listen_on_loopback() {
  WSADATA about{};
  if (::WSAStartup(MAKEWORD(2, 2), &about) != 0) std::abort();
  const SOCKET made = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  int size = sizeof address;
  if (::bind(made, reinterpret_cast<sockaddr*>(&address), size) != 0 || ::listen(made, 16) != 0 ||
      ::getsockname(made, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    std::abort();
  }
  return {static_cast<int>(made), ntohs(address.sin_port)};
}

int accept_one(int listener) {
  const SOCKET made = ::accept(static_cast<SOCKET>(listener), nullptr, nullptr);
  return made == INVALID_SOCKET ? -1 : static_cast<int>(made);
}

bool readable(int socket, std::chrono::milliseconds most) {
  WSAPOLLFD wait{static_cast<SOCKET>(socket), POLLRDNORM, 0};
  return ::WSAPoll(&wait, 1, static_cast<int>(most.count())) == 1;
}

std::string peek(int socket, std::size_t count) {
  std::string bytes(count, '\0');
  const auto got =
      ::recv(static_cast<SOCKET>(socket), bytes.data(), static_cast<int>(count), MSG_PEEK);
  bytes.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
  return bytes;
}

bool read_byte(int socket, char& byte) {
  return ::recv(static_cast<SOCKET>(socket), &byte, 1, 0) == 1;
}

bool send_text(int socket, std::string_view text) {
  return ::send(static_cast<SOCKET>(socket), text.data(), static_cast<int>(text.size()), 0) ==
         static_cast<int>(text.size());
}

void close_socket(int socket) { ::closesocket(static_cast<SOCKET>(socket)); }

}  // namespace distanskoll::test_sockets
