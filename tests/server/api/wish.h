// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The collector that the tests of this folder make: data and configuration in one folder, listeners
// on ports of loopback that the system chooses. A plain value; each test changes what it is about.

#include "server/initialise.h"

namespace distanskoll::server {

[[nodiscard]] inline InitWish wish_in(const std::filesystem::path& folder) {
  InitWish wish;
  wish.data = folder / "data";
  wish.config_file = folder / "collector.yaml";
  wish.listen = "127.0.0.1:0";
  wish.web_listen = "127.0.0.1:0";
  return wish;
}

}  // namespace distanskoll::server
