// SPDX-License-Identifier: EUPL-1.2
#include "server/server.h"

#include "server/api/routes.h"
#include "server/pages/serving.h"
#include "shared/crypto/card_host.h"
#include "shared/files.h"
#include "shared/limits.h"

#include <algorithm>

#include <fmt/format.h>
#include <spdlog/spdlog.h>

namespace distanskoll::server {
namespace {

constexpr std::size_t kOtherFiles = 48;  // database, its readers, threads, people's connections
constexpr std::size_t kFewestConnections = 8;

std::set<std::string> hosts_of(const Config::Web& web) {
  return {web.hosts.begin(), web.hosts.end()};
}

/// Own words that cannot be read are no reason to serve nobody: the log says it, the app has its
/// own.
std::optional<std::string> own_terms(const Config& config) {
  const auto file = config.web.terms.value_or(config.data / "terms.json");
  auto text = read_file(file, pages::kTermsBytes);
  if (!text) {
    if (config.web.terms || text.error().code != ErrorCode::kNotFound) {
      spdlog::warn("own words are not used: {}", text.error().message);
    }
    return std::nullopt;
  }
  if (const auto checked = pages::check_terms(*text); !checked) {
    spdlog::warn("own words are not used: {}: {}", file.string(), checked.error().message);
    return std::nullopt;
  }
  return std::move(*text);
}

/// Null when nothing was built and the configuration names no folder either.
Result<std::shared_ptr<const pages::AppFiles>> web_app(const Config& config) {
  const auto folder = config.web.app.value_or(pages::app_beside_this_program());
  auto app = pages::AppFiles::load(folder, own_terms(config));
  if (app) return std::make_shared<const pages::AppFiles>(std::move(*app));
  if (config.web.app || app.error().code != ErrorCode::kNotFound) {
    return app.error().with_prefix("web.app");
  }
  spdlog::info("no web pages: {}", app.error().message);
  return std::shared_ptr<const pages::AppFiles>();
}

/// The gate closes idle connections before the system refuses new ones.
std::size_t connections_possible(std::size_t configured) {
  const auto files = net::open_files_allowed();
  if (files == 0) return configured;  // unknown
  return std::clamp<std::size_t>(files - std::min(files, kOtherFiles), kFewestConnections,
                                 configured);
}

}  // namespace

Server::Server(std::unique_ptr<Core> core, const Clock& machine)
    : machine_(machine),
      core_(std::move(core)),
      gate_({connections_possible(core_->config().devices.max_open),
             core_->config().devices.handshakes_per_minute}) {}

Result<std::unique_ptr<Server>> Server::start(Config config, const Clock& machine) {
  auto core = Core::open(std::move(config), machine);
  if (!core) return core.error();
  std::unique_ptr<Server> server(new Server(std::move(*core), machine));
  auto tls = make_device_tls(server->core_->pki);
  if (!tls) return tls.error();
  server->device_tls_ = std::make_shared<net::TlsSource>(std::move(*tls));
  server->monitor_ = std::make_unique<Monitor>(*server->core_, server->gate_, server->device_tls_);
  auto messages = Messages::make(*server->core_);
  if (!messages) return messages.error();
  server->messages_ = std::move(*messages);
  server->monitor_->also([messages = server->messages_.get(), core = server->core_.get()] {
    messages->every_minute();
    core->sign_in->book().sweep();
  });
  if (DemoClock* const demo = server->core_->demo()) {
    demo->on_moved([core = server->core_.get(), monitor = server->monitor_.get()] {
      core->keep_pace();
      monitor->look_now();
    });
  }
  DISTANSKOLL_TRY(server->add_routes());
  DISTANSKOLL_TRY(server->listen());
  server->messages_->start();
  server->monitor_->start();  // before anybody can move a demonstration's clock
  auto admin = AdminListener::start(*server->core_);
  if (!admin) return admin.error();
  server->admin_ = std::move(*admin);
  return server;
}

Result<void> Server::add_routes() {
  const auto parts = core_->api_parts();
  admission::EstParts est{*core_->enrolment,
                          *core_->admission,
                          core_->clock,
                          code_failures_,
                          core_->pki.published(),
                          {},
                          core_->config().enrolment.enterprise_crl,
                          core_->log_key};
  if (const auto& file = core_->config().enrolment.enterprise_ca) {
    auto cas = read_certificates(*file);
    if (!cas) return cas.error().with_prefix("enrolment.enterprise_ca");
    est.enterprise_cas = std::move(*cas);
  }
  admission::add_est_routes(device_router_, est);
  api::add_device_routes(device_router_, parts, *core_->admission,
                         [this](const admission::Answer& answer) { monitor_->answered(answer); });
  const api::Facts facts = [this] { return monitor_->facts(); };
  api::add_people_routes(people_router_, parts, core_->events);
  administration_ = std::make_unique<administration::Administration>(*core_);
  administration_->add_routes(people_router_);
  sign_in_ = std::make_unique<PeopleSignIn>(*core_);
  auto cards = CardSignIn::make(*core_);
  if (!cards) return cards.error();
  cards_ = std::move(*cards);
  if (cards_) {
    sign_in_->also(CardSignIn::way());
    cards_->add_people_routes(people_router_);
  }
  sign_in_->add_routes(people_router_);
  api::add_health_routes(people_router_, facts, monitor_->rules());
  auto app = web_app(core_->config());
  if (!app) return app.error();
  pages::add_app(people_router_, std::move(*app));
  api::add_health_routes(metrics_router_, facts, monitor_->rules());
  return {};
}

Result<std::shared_ptr<net::TlsSource>> Server::web_tls() {
  const auto& web = core_->config().web;
  if (!web.certificate || !web.key) return std::shared_ptr<net::TlsSource>();
  auto chain = read_certificates(*web.certificate);
  if (!chain) return chain.error().with_prefix("web.certificate");
  auto key = crypto::PrivateKey::load(*web.key);
  if (!key) return key.error().with_prefix("web.key");
  crypto::ServerTlsConfig config;
  config.chain = std::move(*chain);
  config.key = &*key;
  auto tls = crypto::make_people_tls(config);
  if (!tls) return tls.error();
  if (cards_) DISTANSKOLL_TRY(cards_->join(tls->get(), config, *people_shared_));
  return std::make_shared<net::TlsSource>(std::move(*tls));
}

Result<void> Server::listen() {
  const auto& config = core_->config();
  device_shared_ = std::make_shared<net::SessionShared>();
  device_shared_->router = &device_router_;
  device_shared_->gate = &gate_;
  device_shared_->clock = &machine_;
  people_shared_ = std::make_shared<net::SessionShared>();
  people_shared_->router = &people_router_;
  people_shared_->clock = &machine_;
  people_shared_->hosts = hosts_of(config.web);
  people_shared_->headers = {{"Content-Security-Policy", "default-src 'none'"},
                             {"Referrer-Policy", "no-referrer"},
                             {"Cross-Origin-Resource-Policy", "same-origin"}};
  if (config.web.certificate) {
    people_shared_->headers.emplace_back("Strict-Transport-Security", "max-age=31536000");
  }
  metrics_shared_ = std::make_shared<net::SessionShared>();
  metrics_shared_->router = &metrics_router_;
  metrics_shared_->clock = &machine_;
  auto tls = web_tls();
  if (!tls) return tls.error();

  // People's questions read the database; laptops never wait for them.
  people_network_ = std::make_unique<net::NetworkThreads>(1, machine_);
  device_network_ = std::make_unique<net::NetworkThreads>(config.devices.threads, machine_);
  auto web = people_network_->listen({config.web.listen, *tls, people_shared_});
  if (!web) return web.error().with_prefix("web.listen");
  web_port_ = *web;
  if (config.metrics) {
    auto metrics = people_network_->listen({*config.metrics, nullptr, metrics_shared_});
    if (!metrics) return metrics.error().with_prefix("metrics.listen");
  }
  auto devices = device_network_->listen({config.devices.listen, device_tls_, device_shared_});
  if (!devices) return devices.error().with_prefix("devices.listen");
  device_port_ = *devices;
  monitor_->watch_connections(*device_network_, connections_possible(config.devices.max_open));
  people_network_->start();
  device_network_->start();
  return {};
}

void Server::look_at_certificates() { monitor_->look_now(); }

Server::~Server() {
  admin_.reset();
  if (administration_) administration_->stop();  // before the writer that its work waits for
  if (monitor_) monitor_->stop();
  if (messages_) messages_->stop();
  core_->events.close_all();
  if (device_network_) device_network_->drain(limits::kStopGrace);
  if (people_network_) people_network_->drain(std::chrono::seconds(1));
  core_->sequencer->stop();  // answers all that waited
  core_->slow_work.stop();
  if (sign_in_) sign_in_->stop();
  if (device_network_) device_network_->join();
  if (people_network_) people_network_->join();
}

}  // namespace distanskoll::server
