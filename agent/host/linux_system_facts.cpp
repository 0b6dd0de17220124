// SPDX-License-Identifier: EUPL-1.2
// os-release(5), uname(2), passwd(5), and systemd's org.freedesktop.systemd1(5) over the bus.
#include "agent/host/bus.h"
#include "agent/host/system_facts.h"
#include "shared/clock.h"
#include "shared/files.h"
#include "shared/limits.h"

#include <array>
#include <cstdlib>
#include <ctime>
#include <memory>

#include <fmt/format.h>
#include <pwd.h>
#include <sys/utsname.h>
#include <unistd.h>

namespace distanskoll::agent {
namespace {

constexpr char kManager[] = "org.freedesktop.systemd1";
constexpr char kUnit[] = "/org/freedesktop/systemd1/unit/distanskoll_2dagent_2eservice";
constexpr std::size_t kPasswdBytes = 16 * 1024;

std::string pretty_name() {
  const auto text = read_file("/etc/os-release", limits::kYamlBytes);
  if (!text) return {};
  constexpr std::string_view kKey = "PRETTY_NAME=\"";
  const std::size_t at = text->find(kKey);
  if (at == std::string::npos || (at != 0 && (*text)[at - 1] != '\n')) return {};
  const std::size_t from = at + kKey.size();
  const std::size_t end = text->find_first_of("\"\n", from);
  return text->substr(from, end == std::string::npos ? 0 : end - from);
}

std::string time_zone() {
  const std::time_t now = SystemClock().wall().time_since_epoch().count();
  std::tm local{};
  if (::localtime_r(&now, &local) == nullptr) return {};
  const long minutes = local.tm_gmtoff / 60;
  return fmt::format("{} (UTC{}{:02}:{:02})", local.tm_zone, minutes < 0 ? '-' : '+',
                     std::labs(minutes) / 60, std::labs(minutes) % 60);
}

/// A property of the agent's unit; empty: systemd does not answer.
std::string unit_property(sd_bus* bus, const char* name) {
  char* text = nullptr;
  sd_bus_error error = SD_BUS_ERROR_NULL;
  const int done = sd_bus_get_property_string(bus, kManager, kUnit, "org.freedesktop.systemd1.Unit",
                                              name, &error, &text);
  sd_bus_error_free(&error);
  const std::unique_ptr<char, decltype(&std::free)> keep(text, &std::free);
  return done < 0 || text == nullptr ? std::string() : std::string(text);
}

void add_person(std::vector<std::string>& names, const passwd& entry) {
  names.emplace_back(entry.pw_name);
  const std::string about = entry.pw_gecos == nullptr ? "" : entry.pw_gecos;
  names.push_back(about.substr(0, about.find(',')));
}

}  // namespace

SystemFacts system_facts() {
  SystemFacts facts;
  facts.name = pretty_name();
  utsname about{};
  if (::uname(&about) == 0) {
    facts.version = about.release;
    facts.architecture = about.machine;
  }
  facts.time_zone = time_zone();
  return facts;
}

ServiceHere agent_service() {
  const auto bus = open_bus({});
  if (!bus) return ServiceHere::kUnknown;
  const std::string loaded = unit_property(bus->get(), "LoadState");
  if (loaded.empty()) return ServiceHere::kUnknown;
  if (loaded == "not-found") return ServiceHere::kNotInstalled;
  const std::string active = unit_property(bus->get(), "ActiveState");
  if (active == "active") return ServiceHere::kRunning;
  if (active == "failed") return ServiceHere::kFailed;
  if (active != "inactive") return active.empty() ? ServiceHere::kUnknown : ServiceHere::kChanging;
  const std::string file = unit_property(bus->get(), "UnitFileState");
  return file == "disabled" || file == "masked" ? ServiceHere::kDisabled : ServiceHere::kStopped;
}

std::vector<std::string> own_names() {
  std::vector<std::string> names;
  std::array<char, kPasswdBytes> buffer{};
  passwd entry{};
  passwd* found = nullptr;
  if (::getpwuid_r(::getuid(), &entry, buffer.data(), buffer.size(), &found) == 0 &&
      found != nullptr) {
    add_person(names, *found);
  }
  return names;
}

std::vector<std::string> names_of_login(const std::string& login) {
  std::vector<std::string> names{login};
  std::array<char, kPasswdBytes> buffer{};
  passwd entry{};
  passwd* found = nullptr;
  if (::getpwnam_r(login.c_str(), &entry, buffer.data(), buffer.size(), &found) == 0 &&
      found != nullptr) {
    add_person(names, *found);
  }
  return names;
}

}  // namespace distanskoll::agent
