// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Recordings of what Windows said, as JSON: `distanskoll-agent probes --record FILE` writes one on
// a real laptop, `--replay FILE` and the unit tests let the probes answer from it on any platform.
// A recording holds no person and no place: accounts are left out; SIDs, GUIDs and logon ids become
// s1, a1, l1; of a MAC address the maker's part stays; addresses become those kept for examples, as
// do the networks that routes lead to, unless they decide where the probes' test addresses go; a
// profile's name and a program's path are left out; of certificates only the judgement stays.
// Reading is strict and bounded: unknown names, other types and too many rows are kMalformed with
// LINE:COLUMN. Fuzzed (windows_recording). Values; thread-compatible.
//
//   {"recording":1,"about":TEXT,"windows":TEXT,"card":"present","network":{…},"ras":{"rows":[…]},
//   …} a question that failed is {"error":"permission_denied"} in place of its answer

#include "agent/host/windows_questions.h"
#include "agent/probes/windows_siths_login.h"

#include <string>
#include <string_view>

namespace distanskoll::agent::windows {

inline constexpr std::size_t kRecordingBytes = std::size_t{4} * 1024 * 1024;
inline constexpr std::size_t kRecordingRows = 16 * 1024;  ///< of one kind

struct Recording {
  std::string about;    ///< where it comes from, for people
  std::string windows;  ///< version, "10.0.22631"; may be empty
  Result<Network> network = Network{};
  Result<std::vector<RasConnection>> ras = std::vector<RasConnection>{};
  Result<DirectAccess> directaccess = DirectAccess{};
  Result<std::vector<ListedNetwork>> networks = std::vector<ListedNetwork>{};
  Result<BitLocker> bitlocker = BitLocker{};
  Result<std::vector<ShellVolume>> shell = std::vector<ShellVolume>{};
  Result<std::vector<TerminalSession>> sessions = std::vector<TerminalSession>{};
  Result<std::vector<Logon>> logons = std::vector<Logon>{};
  Result<CredentialProviders> providers = CredentialProviders{};
  Result<UserCertificates> certificates = UserCertificates{};
  Result<ScreenLock> screen_lock = ScreenLock{};
  CardPresence card = CardPresence::kNoService;
};

/// Asks everything once. `login` judges the certificates, which are not kept.
[[nodiscard]] Recording take_recording(WindowsQuestions& questions, const LoginInputs& login,
                                       const Clock& clock);
/// Pure. Without anything that names a person, a place or this computer.
[[nodiscard]] Recording anonymous(Recording recording);

/// `recording` is anonymous().
[[nodiscard]] std::string write_recording(const Recording& recording);
[[nodiscard]] Result<Recording> read_recording(std::string_view json);

/// Answers from a recording, whatever is asked for.
class RecordedWindows final : public WindowsQuestions {
 public:
  explicit RecordedWindows(Recording recording) : recording_(std::move(recording)) {}

  Result<Network> network(Deadline) override { return recording_.network; }
  Result<std::vector<RasConnection>> ras_connections(Deadline) override { return recording_.ras; }
  Result<DirectAccess> directaccess(Deadline) override { return recording_.directaccess; }
  Result<std::vector<ListedNetwork>> listed_networks(Deadline) override {
    return recording_.networks;
  }
  Result<BitLocker> bitlocker(Deadline) override { return recording_.bitlocker; }
  Result<std::vector<ShellVolume>> shell_volumes(Deadline) override { return recording_.shell; }
  Result<std::vector<TerminalSession>> terminal_sessions(Deadline) override {
    return recording_.sessions;
  }
  Result<std::vector<Logon>> logons(Deadline) override { return recording_.logons; }
  Result<CredentialProviders> credential_providers(Deadline) override {
    return recording_.providers;
  }
  Result<UserCertificates> user_certificates(const std::string&, Deadline) override {
    return recording_.certificates;
  }
  CardPresence card() override { return recording_.card; }
  Result<ScreenLock> screen_lock(const std::string&, Deadline) override {
    return recording_.screen_lock;
  }

 private:
  Recording recording_;
};

}  // namespace distanskoll::agent::windows
