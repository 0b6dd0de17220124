// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Watches readers and cards through PC/SC on a thread of its own, asleep in SCardGetStatusChange
// until something changes. It never connects to a card, so no card is reset and no PIN state lost;
// only when a probe asks for the tokens does a short-lived child process (card_reading.h) connect.
// When pcscd does not run, the thread waits (inotify on its socket's folder) until it does.
// Thread-safe.

#include "agent/host/rows.h"
#include "shared/result.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace distanskoll::agent {

struct CardWatcherConfig {
  /// PKCS#11 modules asked for certificates, by absolute path; those that are missing are skipped.
  std::vector<std::string> pkcs11_modules = {"/usr/lib/x86_64-linux-gnu/opensc-pkcs11.so"};
  /// The program distanskoll-card-reader. Empty: certificates are never read.
  std::filesystem::path card_reader = "/usr/libexec/distanskoll/distanskoll-card-reader";
};

class CardWatcher {
 public:
  /// `on_change` is called on the watcher's threads after each change, e.g. EventSource::changed.
  CardWatcher(CardWatcherConfig config, std::function<void()> on_change);
  CardWatcher(const CardWatcher&) = delete;
  CardWatcher& operator=(const CardWatcher&) = delete;
  /// Ends both threads; a reading child is waited for, limits::kCardReading at most.
  ~CardWatcher();

  [[nodiscard]] Card card() const;
  /// Tokens of the card that is present. The first call after an insertion starts the reading and
  /// answers kUnavailable; on_change tells when it is done. kNotFound: no card, or no module.
  [[nodiscard]] Result<std::vector<Token>> tokens();

 private:
  class Worker;
  std::unique_ptr<Worker> worker_;
};

}  // namespace distanskoll::agent
