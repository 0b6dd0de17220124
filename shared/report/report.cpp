// SPDX-License-Identifier: EUPL-1.2
#include "shared/report/report.h"

namespace distanskoll::report {

std::string_view to_string(Trigger trigger) {
  switch (trigger) {
    case Trigger::kStart:
      return "start";
    case Trigger::kChange:
      return "change";
    case Trigger::kResume:
      return "resume";
    case Trigger::kSuspend:
      return "suspend";
    case Trigger::kStop:
      return "stop";
  }
  return "change";
}

std::optional<Trigger> parse_trigger(std::string_view text) {
  for (const Trigger trigger :
       {Trigger::kStart, Trigger::kChange, Trigger::kResume, Trigger::kSuspend, Trigger::kStop}) {
    if (text == to_string(trigger)) return trigger;
  }
  return std::nullopt;
}

}  // namespace distanskoll::report
