// SPDX-License-Identifier: EUPL-1.2
#pragma once
// How a computer gets a device id and certificates (evidence.md "Computer, device, key, number
// series"). Every decision is made inside the sequencer's transaction, on the rows as they are
// then, and every use is a ledger entry of the same commit, so that a code cannot be used twice and
// an answer never tells of something that a power cut takes back. The request contributes its key
// and nothing else; host name, hardware hash and serial number are claims that only ever propose.
//
// Outcomes arrive once, on the sequencer's thread (or the caller's when nothing was submitted).
// Thread-safe.

#include "server/admission/admission.h"
#include "server/agreements/registry.h"
#include "server/ledger/sequencer.h"
#include "server/ledger/tombstones.h"
#include "server/net/address.h"
#include "server/store/codes.h"
#include "server/store/devices.h"

#include <functional>
#include <optional>
#include <string>
#include <variant>

namespace distanskoll::server::admission {

/// Who asks for a certificate: the key of the request, and what is claimed beside it.
struct Applicant {
  crypto::PublicKey key;
  std::optional<std::string> host_name;
  std::optional<Digest> hardware;  ///< hash that the agent made of SMBIOS UUID and serial number
  std::optional<std::string> serial_number;
  net::Address from;
};

struct CodeCredential {
  std::string id;
  std::string secret;
};
/// Somebody whose certificate a configured enterprise CA vouches for.
struct EnterprisePeer {
  std::string host_name;
};

struct Issued {
  std::string device;
  crypto::Certificate certificate;
  Digest pseudonym_key{};
};
/// Nobody has approved yet: ask again with the same key.
struct Waiting {
  std::string request;
  int retry_after_seconds = 60;
};
using Decided = std::variant<Issued, Waiting>;
using Outcome = Result<Decided>;
using OnOutcome = std::function<void(Outcome)>;

class Enrolment {
 public:
  struct Parts {
    ledger::Sequencer& sequencer;
    Admission& admission;
    const Clock& clock;
    const crypto::Authority& devices_ca;
    Bytes pseudonym_key;
    ledger::Tombstones& tombstones;        ///< hears of used-up codes before they are
    const agreements::Registry& registry;  ///< the inventory
  };
  explicit Enrolment(Parts parts) : parts_(std::move(parts)) {}

  /// kPermissionDenied (code unknown, wrong, revoked, expired and not asked with
  /// before, used up, denied), kConflict (the key
  /// belongs to another device), kNoSpace.
  void enrol(CodeCredential credential, Applicant applicant, const OnOutcome& done);
  void enrol(EnterprisePeer peer, Applicant applicant, const OnOutcome& done);
  /// A new certificate for the same device and series; with `successor`, for a new device that
  /// follows it.
  void renew(const DevicePeer& peer, Applicant applicant, bool successor, const OnOutcome& done);

 private:
  using Work = std::function<Outcome(ledger::Transaction&)>;
  void submit(Work work, const OnOutcome& done);
  [[nodiscard]] Outcome by_code(ledger::Transaction& transaction, const CodeCredential& credential,
                                const Applicant& applicant) const;
  [[nodiscard]] Outcome by_enterprise(ledger::Transaction& transaction, const EnterprisePeer& peer,
                                      const Applicant& applicant) const;
  [[nodiscard]] Outcome by_device(ledger::Transaction& transaction, const std::string& device,
                                  const Applicant& applicant, bool successor) const;
  [[nodiscard]] Outcome new_device(ledger::Transaction& transaction, store::Device device,
                                   const Applicant& applicant) const;
  [[nodiscard]] Outcome issue_again(ledger::Transaction& transaction, const std::string& device,
                                    const Applicant& applicant) const;
  [[nodiscard]] Digest pseudonym_key_of(const std::string& device) const;
  [[nodiscard]] std::optional<Bytes> hardware_of(const Applicant& applicant) const;

  Parts parts_;
};

/// A group code enrols at once from its networks for a number that the inventory has and no live
/// device has; everything else waits for a person. Pure.
struct GroupFacts {
  bool from_its_networks = false;
  bool in_inventory = false;
  bool has_live_device = false;
  bool approved = false;
  bool denied = false;
  bool code_expired = false;  ///< since the request was made: only a person decides any more
};
enum class GroupDecision { kEnrol, kWait, kRefuse };
[[nodiscard]] GroupDecision decide_group(const GroupFacts& facts);

/// Secrets of codes are compared as this.
[[nodiscard]] Digest hash_secret(std::string_view secret);

/// The device that a new one most likely replaces: same hardware, no successor yet.
[[nodiscard]] Result<std::optional<store::Device>> likely_predecessor(store::Connection& connection,
                                                                      const store::Device& device);

}  // namespace distanskoll::server::admission
