// SPDX-License-Identifier: EUPL-1.2
#include "server/commands.h"

#include <cstdlib>
#include <iostream>

namespace {

std::string_view locale() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): no other thread yet
    if (value != nullptr && *value != '\0') return value;
  }
  return {};
}

}  // namespace

int main(int argc, char** argv) {
  return distanskoll::server::run_command(argc, argv, std::cout, std::cerr, locale());
}
