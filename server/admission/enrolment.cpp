// SPDX-License-Identifier: EUPL-1.2
#include "server/admission/enrolment.h"

#include "server/admission/enrolment_entries.h"
#include "shared/ascii.h"
#include "shared/crypto/encoding.h"
#include "shared/crypto/hash.h"
#include "shared/crypto/random.h"
#include "shared/limits.h"
#include "shared/report/pseudonym.h"

#include <algorithm>

#include <spdlog/spdlog.h>

namespace distanskoll::server::admission {
namespace {

constexpr std::int64_t kMostWaiting = 1'000;  // requests of one code
constexpr int kAskAgainSeconds = 60;
constexpr std::string_view kHardwareLabel = "hardware:";
const std::string kNoDevice;

Error not_accepted(const std::string& code, std::string_view why) {
  spdlog::warn("enrolment with code {} refused: {}", code, why);
  return {ErrorCode::kPermissionDenied, "this enrolment code is not accepted; ask for a new one"};
}

std::string request_id(std::string_view credential, const crypto::PublicKey& key) {
  const auto digest = crypto::sha256({as_bytes(credential), as_bytes("\n"), key.spki()});
  return crypto::hex_encode(ByteView(digest).first(16));
}

bool within(const std::vector<std::string>& networks, const net::Address& address) {
  return std::any_of(networks.begin(), networks.end(), [&](const auto& text) {
    const auto network = net::Network::parse(text);
    return network && network->contains(address);
  });
}

/// Host names differ in case without differing (RFC 4343).
bool same_host(const std::optional<std::string>& one, const std::optional<std::string>& other) {
  return one && other && ascii_same(*one, *other);
}

/// A change whose outcome is told when it is committed.
class Step final : public ledger::Change {
 public:
  using Work = std::function<Outcome(ledger::Transaction&)>;
  Step(Work work, OnOutcome done) : work_(std::move(work)), done_(std::move(done)) {}

  [[nodiscard]] const std::string& device() const override { return kNoDevice; }
  [[nodiscard]] Result<void> apply(ledger::Transaction& transaction) override {
    auto outcome = work_(transaction);
    if (!outcome) return outcome.error();
    outcome_ = std::move(outcome);
    return {};
  }
  void committed(const ledger::Commit&) override { done_(std::move(outcome_)); }
  void failed(const Error& error) override { done_(error); }

 private:
  Work work_;
  OnOutcome done_;
  Outcome outcome_ = Error{ErrorCode::kInternal, "no outcome"};
};

/// What the inventory and the register know of the applicant's serial number, into `facts`; the
/// inventory's unit goes before the code's.
Result<void> look_up(store::Connection& connection, const agreements::Registry& registry,
                     const Applicant& applicant, GroupFacts& facts, store::Device& device) {
  if (!applicant.serial_number) return {};
  const auto registers = registry.now();
  const agreements::Laptop* laptop = registers->laptop_by_serial(*applicant.serial_number);
  facts.in_inventory = laptop != nullptr;
  if (laptop != nullptr && laptop->unit) device.unit = laptop->unit;
  auto live = store::live_device_with_serial(connection, *applicant.serial_number);
  if (!live) return live.error();
  facts.has_live_device = live->has_value();
  return {};
}

}  // namespace

GroupDecision decide_group(const GroupFacts& facts) {
  if (facts.denied) return GroupDecision::kRefuse;
  if (facts.approved) return GroupDecision::kEnrol;
  const bool at_once = !facts.code_expired && facts.from_its_networks && facts.in_inventory &&
                       !facts.has_live_device;
  return at_once ? GroupDecision::kEnrol : GroupDecision::kWait;
}

Digest hash_secret(std::string_view secret) { return crypto::sha256(secret); }

Result<std::optional<store::Device>> likely_predecessor(store::Connection& connection,
                                                        const store::Device& device) {
  if (!device.hardware_hash) return std::optional<store::Device>();
  auto same = store::devices_with_hardware(connection, *device.hardware_hash);
  if (!same) return same.error();
  std::optional<store::Device> newest;
  for (auto& other : *same) {
    if (other.id == device.id || other.computer == device.computer) continue;
    auto succeeded = store::successor_of(connection, other.id);
    if (!succeeded) return succeeded.error();
    if (*succeeded) continue;
    if (!newest || newest->enrolled_at < other.enrolled_at) newest = std::move(other);
  }
  return newest;
}

void Enrolment::enrol(CodeCredential credential, Applicant applicant, const OnOutcome& done) {
  submit([this, credential = std::move(credential), applicant = std::move(applicant)](
             auto& transaction) { return by_code(transaction, credential, applicant); },
         done);
}

void Enrolment::enrol(EnterprisePeer peer, Applicant applicant, const OnOutcome& done) {
  submit([this, peer = std::move(peer), applicant = std::move(applicant)](
             auto& transaction) { return by_enterprise(transaction, peer, applicant); },
         done);
}

void Enrolment::renew(const DevicePeer& peer, Applicant applicant, bool successor,
                      const OnOutcome& done) {
  submit([this, device = peer.device(), applicant = std::move(applicant), successor](
             auto& transaction) { return by_device(transaction, device, applicant, successor); },
         done);
}

void Enrolment::submit(Work work, const OnOutcome& done) {
  if (!parts_.admission.takes_enrolments()) {
    return done(Error{ErrorCode::kNoSpace,
                      "nobody can enrol just now: the collector's disk is nearly full, or it is "
                      "being restored"});
  }
  auto told = [this, done](Outcome outcome) {
    const auto* issued = outcome ? std::get_if<Issued>(&*outcome) : nullptr;
    if (issued != nullptr) parts_.admission.forget(issued->device);
    done(std::move(outcome));
  };
  const auto taken = parts_.sequencer.submit(std::make_unique<Step>(std::move(work), told));
  if (!taken) done(taken.error());
}

Outcome Enrolment::by_code(ledger::Transaction& transaction, const CodeCredential& credential,
                           const Applicant& applicant) const {
  auto& writer = transaction.writer;
  auto code = store::find_code(writer, credential.id);
  if (!code && code.error().code != ErrorCode::kNotFound) return code.error();
  if (!code) return not_accepted("(unknown)", "there is no such code");
  if (!crypto::equal_constant_time(code->secret_hash, hash_secret(credential.secret))) {
    return not_accepted(code->id, "wrong secret");
  }
  if (code->revoked_at) return not_accepted(code->id, "it is revoked");
  const auto id = request_id(code->id, applicant.key);
  auto request = store::find_request(writer, id);
  if (!request) return request.error();
  if (*request && (*request)->device) {
    return issue_again(transaction, *(*request)->device, applicant);  // the answer was lost
  }
  const bool expired = transaction.now > code->valid_until;
  if (expired && !*request) return not_accepted(code->id, "it is too old");
  if (code->uses >= code->max_uses) return not_accepted(code->id, "it is used up");

  store::Device device;
  device.unit = code->unit;
  device.enrolled_by = (code->group ? "group code " : "code ") + code->id;
  auto decision = GroupDecision::kEnrol;
  if (code->group) {
    GroupFacts facts{.from_its_networks = within(code->networks, applicant.from),
                     .approved = *request && (*request)->approved_at,
                     .denied = *request && (*request)->denied_at,
                     .code_expired = expired};
    DISTANSKOLL_TRY(look_up(writer, parts_.registry, applicant, facts, device));
    decision = decide_group(facts);
  }
  if (decision == GroupDecision::kRefuse) return not_accepted(code->id, "the request was denied");
  if (!*request) {
    auto waiting = store::count_waiting_requests(writer, code->id);
    if (!waiting) return waiting.error();
    if (decision == GroupDecision::kWait && *waiting >= kMostWaiting) {
      return Error{ErrorCode::kNoSpace, "too many requests with this code wait for approval"};
    }
    DISTANSKOLL_TRY(store::insert_request(
        writer, {id, code->id, applicant.key.spki(), applicant.host_name, applicant.serial_number,
                 transaction.now, std::nullopt, std::nullopt, std::nullopt}));
  }
  if (decision == GroupDecision::kWait) return Decided(Waiting{id, kAskAgainSeconds});
  DISTANSKOLL_TRY(store::use_code(writer, code->id));
  auto outcome = new_device(transaction, std::move(device), applicant);
  if (!outcome) return outcome;
  const auto& issued = std::get<Issued>(*outcome);
  DISTANSKOLL_TRY(store::set_request_device(writer, id, issued.device));
  auto used =
      transaction.ledger.append(code_entry("used", code->id, issued.device, transaction.now));
  if (!used) return used.error();
  if (code->uses + 1 >= code->max_uses) {
    DISTANSKOLL_TRY(
        parts_.tombstones.append({ledger::TombstoneKind::kCode, code->id, transaction.now}));
  }
  return outcome;
}

Outcome Enrolment::by_enterprise(ledger::Transaction& transaction, const EnterprisePeer& peer,
                                 const Applicant& applicant) const {
  const auto id = request_id("enterprise", applicant.key);
  auto request = store::find_request(transaction.writer, id);
  if (!request) return request.error();
  if (*request && (*request)->device) {
    return issue_again(transaction, *(*request)->device, applicant);
  }
  store::Device device;
  device.enrolled_by = "enterprise";
  device.host_name = peer.host_name;  // vouched for, unlike the header's
  if (applicant.serial_number) {
    const auto registers = parts_.registry.now();
    const agreements::Laptop* laptop = registers->laptop_by_serial(*applicant.serial_number);
    if (laptop != nullptr) device.unit = laptop->unit;
  }
  auto outcome = new_device(transaction, std::move(device), applicant);
  if (!outcome) return outcome;
  DISTANSKOLL_TRY(store::insert_request(
      transaction.writer,
      {id, "enterprise", applicant.key.spki(), peer.host_name, applicant.serial_number,
       transaction.now, std::nullopt, std::nullopt, std::get<Issued>(*outcome).device}));
  return outcome;
}

Outcome Enrolment::new_device(ledger::Transaction& transaction, store::Device device,
                              const Applicant& applicant) const {
  auto& writer = transaction.writer;
  if (store::find_key(writer, applicant.key.key_id())) {
    return Error{ErrorCode::kConflict,
                 "this key belongs to a device already; make a new key and ask again"};
  }
  const bool vouched = device.enrolled_by == "enterprise";
  device.id = crypto::hex_encode(crypto::random_bytes(16));
  if (device.computer.empty()) device.computer = device.id;
  if (!device.host_name) device.host_name = applicant.host_name;
  if (!device.hardware_hash) device.hardware_hash = hardware_of(applicant);
  device.enrolled_at = transaction.now;
  if (vouched && !device.predecessor) {
    auto before = likely_predecessor(writer, device);
    if (!before) return before.error();
    if (*before && same_host((*before)->host_name, device.host_name)) {
      device.predecessor = (*before)->id;
      device.computer = (*before)->computer;
    }
  }
  auto certificate = crypto::issue_device_certificate(parts_.devices_ca, device.id, applicant.key,
                                                      transaction.now);
  if (!certificate) return certificate.error();
  DISTANSKOLL_TRY(store::insert_device(writer, device));
  DISTANSKOLL_TRY(store::insert_key(
      writer, {applicant.key.key_id(), device.id, applicant.key.spki(), certificate->der(),
               certificate->not_after(), transaction.now, std::nullopt, std::nullopt}));
  auto appended = transaction.ledger.append(enrolment_entry(device, *certificate, transaction.now));
  if (!appended) return appended.error();
  transaction.touched.push_back(device.id);
  return Decided(Issued{device.id, std::move(*certificate), pseudonym_key_of(device.id)});
}

Outcome Enrolment::by_device(ledger::Transaction& transaction, const std::string& device,
                             const Applicant& applicant, bool successor) const {
  auto present = store::find_device(transaction.writer, device);
  if (!present) return present.error();
  if (present->revoked_at) return Error{ErrorCode::kRevoked, "this device is revoked"};
  if (!successor) {
    auto known = store::find_key(transaction.writer, applicant.key.key_id());
    if (known && known->device != device) {
      return Error{ErrorCode::kConflict, "this key belongs to another device; make a new key"};
    }
    return issue_again(transaction, device, applicant);
  }
  const auto id = request_id("successor of " + device, applicant.key);
  auto request = store::find_request(transaction.writer, id);
  if (!request) return request.error();
  if (*request && (*request)->device) {
    return issue_again(transaction, *(*request)->device, applicant);
  }
  store::Device next;
  next.enrolled_by = "successor";
  next.host_name = present->host_name;
  next.unit = present->unit;
  next.predecessor = present->id;
  next.hardware_hash = applicant.hardware ? hardware_of(applicant) : present->hardware_hash;
  if (next.hardware_hash == present->hardware_hash) next.computer = present->computer;
  auto outcome = new_device(transaction, std::move(next), applicant);
  if (!outcome) return outcome;
  DISTANSKOLL_TRY(store::insert_request(
      transaction.writer,
      {id, "successor", applicant.key.spki(), applicant.host_name, std::nullopt, transaction.now,
       std::nullopt, std::nullopt, std::get<Issued>(*outcome).device}));
  transaction.touched.push_back(device);
  return outcome;
}

Outcome Enrolment::issue_again(ledger::Transaction& transaction, const std::string& device,
                               const Applicant& applicant) const {
  auto& writer = transaction.writer;
  auto present = store::find_device(writer, device);
  if (!present) return present.error();
  if (present->revoked_at) return Error{ErrorCode::kRevoked, "this device is revoked"};
  auto certificate =
      crypto::issue_device_certificate(parts_.devices_ca, device, applicant.key, transaction.now);
  if (!certificate) return certificate.error();
  const auto& kid = applicant.key.key_id();
  if (store::find_key(writer, kid)) {
    DISTANSKOLL_TRY(store::renew_key(writer, kid, certificate->der(), certificate->not_after(),
                                     transaction.now));
  } else {
    DISTANSKOLL_TRY(store::insert_key(
        writer, {kid, device, applicant.key.spki(), certificate->der(), certificate->not_after(),
                 transaction.now, std::nullopt, std::nullopt}));
  }
  DISTANSKOLL_TRY(store::supersede_keys(writer, device, kid, transaction.now));
  auto appended = transaction.ledger.append(rekey_entry(device, *certificate, transaction.now));
  if (!appended) return appended.error();
  transaction.touched.push_back(device);
  return Decided(Issued{device, std::move(*certificate), pseudonym_key_of(device)});
}

Digest Enrolment::pseudonym_key_of(const std::string& device) const {
  return report::device_pseudonym_key(parts_.pseudonym_key, device);
}

std::optional<Bytes> Enrolment::hardware_of(const Applicant& applicant) const {
  if (!applicant.hardware) return std::nullopt;
  Bytes labelled(kHardwareLabel.begin(), kHardwareLabel.end());
  labelled.insert(labelled.end(), applicant.hardware->begin(), applicant.hardware->end());
  const auto keyed = crypto::hmac_sha256(parts_.pseudonym_key, labelled);
  return Bytes(keyed.begin(), keyed.end());
}

}  // namespace distanskoll::server::admission
