// SPDX-License-Identifier: EUPL-1.2
#include "agent/probes/windows_disk_encryption.h"

#include "agent/probes/windows_directaccess.h"

#include <string>

namespace distanskoll::agent::windows {
namespace {

using report::Observation;
using Kind = VolumeState::Kind;

constexpr CallResult kLockedVolume = 0x80310000;  // FVE_E_LOCKED_VOLUME
constexpr CallResult kNotActivated = 0x80310008;  // FVE_E_NOT_ACTIVATED
constexpr std::uint32_t kProtectionOff = 0;
constexpr std::uint32_t kProtectionOn = 1;
constexpr std::uint32_t kProtectionUnknown = 2;
constexpr std::uint32_t kUsedSpaceOnly = 1;

VolumeState unknown(std::string_view why) { return {Kind::kUnknown, {}, why}; }

/// GetEncryptionMethod. Empty: none, or one that nobody has named.
std::string method_of(const EncryptableVolume& volume) {
  std::string method;
  if (volume.method.result != 0) return method;
  switch (volume.method.value) {
    case 1:
      method = "aes_128_diffuser";
      break;
    case 2:
      method = "aes_256_diffuser";
      break;
    case 3:
      method = "aes_128";
      break;
    case 4:
      method = "aes_256";
      break;
    case 5:
      return "hardware";
    case 6:
      method = "xts_aes_128";
      break;
    case 7:
      method = "xts_aes_256";
      break;
    default:  // a number of Windows', not an enum of ours
      return method;
  }
  if ((volume.conversion_flags & kUsedSpaceOnly) != 0) method += "_used_space";
  return method;
}

VolumeState state_of_shell(std::int64_t value) {
  switch (value) {
    case 1:  // on
    case 6:  // on and locked
      return {Kind::kProtected, {}, {}};
    case 2:  // off
    case 7:  // cannot be encrypted
      return {Kind::kUnprotected, {}, {}};
    case 3:  // encrypting
    case 4:  // decrypting
      return {Kind::kInProgress, {}, {}};
    case 5:  // suspended
    case 8:  // waits for activation: the key is open
      return {Kind::kSuspended, {}, {}};
    default:  // a number of Windows', not an enum of ours
      return unknown(reason::kReadError);
  }
}

Observation interpret_shell(const std::vector<ShellVolume>& volumes) {
  DiskFacts facts;
  facts.swaps_known = false;
  for (const ShellVolume& volume : volumes) {
    facts.volumes.push_back(state_of_shell(volume.value));
    if (volume.system) facts.system_volume = facts.volumes.back();
  }
  Observation observation = interpret_disks(facts);
  observation.source = report::Source::kSession;
  return observation;
}

class DiskEncryptionProbe final : public Probe {
 public:
  explicit DiskEncryptionProbe(WindowsQuestions& questions) : questions_(questions) {}

  report::ProbeId id() const override { return report::ProbeId::kDiskEncryption; }

  Observation observe(Host&, const ProbeContext& context) override {
    const auto answer = questions_.bitlocker(context.deadline);
    if (answer && answer->query == 0)
      return interpret_bitlocker(answer, std::vector<ShellVolume>{});
    return interpret_bitlocker(answer, questions_.shell_volumes(context.deadline));
  }

 private:
  WindowsQuestions& questions_;
};

}  // namespace

VolumeState state_of(const EncryptableVolume& volume) {
  // Locked: encrypted, and nobody has its key now.
  if (volume.protection.result == kLockedVolume || volume.conversion.result == kLockedVolume) {
    return {Kind::kProtected, {}, {}};
  }
  for (const MethodAnswer& answer : {volume.protection, volume.conversion}) {
    if (answer.result != 0) return unknown(reason_of_call(answer.result));
  }
  const std::uint32_t protection = volume.protection.value;
  if (protection > kProtectionUnknown) return unknown(reason::kReadError);
  switch (volume.conversion.value) {
    case 0:  // fully decrypted
      if (protection == kProtectionOn) return unknown(reason::kReadError);
      return {Kind::kUnprotected, {}, {}};
    case 1:  // fully encrypted
      if (protection == kProtectionOff || volume.protectors_result == kNotActivated) {
        return {Kind::kSuspended, method_of(volume), {}};
      }
      if (protection == kProtectionUnknown) return unknown(reason::kReadError);
      return {Kind::kProtected, method_of(volume), {}};
    case 2:  // encrypting
    case 3:  // decrypting
    case 4:  // encrypting, paused
    case 5:  // decrypting, paused
      return {Kind::kInProgress, method_of(volume), {}};
    default:  // a number of Windows', not an enum of ours
      return unknown(reason::kReadError);
  }
}

Observation interpret_bitlocker(const Result<BitLocker>& answer,
                                const Result<std::vector<ShellVolume>>& shell) {
  if (!answer || answer->query != 0) {
    if (shell && !shell->empty()) return interpret_shell(*shell);
    return Observation::unknown(
        std::string(answer ? reason_of_call(answer->query) : reason_of(answer.error())));
  }
  DiskFacts facts;
  facts.swaps_known = answer->page_files_known;
  for (const EncryptableVolume& volume : answer->volumes) {
    facts.volumes.push_back(state_of(volume));
    if (volume.system) facts.system_volume = facts.volumes.back();
    if (volume.page_file) facts.swaps.push_back(facts.volumes.back());
  }
  return interpret_disks(facts);
}

std::unique_ptr<Probe> make_disk_encryption_probe(WindowsQuestions& questions) {
  return std::make_unique<DiskEncryptionProbe>(questions);
}

}  // namespace distanskoll::agent::windows
