// SPDX-License-Identifier: EUPL-1.2
#include "agent/commands.h"

int main(int argc, char** argv) { return distanskoll::agent::agent_main(argc, argv); }
