// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The collector's configuration: one YAML file, every key documented in
// packaging/examples/collector.yaml (a test loads it). A Config is whole and checked; unknown keys
// and wrong values are errors with line and column. Immutable after loading.

#include "server/access/sign_in/oidc/settings.h"
#include "server/access/sign_in/session_book.h"
#include "server/access/sign_in/siths/settings.h"
#include "server/net/address.h"
#include "server/outgoing/addresses.h"
#include "server/retention/rules.h"
#include "shared/limits.h"

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace distanskoll::server {

struct Config {
  std::filesystem::path data;  ///< the data directory
  std::string origin;          ///< the ledger's name: no blanks, no '+'
  bool demo = false;           ///< `demo` is a part of the origin: loopback only, for ever

  struct Devices {
    net::Endpoint listen;
    std::vector<std::string> names;  ///< of the server certificate: DNS names and addresses
    int threads = 2;
    std::size_t max_open = limits::kMaxOpenDefault;
    int handshakes_per_minute = limits::kHandshakesPerMinute;
  } devices;

  struct Web {
    net::Endpoint listen;
    std::vector<std::string> hosts;  ///< values of Host that are answered; others get 421
    std::optional<std::filesystem::path> certificate;
    std::optional<std::filesystem::path> key;
    std::optional<std::filesystem::path> app;    ///< the built web; else beside the program
    std::optional<std::filesystem::path> terms;  ///< own words; else terms.json in `data`, if any
    std::optional<std::string> organisation;     ///< what the pages call the municipality
    access::sign_in::SessionRules sessions;
    std::optional<access::sign_in::oidc::Settings> oidc;
    std::optional<access::sign_in::siths::Settings> siths;
  } web;

  std::optional<net::Endpoint> metrics;  ///< /metrics and health on an address of their own

  struct Enrolment {
    std::optional<std::filesystem::path> enterprise_ca;   ///< PEM file of trusted CAs
    std::optional<std::filesystem::path> enterprise_crl;  ///< their revocation lists, if any
  } enrolment;

  struct Days {
    std::chrono::days final_after{16};  ///< a day becomes final so many days later
  } days;
  retention::Rules retention;

  struct Notices {
    std::chrono::minutes silence{15};           ///< nothing admitted for so long …
    std::chrono::minutes workday_from{8 * 60};  ///< … on weekdays between these times
    std::chrono::minutes workday_to{17 * 60};
    std::chrono::hours backup_at_most_old{26};
  } notices;

  outgoing::Addresses outgoing;  ///< mail, webhooks and syslog; nothing is sent without them
};

/// `file` is used in messages only. kMalformed says FILE:LINE:COLUMN.
[[nodiscard]] Result<Config> parse_config(std::string_view yaml, std::string_view file);
[[nodiscard]] Result<Config> load_config(const std::filesystem::path& file);
/// What `init` writes: the same keys with these values.
[[nodiscard]] std::string write_config(const Config& config);

}  // namespace distanskoll::server
