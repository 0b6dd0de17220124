// SPDX-License-Identifier: EUPL-1.2
#include "server/initialise.h"

#include "server/core.h"
#include "server/default_policy.h"
#include "server/store/tokens.h"
#include "shared/ascii.h"
#include "shared/crypto/encoding.h"
#include "shared/crypto/hash.h"
#include "shared/crypto/random.h"
#include "shared/files.h"

#include <algorithm>
#include <array>

#include <boost/json.hpp>
#include <fmt/format.h>
#include <unistd.h>

namespace distanskoll::server {
namespace {

namespace fs = std::filesystem;

std::string machine_name() {
  std::array<char, 256> name{};
  if (::gethostname(name.data(), name.size() - 1) != 0 || name[0] == '\0') return "localhost";
  return ascii_lowered(name.data());
}

Result<Config> config_for(const InitWish& wish) {
  Config config;
  config.data = fs::absolute(wish.data).lexically_normal();
  config.demo = wish.demo;
  config.devices.names = wish.names;
  if (config.devices.names.empty() && !wish.demo) config.devices.names.push_back(machine_name());
  for (const char* local : {"localhost", "127.0.0.1"}) {
    auto& names = config.devices.names;
    if (std::find(names.begin(), names.end(), local) == names.end()) names.emplace_back(local);
  }
  const auto tag = crypto::hex_encode(crypto::random_bytes(4));
  config.origin = fmt::format("{}/distanskoll/{}{}", config.devices.names.front(),
                              wish.demo ? "demo/" : "", tag);
  const std::string devices = !wish.listen.empty() ? wish.listen
                              : wish.demo          ? "127.0.0.1:8443"
                                                   : "[::]:8443";
  auto listen = net::Endpoint::parse(devices);
  if (!listen) return Error{ErrorCode::kInvalidArgument, listen.error().message};
  config.devices.listen = *listen;
  auto web = net::Endpoint::parse(wish.web_listen.empty() ? "127.0.0.1:8080" : wish.web_listen);
  if (!web) return Error{ErrorCode::kInvalidArgument, web.error().message};
  config.web.listen = *web;
  config.web.hosts = {fmt::format("localhost:{}", web->port), web->text()};
  // Read back what will be written: what init makes, serve takes.
  return parse_config(write_config(config), "collector.yaml");
}

/// Of the token that init makes: until there are accounts it does what there is to do. In a
/// demonstration, where years go by in minutes, it does not end.
constexpr std::chrono::days kFirstTokenLives{90};

store::ApiToken first_token(const Digest& hash, const std::string& by, WallTime now, bool demo) {
  store::ApiToken token;
  token.id = crypto::hex_encode(crypto::random_bytes(4));
  token.hash = hash;
  token.name = "init";
  token.roles = {"it_security", "administrator"};
  token.created_at = now;
  token.created_by = by;
  if (!demo) token.expires_at = now + kFirstTokenLives;
  return token;
}

Result<void> first_entries(Core& core, const Digest& token_hash, const std::string& by) {
  auto commit = core.sequencer->run([&](ledger::Transaction& transaction) -> Result<void> {
    const boost::json::object body{{"notice", "initialised"},
                                   {"root", crypto::hex_encode(core.pki.fingerprint())},
                                   {"by", by}};
    auto appended = transaction.ledger.append(
        {evidence::EntryKind::kNotice, transaction.now, {}, boost::json::serialize(body)});
    if (!appended) return appended.error();
    return store::insert_token(transaction.writer,
                               first_token(token_hash, by, transaction.now, core.config().demo));
  });
  if (!commit) return commit.error();
  const auto put = core.put_policy({std::string(default_policy()), "grundkrav.yaml", {}, true}, by);
  return put ? Result<void>() : Result<void>(put.error());
}

}  // namespace

Result<Initialised> initialise(const InitWish& wish, const std::string& by, const Clock& clock) {
  if (fs::exists(wish.config_file)) {
    return Error{ErrorCode::kConflict, fmt::format("{} exists already; it is not overwritten",
                                                   wish.config_file.string())};
  }
  const WallTime now = wish.begin.value_or(clock.wall());
  if (wish.begin && (!wish.demo || *wish.begin > clock.wall())) {
    return Error{ErrorCode::kInvalidArgument,
                 "only a demonstration can begin at another time than now, and only in the past"};
  }
  auto config = config_for(wish);
  if (!config) return config.error();
  auto made = create_pki(config->data, config->devices.names, now);
  if (!made) return made.error();
  if (wish.begin) DISTANSKOLL_TRY(DemoClock::begin_at(config->data, now));
  auto core = Core::open(*config, clock);
  if (!core) return core.error();
  const auto token = crypto::base64url_encode(crypto::random_bytes(32));
  DISTANSKOLL_TRY(first_entries(**core, crypto::sha256(token), by));
  DISTANSKOLL_TRY(
      write_file_atomically(config->data / "api-token", token + "\n", FileMode::kOwnerOnly));
  DISTANSKOLL_TRY(
      write_file_atomically(wish.config_file, write_config(*config), FileMode::kWorldReadable));
  return Initialised{std::move(*config), crypto::hex_encode(made->pki.fingerprint()),
                     std::move(made->recovery_key)};
}

}  // namespace distanskoll::server
