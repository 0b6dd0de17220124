// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What the collector sends of its own accord: reminders by mail, findings to webhooks and syslog.
// The senders are those that the configuration names; without any there is no outbox and nothing is
// sent. Built by Server on a Core that serves, stopped before its sequencer. Belongs to one thread
// but for every_minute(), which is the monitor's.

#include "server/core.h"
#include "server/outgoing/outbox.h"

#include <memory>
#include <optional>

namespace distanskoll::server {

class Messages {
 public:
  /// kPermissionDenied, kNotFound: a secret or certificate of the configuration cannot be used.
  [[nodiscard]] static Result<std::unique_ptr<Messages>> make(Core& core);
  void start();
  void stop();
  /// On a weekday morning reminders are written into the outbox; what waits is looked at.
  void every_minute();

 private:
  explicit Messages(Core& core) : core_(core) {}
  [[nodiscard]] Result<void> remind(compliance::LocalDay today);

  Core& core_;
  std::unique_ptr<outgoing::Outbox> outbox_;  ///< null: nothing is configured
  std::optional<compliance::LocalDay> reminded_on_;
};

}  // namespace distanskoll::server
