// SPDX-License-Identifier: EUPL-1.2
#include "agent/host/system_facts.h"

namespace distanskoll::agent {

std::string_view to_string(ServiceHere state) {
  switch (state) {
    case ServiceHere::kUnknown:
      return "unknown";
    case ServiceHere::kNotInstalled:
      return "not_installed";
    case ServiceHere::kDisabled:
      return "disabled";
    case ServiceHere::kStopped:
      return "stopped";
    case ServiceHere::kFailed:
      return "failed";
    case ServiceHere::kRunning:
      return "running";
    case ServiceHere::kChanging:
      return "changing";
  }
  return "unknown";
}

}  // namespace distanskoll::agent
