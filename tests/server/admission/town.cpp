// SPDX-License-Identifier: EUPL-1.2
#include "tests/server/admission/town.h"

#include "server/store/devices.h"
#include "shared/crypto/encoding.h"
#include "shared/crypto/hash.h"
#include "shared/crypto/jws.h"
#include "shared/files.h"
#include "shared/policy/loader.h"
#include "shared/report/codec.h"

#include <future>
#include <thread>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

namespace distanskoll {
namespace {

namespace json = boost::json;

constexpr const char* kPolicy = R"(policy: town
version: 1
title: {sv: Grundkrav, en: Basics}
requirements:
  - id: secure_tunnel
    severity: high
    title: {sv: Tunnel, en: Tunnel}
    why: {sv: Därför, en: Because}
    remedy: {sv: Slå på, en: Turn it on}
    basis: ["OSL 8 kap. 1 §"]
    when: {network_location.state: remote}
    require: {vpn.state: connected}
    tolerance_seconds: 900
  - id: disk_encryption
    severity: medium
    title: {sv: Kryptering, en: Encryption}
    why: {sv: Därför, en: Because}
    remedy: {sv: Slå på, en: Turn it on}
    basis: ["OSL 8 kap. 1 §"]
    require: {disk_encryption.state: protected}
)";

/// The key that signs the ledger in this folder; made when there is none.
std::string log_key_in(const std::filesystem::path& directory) {
  const std::filesystem::path file = directory / "log.pem";
  const auto stored = read_file(file, 4096);
  if (stored) return *stored;
  std::string pem =
      crypto::PrivateKey::generate(crypto::KeyKind::kEd25519).value().to_pem().value();
  write_file_atomically(file, pem, FileMode::kOwnerOnly).value();
  return pem;
}

const json::object* find_line(const json::value& answer, const char* list, std::uint64_t seq) {
  if (!answer.is_object() || !answer.as_object().contains(list)) return nullptr;
  for (const json::value& line : answer.at(list).as_array()) {
    if (line.at("seq").to_number<std::uint64_t>() == seq) return &line.as_object();
  }
  return nullptr;
}

}  // namespace

report::Observations observations(const Facts& facts) {
  using report::Observation;
  report::Observations all;
  all.push_back({"network_location", Observation::value(facts.remote ? "remote" : "office")});
  all.push_back({"vpn", facts.vpn_unobservable ? Observation::unknown("needs_privilege")
                        : facts.tunnel         ? Observation::value("connected")
                                               : Observation::value("disconnected")});
  all.push_back(
      {"disk_encryption", Observation::value(facts.encrypted ? "protected" : "unprotected")});
  all.push_back({"session", Observation::value("present")});
  return all;
}

std::string Laptop::sign(const report::Report& report) const {
  return crypto::sign_jws(crypto::JwsType::kReport, report::encode(report), key_).value();
}

std::string Laptop::sign(const report::Heartbeat& heartbeat) const {
  return crypto::sign_jws(crypto::JwsType::kHeartbeat, report::encode(heartbeat), key_).value();
}

std::string Laptop::report(WallTime at, const Facts& facts,
                           const std::function<void(report::Report&)>& change) {
  report::Report report;
  report.seq = ++seq;
  report.at = at;
  report.user = user;
  report.trigger = last_hash ? report::Trigger::kChange : report::Trigger::kStart;
  report.prev = last_hash;
  report.observations = observations(facts);
  if (change) change(report);
  std::string line = sign(report);
  run = seq = report.seq;
  run_hash = last_hash = crypto::sha256(line);
  return line;
}

std::string Laptop::heartbeat(WallTime at) {
  report::Heartbeat heartbeat;
  heartbeat.seq = ++seq;
  heartbeat.at = at;
  heartbeat.unchanged_since = run;
  heartbeat.prev = run_hash.value();
  std::string line = sign(heartbeat);
  last_hash = crypto::sha256(line);
  return line;
}

server::admission::InForce town_policy() {
  return {policy::load_policy(kPolicy, "town.yaml").value(), kPolicy,
          crypto::hex_encode(crypto::sha256(kPolicy))};
}

Town::Town(const std::optional<std::filesystem::path>& place)
    : directory(place.value_or(temporary.path())),
      root(crypto::make_root("Root", clock.wall()).value()),
      devices_ca(crypto::make_issuing_ca(root, "Devices", crypto::Purpose::kTlsClient, clock.wall())
                     .value()),
      log_key_pem(log_key_in(directory)),
      in_force(std::make_shared<const server::admission::InForce>(town_policy())) {
  start();
}

Town::~Town() { stop(); }

void Town::start() {
  writer = std::move(server::store::Writer::open(directory)).value();
  ledger.emplace(
      std::move(server::ledger::Ledger::open(
                    *writer, origin, std::move(crypto::PrivateKey::from_pem(log_key_pem)).value(),
                    clock.wall()))
          .value());
  sequencer = std::make_unique<server::ledger::Sequencer>(*writer, *ledger, clock, nullptr);
  readers = std::make_unique<server::store::ReaderPool>(directory);
  std::vector<crypto::Certificate> cas = more_cas;
  std::vector<crypto::Certificate> roots = more_roots;
  cas.push_back(devices_ca.certificate);
  roots.push_back(root.certificate);
  admission = std::make_unique<server::admission::Admission>(server::admission::Admission::Parts{
      *sequencer, *readers, clock, std::move(cas), std::move(roots), in_force, directory});
  sequencer->start();
  sequencer->set_pace(server::ledger::Pace::kRetold).value();  // none waits for a group
}

void Town::stop() {
  if (sequencer) sequencer->stop();
  admission.reset();
  readers.reset();
  sequencer.reset();
  ledger.reset();
  writer.reset();
}

void Town::adopt(const Town& other) {
  more_cas.push_back(other.devices_ca.certificate);
  more_roots.push_back(other.root.certificate);
  restart();
}

void Town::in_one_transaction(std::size_t lines, const std::function<void()>& submit) {
  std::promise<void> entered;
  std::promise<void> go;
  const auto busy = std::async(std::launch::async, [&] {
    return sequencer->run([&](server::ledger::Transaction&) -> Result<void> {
      entered.set_value();
      go.get_future().wait();
      return {};
    });
  });
  entered.get_future().wait();
  const auto done = std::async(std::launch::async, submit);
  const auto patience = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  while (sequencer->health().queued < lines && std::chrono::steady_clock::now() < patience) {
    std::this_thread::yield();
  }
  EXPECT_EQ(sequencer->health().queued, lines);
  go.set_value();
  done.wait();
  busy.wait();
}

void Town::restart() {
  stop();
  start();
}

Laptop Town::enrol(const std::string& id) {
  auto key = crypto::PrivateKey::generate(crypto::KeyKind::kP256).value();
  auto certificate =
      crypto::issue_device_certificate(devices_ca, id, key.public_key(), clock.wall()).value();
  sequencer
      ->run([&](server::ledger::Transaction& transaction) -> Result<void> {
        server::store::Device device;
        device.id = id;
        device.computer = id;
        device.enrolled_at = transaction.now;
        device.enrolled_by = "test";
        DISTANSKOLL_TRY(server::store::insert_device(transaction.writer, device));
        return server::store::insert_key(
            transaction.writer,
            {key.public_key().key_id(), id, key.public_key().spki(), certificate.der(),
             certificate.not_after(), transaction.now, std::nullopt, std::nullopt});
      })
      .value();
  return Laptop(id, std::move(key), std::move(certificate));
}

server::admission::Answer Town::send(const Laptop& laptop, std::string body) {
  const auto peer = admission->identify(laptop.certificate());
  std::promise<server::admission::Answer> promise;
  admission->admit(peer.value(), std::move(body),
                   [&](server::admission::Answer answer) { promise.set_value(std::move(answer)); });
  return promise.get_future().get();
}

json::value Town::post(const Laptop& laptop, std::string body) {
  const server::admission::Answer answer = send(laptop, std::move(body));
  if (answer.status == 204) return nullptr;
  return json::parse(answer.body);
}

void Town::settle() {
  sequencer->run([](server::ledger::Transaction&) -> Result<void> { return {}; }).value();
}

std::vector<std::string> Town::open_findings(const std::string& device) {
  auto reader = readers->lend();
  std::vector<std::string> names;
  const auto findings = server::store::open_findings_of(*reader.value(), device);
  for (const server::store::Finding& finding : findings.value()) {
    names.emplace_back(to_string(finding.kind));
    if (finding.requirement) names.back() = *finding.requirement;
  }
  return names;
}

std::uint64_t Town::ledger_size() {
  auto reader = readers->lend();
  return server::store::find_head(*reader.value()).value().value().size;
}

Result<evidence::Checkpoint> newest_checkpoint(const json::value& answer, const Town& town) {
  const auto key = crypto::PrivateKey::from_pem(town.log_key_pem).value();
  return evidence::verify_checkpoint(std::string(answer.at("checkpoint").as_string()),
                                     key.public_key());
}

std::string fate_of(const json::value& answer, std::uint64_t seq) {
  if (const json::object* refused = find_line(answer, "refused", seq)) {
    return std::string(refused->at("code").as_string());
  }
  if (find_line(answer, "receipts", seq) != nullptr) return "receipt";
  if (find_line(answer, "retry", seq) != nullptr) return "retry";
  return "nothing";
}

std::string receipt_of(const json::value& answer, std::uint64_t seq) {
  const json::object* receipt = find_line(answer, "receipts", seq);
  return receipt != nullptr ? json::serialize(*receipt) : "none";
}

std::string result_of(const json::value& answer, const std::string& requirement) {
  if (!answer.is_object() || !answer.as_object().contains("posture")) return "no posture";
  for (const json::value& line : answer.at("posture").at("lines").as_array()) {
    if (line.at("requirement").as_string() == requirement) {
      return std::string(line.at("result").as_string());
    }
  }
  return "no such requirement";
}

}  // namespace distanskoll
