// SPDX-License-Identifier: EUPL-1.2
#include "server/commands.h"

#include <iostream>

int main(int argc, char** argv) {
  return distanskoll::server::run_command(argc, argv, std::cout, std::cerr);
}
