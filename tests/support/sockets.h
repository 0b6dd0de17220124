// SPDX-License-Identifier: EUPL-1.2
#pragma once
// TCP on loopback for a test that plays a server: sockets_linux.cpp, sockets_windows.cpp. Sockets
// are plain numbers, as OpenSSL takes them on both systems. Aborts when loopback cannot be had.

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

namespace distanskoll::test_sockets {

struct Listener {
  int socket = -1;
  int port = 0;
};
/// 127.0.0.1, a port of the system's choice.
[[nodiscard]] Listener listen_on_loopback();
/// -1: nobody.
[[nodiscard]] int accept_one(int listener);
/// Something can be read (or accepted) within `most`.
[[nodiscard]] bool readable(int socket, std::chrono::milliseconds most);
/// What `count` bytes will read, without taking them; shorter when there is less.
[[nodiscard]] std::string peek(int socket, std::size_t count);
/// False at the end.
[[nodiscard]] bool read_byte(int socket, char& byte);
[[nodiscard]] bool send_text(int socket, std::string_view text);
void close_socket(int socket);

}  // namespace distanskoll::test_sockets
