// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Signing in by choosing whom to be, for looking at a demonstration. A Demonstration exists only
// where a DemoClock does: on a data directory that `init --demo` made, with listeners on loopback
// addresses for ever (server/demo_clock.h). Without one there is nothing to ask. Pure.

#include "server/access/caller.h"
#include "server/access/sign_in/verified.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace distanskoll::server {
class DemoClock;
}

namespace distanskoll::server::access::sign_in {

class Demonstration {
 public:
  /// Nothing without a clock.
  [[nodiscard]] static std::optional<Demonstration> of(const DemoClock* clock) {
    if (clock == nullptr) return std::nullopt;
    return Demonstration();
  }

  struct Person {
    std::string id;    ///< of the account
    std::string name;  ///< invented
    std::vector<HeldRole> roles;
  };
  /// The accounts that have a role today, those with the same first role beside each other.
  [[nodiscard]] std::vector<Person> persons(const agreements::Snapshot& snapshot,
                                            LocalDay today) const;
  /// kNotFound: nobody of that id is on the list.
  [[nodiscard]] Result<Verified> choose(const agreements::Snapshot& snapshot, LocalDay today,
                                        std::string_view id) const;

 private:
  Demonstration() = default;
};

}  // namespace distanskoll::server::access::sign_in
