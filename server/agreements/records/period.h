// SPDX-License-Identifier: EUPL-1.2
#pragma once
// From one local day to another, both included, which is how people write dates into agreements and
// employments. Used by every record of the registers. A value, no errors.

#include "shared/compliance/local_day.h"

#include <optional>

namespace distanskoll::server::agreements {

using compliance::LocalDay;

struct Period {
  std::optional<LocalDay> from;  ///< nothing: since before anybody wrote it down
  std::optional<LocalDay> to;    ///< nothing: until further notice

  [[nodiscard]] bool covers(LocalDay day) const {
    return (!from || *from <= day) && (!to || *to >= day);
  }
  bool operator==(const Period&) const = default;
};

}  // namespace distanskoll::server::agreements
