// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Who a simulated person is, and what their laptop would observe in a given situation. Drawn from
// the fleet's seed and the laptop's number alone, so that every run has the same people: most do
// everything right, a few have an open disk, no screen lock or a card that is never used, and those
// are the ones that findings must name. Pure, thread-safe.

#include "shared/report/observation.h"

#include <cstdint>
#include <string>

namespace distanskoll::fleet {

struct Person {
  enum class Tunnel { kDirectAccess, kIkev2, kWireguard, kNeverBringsItUp };
  enum class Disk { kBitlocker, kLuks, kSwapOpen, kOpen };

  std::uint64_t seed = 0;
  std::uint32_t number = 0;
  Tunnel tunnel = Tunnel::kIkev2;
  Disk disk = Disk::kBitlocker;
  bool has_card = true;      ///< signs in with a SITHS card
  bool locks_screen = true;  ///< a policy locks it
  bool shuts_down = false;   ///< every evening, instead of closing the lid
  int remote_percent = 40;   ///< how often a working day would be, but for the two that are agreed
  int starts_at = 8 * 3600;  ///< second of the local day, give or take
};

/// Fails the policy wherever it is: an open disk, or a screen that does not lock.
[[nodiscard]] bool has_own_fault(const Person& person);
[[nodiscard]] Person person_of(std::uint64_t seed, std::uint32_t number);
/// "user-17@kommun.example": what the pseudonym is made of.
[[nodiscard]] std::string login_of(const Person& person);
[[nodiscard]] std::string host_name_of(const Person& person);
[[nodiscard]] std::string serial_number_of(const Person& person);

/// What is true around the laptop while it is awake.
struct Situation {
  enum class Place { kOffice, kRemote, kOffline };
  Place place = Place::kOffice;
  bool tunnel_up = false;
  bool card_in = false;
  bool present = false;  ///< somebody is signed in and has not been away for long
  bool operator==(const Situation&) const = default;
};

/// All seven own probes, in the order and vocabulary of shared/report/schema.h.
[[nodiscard]] report::Observations observe(const Person& person, const Situation& situation);

}  // namespace distanskoll::fleet
