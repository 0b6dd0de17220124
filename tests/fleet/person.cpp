// SPDX-License-Identifier: EUPL-1.2
#include "tests/fleet/person.h"

#include "tests/fleet/chance.h"

#include <fmt/format.h>

namespace distanskoll::fleet {
namespace {

using report::Observation;
using Place = Situation::Place;

Observation location(const Situation& situation) {
  switch (situation.place) {
    case Place::kOffice:
      return Observation::value("office").with("method", "internal_tls");
    case Place::kRemote:
      return Observation::value("remote").with("method", "internal_tls");
    case Place::kOffline:
      return Observation::value("offline");
  }
  return Observation::unknown("read_error");
}

Observation vpn(const Person& person, const Situation& situation) {
  const bool up = situation.tunnel_up && situation.place == Place::kRemote;
  if (up && person.tunnel == Person::Tunnel::kWireguard) {
    return Observation::value("connected")
        .with("tunnel", "full")
        .with("kind", "wireguard")
        .with("ipv6_leak", false);
  }
  if (up && person.tunnel == Person::Tunnel::kIkev2) {
    return Observation::value("connected")
        .with("tunnel", "split")
        .with("kind", "ikev2")
        .with("ipv6_leak", false);
  }
  return Observation::value("disconnected").with("tunnel", "none");
}

Observation directaccess(const Person& person, const Situation& situation) {
  if (person.tunnel != Person::Tunnel::kDirectAccess) return Observation::value("not_configured");
  if (situation.place == Place::kOffice) {
    return Observation::value("connected_locally").with("raw_status", std::int64_t{2});
  }
  if (situation.place == Place::kRemote && situation.tunnel_up) {
    return Observation::value("connected_remotely").with("raw_status", std::int64_t{1});
  }
  return Observation::value("error").with("raw_status", std::int64_t{0});
}

Observation siths_login(const Person& person, const Situation& situation) {
  if (!situation.present) return Observation::value("no_session");
  if (!person.has_card) {
    return Observation::value("other_method")
        .with("card_present", situation.card_in)
        .with("method", "password");
  }
  return Observation::value("card_session")
      .with("assurance_level", std::int64_t{3})
      .with("issuer", "SITHS e-id Function CA v1")
      .with("card_present", situation.card_in)
      .with("not_after", "2028-05-31T21:59:59Z")
      .with("method", "smart_card")
      .with("card_issuer_kind", "siths");
}

Observation disk_encryption(const Person& person) {
  switch (person.disk) {
    case Person::Disk::kBitlocker:
      return Observation::value("protected")
          .with("system_volume", "protected")
          .with("method", "bitlocker");
    case Person::Disk::kLuks:
      return Observation::value("protected")
          .with("system_volume", "protected")
          .with("method", "luks2")
          .with("swap", "protected");
    case Person::Disk::kSwapOpen:
      return Observation::value("partly_protected")
          .with("system_volume", "protected")
          .with("method", "luks2")
          .with("swap", "unprotected");
    case Person::Disk::kOpen:
      return Observation::value("unprotected").with("system_volume", "unprotected");
  }
  return Observation::unknown("read_error");
}

Observation screen_lock(const Person& person) {
  if (!person.locks_screen) return Observation::value("not_enforced");
  return Observation::value("enforced")
      .with("timeout_seconds", std::int64_t{900})
      .with("lock_on_card_removal", person.has_card);
}

}  // namespace

Person person_of(std::uint64_t seed, std::uint32_t number) {
  Chance chance({seed, number, 1});
  Person person;
  person.seed = seed;
  person.number = number;
  const int tunnel = chance.between(0, 99);
  person.tunnel = tunnel < 35   ? Person::Tunnel::kDirectAccess
                  : tunnel < 80 ? Person::Tunnel::kIkev2
                  : tunnel < 98 ? Person::Tunnel::kWireguard
                                : Person::Tunnel::kNeverBringsItUp;
  const bool linux_laptop = person.tunnel == Person::Tunnel::kWireguard;
  const int disk = chance.between(0, 99);
  person.disk = disk < 2                    ? Person::Disk::kOpen
                : linux_laptop && disk < 12 ? Person::Disk::kSwapOpen
                : linux_laptop              ? Person::Disk::kLuks
                                            : Person::Disk::kBitlocker;
  person.has_card = chance.percent(92);
  person.locks_screen = chance.percent(97);
  person.shuts_down = chance.percent(20);
  person.remote_percent = chance.percent(15) ? 0 : chance.between(10, 80);
  person.starts_at = chance.between(6 * 60 + 30, 9 * 60) * 60;
  return person;
}

bool has_own_fault(const Person& person) {
  return !person.locks_screen || person.disk == Person::Disk::kSwapOpen ||
         person.disk == Person::Disk::kOpen;
}

std::string login_of(const Person& person) {
  return fmt::format("user-{}@kommun.example", person.number);
}
std::string host_name_of(const Person& person) {
  return fmt::format("laptop-{:05}.kommun.example", person.number);
}
std::string serial_number_of(const Person& person) {
  return fmt::format("SIM-{:06}", person.number);
}

report::Observations observe(const Person& person, const Situation& situation) {
  return {{"network_location", location(situation)},
          {"vpn", vpn(person, situation)},
          {"directaccess", directaccess(person, situation)},
          {"siths_login", siths_login(person, situation)},
          {"disk_encryption", disk_encryption(person)},
          {"screen_lock", screen_lock(person)},
          {"session", Observation::value(situation.present ? "present" : "none")}};
}

}  // namespace distanskoll::fleet
