// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Where an installed agent keeps its files when the configuration does not say otherwise:
// default_paths_linux.cpp, default_paths_windows.cpp. Used by config.h and the command line.

#include <filesystem>

namespace distanskoll::agent::default_paths {

[[nodiscard]] std::filesystem::path config();
[[nodiscard]] std::filesystem::path state();
/// Of the local socket (local_socket.h).
[[nodiscard]] std::filesystem::path socket();
/// Of an agent with another state folder: its own, so that two do not meet.
[[nodiscard]] std::filesystem::path socket_of(const std::filesystem::path& state);
[[nodiscard]] std::filesystem::path catalogues();
[[nodiscard]] std::filesystem::path card_reader();
/// A commented configuration file to copy.
[[nodiscard]] std::filesystem::path example();

}  // namespace distanskoll::agent::default_paths
