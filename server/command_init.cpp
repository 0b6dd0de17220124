// SPDX-License-Identifier: EUPL-1.2
#include "server/admin_socket.h"
#include "server/commands.h"
#include "server/initialise.h"
#include "server/server.h"

#include <csignal>
#include <ostream>

#include <boost/json.hpp>
#include <pthread.h>
#include <spdlog/spdlog.h>

namespace distanskoll::server {

namespace json = boost::json;

int command_init(const Invocation& invocation, const InitWish& wish) {
  const SystemClock clock;
  auto made = initialise(wish, own_name(), clock);
  if (!made) return invocation.fail(made.error());
  const auto& config = made->config;
  if (invocation.json) {
    invocation.out << json::serialize(json::object{
                          {"data", config.data.string()},
                          {"config", wish.config_file.string()},
                          {"origin", config.origin},
                          {"fingerprint", made->fingerprint},
                          {"api_token_file", (config.data / "api-token").string()},
                          {"offline_key", (config.data / "root-offline" / "root.key").string()},
                          {"recovery_key", made->recovery_key}})
                   << "\n";
    return kExitOk;
  }
  invocation.out
      << "Samlaren är skapad. The collector is made.\n\n"
      << "  data            " << config.data.string() << "\n"
      << "  config          " << wish.config_file.string() << "\n"
      << "  origin          " << config.origin << "\n"
      << "  CA fingerprint  " << made->fingerprint << "\n"
      << "  API token       " << (config.data / "api-token").string() << "\n\n"
      << "1. Flytta bort " << (config.data / "root-offline").string()
      << " (läs LÄS-MIG.txt).\n   Move that folder away from this machine.\n"
      << "2. Skriv ut och lås in återställningsnyckeln. Den visas bara nu och öppnar "
         "säkerhetskopior.\n"
      << "   Print and lock away the recovery key. It is shown only now and opens backups.\n\n"
      << made->recovery_key << "\n"
      << "3. distanskoll-collector --config " << wish.config_file.string() << " serve\n"
      << "4. distanskoll-collector --config " << wish.config_file.string() << " codes create\n";
  return kExitOk;
}

int command_serve(const Invocation& invocation) {
  auto config = invocation.load();
  if (!config) return invocation.fail(config.error());
  // Blocked before any thread exists, so that every thread inherits it and this one waits for them.
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGHUP);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  const SystemClock clock;
  auto server = Server::start(*config, clock);
  if (!server) return invocation.fail(server.error());
  invocation.err << "distanskoll-collector: laptops on " << config->devices.listen.text()
                 << ", people on " << config->web.listen.text() << std::endl;
  int signal = 0;
  while (sigwait(&signals, &signal) != 0 || signal == SIGHUP) (*server)->look_at_certificates();
  spdlog::info("stopping");
  server->reset();
  return kExitOk;
}

}  // namespace distanskoll::server
