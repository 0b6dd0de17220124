// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A small municipality for tests: a real database, ledger, sequencer and admission, a device CA,
// and laptops that sign real reports. Used by the tests of server/admission and server/ledger, the
// fault tests and the benchmark. Thread-safe where Admission is; a Laptop belongs to one thread.
//
//   Town town;
//   Laptop anna = town.enrol("anna");
//   Json answer = town.post(anna, anna.report(town.now()));

#include "server/admission/admission.h"
#include "server/ledger/ledger.h"
#include "server/store/findings.h"
#include "shared/crypto/certificate.h"
#include "shared/report/report.h"
#include "tests/support/fake_clock.h"
#include "tests/support/temp_dir.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <boost/json/value.hpp>

namespace distanskoll {

/// What a laptop finds when it looks at itself.
struct Facts {
  bool tunnel = true;
  bool encrypted = true;
  bool remote = true;
  bool vpn_unobservable = false;
};
[[nodiscard]] report::Observations observations(const Facts& facts);

class Laptop {
 public:
  Laptop(std::string id, crypto::PrivateKey key, crypto::Certificate certificate)
      : id_(std::move(id)), key_(std::move(key)), certificate_(std::move(certificate)) {}

  /// The next report, signed and chained. `change` may alter it before it is signed.
  std::string report(WallTime at, const Facts& facts = {},
                     const std::function<void(report::Report&)>& change = {});
  /// The next heartbeat of the running run.
  std::string heartbeat(WallTime at);
  /// Signs whatever it is given.
  [[nodiscard]] std::string sign(const report::Report& report) const;
  [[nodiscard]] std::string sign(const report::Heartbeat& heartbeat) const;

  [[nodiscard]] const std::string& id() const { return id_; }
  [[nodiscard]] const crypto::PrivateKey& key() const { return key_; }
  [[nodiscard]] const crypto::Certificate& certificate() const { return certificate_; }

  std::uint64_t seq = 0;            ///< of the newest line
  std::uint64_t run = 0;            ///< number of the newest report
  std::optional<Digest> run_hash;   ///< of the newest report
  std::optional<Digest> last_hash;  ///< of the newest line
  std::optional<std::string> user = "AAAAAAAAAAAAAAAAAAAAAA";

 private:
  std::string id_;
  crypto::PrivateKey key_;
  crypto::Certificate certificate_;
};

class Town {
 public:
  /// In a folder of its own, or in one that outlives it: its ledger is then continued.
  explicit Town(const std::optional<std::filesystem::path>& place = std::nullopt);
  ~Town();
  Town(const Town&) = delete;
  Town& operator=(const Town&) = delete;

  [[nodiscard]] Laptop enrol(const std::string& id);
  /// Posts lines over the laptop's certificate and waits for the answer.
  [[nodiscard]] server::admission::Answer send(const Laptop& laptop, std::string body);
  /// The same, as JSON; null for 204.
  [[nodiscard]] boost::json::value post(const Laptop& laptop, std::string body);
  /// Trusts the laptops of another town: the same municipality on another disk.
  void adopt(const Town& other);
  /// Waits until everything handed to the sequencer so far is committed.
  void settle();
  /// What `submit` hands to the sequencer becomes one transaction: it begins when its `lines` wait
  /// (a flush of heartbeats counts as one).
  void in_one_transaction(std::size_t lines, const std::function<void()>& submit);
  /// Stops everything and starts it on the same data directory.
  void restart();
  void stop();

  [[nodiscard]] WallTime now() const { return clock.wall(); }
  [[nodiscard]] std::vector<std::string> open_findings(const std::string& device);
  [[nodiscard]] std::uint64_t ledger_size();

  TempDir temporary;
  std::filesystem::path directory;
  FakeClock clock;
  crypto::Authority root;
  crypto::Authority devices_ca;
  std::vector<crypto::Certificate> more_cas;  ///< of towns that were adopted
  std::vector<crypto::Certificate> more_roots;
  std::string origin = "town.test/log";
  std::string log_key_pem;
  std::shared_ptr<const server::admission::InForce> in_force;
  std::unique_ptr<server::store::Writer> writer;
  std::optional<server::ledger::Ledger> ledger;
  std::unique_ptr<server::ledger::Sequencer> sequencer;
  std::unique_ptr<server::store::ReaderPool> readers;
  std::unique_ptr<server::admission::Admission> admission;

 private:
  void start();
};

/// The policy that towns have: `secure_tunnel` tolerates 900 s, `disk_encryption` nothing.
[[nodiscard]] server::admission::InForce town_policy();

/// The checkpoint that an answer carries, verified with the town's key.
[[nodiscard]] Result<evidence::Checkpoint> newest_checkpoint(const boost::json::value& answer,
                                                             const Town& town);
/// "out_of_order" for the refused line with that number, "receipt", "retry", or "nothing".
[[nodiscard]] std::string fate_of(const boost::json::value& answer, std::uint64_t seq);
/// The receipt of a report, as text: its leaf and salt.
[[nodiscard]] std::string receipt_of(const boost::json::value& answer, std::uint64_t seq);
/// The result of a requirement in the answer's posture.
[[nodiscard]] std::string result_of(const boost::json::value& answer,
                                    const std::string& requirement);

}  // namespace distanskoll
