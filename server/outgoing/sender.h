// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What delivers one message to the world: by mail, to a webhook, to syslog. The outbox owns one
// lane for each sender, with a thread of its own, so that a receiver that hangs delays nobody else.
// Errors: is_final (retry.h) says which are worth another try. No message of an Error holds an
// e-mail address or text that a peer chose.

#include "server/outgoing/addresses.h"
#include "shared/clock.h"

#include <atomic>
#include <string>

namespace distanskoll::server::outgoing {

/// A message as it lies in the outbox. `id` is the same at each try, so that a receiver can tell a
/// repetition from a new message.
struct Message {
  std::string id;         ///< lower-case hexadecimal, 32 digits
  std::string recipient;  ///< mail: the address. Else empty: the sender knows its one target
  std::string body;       ///< mail: write_mail(); webhook: the JSON; syslog: the line of RFC 5424
};

/// send() belongs to one thread at a time, cancel() may be called from any.
class Sender {
 public:
  virtual ~Sender() = default;
  Sender() = default;
  Sender(const Sender&) = delete;
  Sender& operator=(const Sender&) = delete;

  /// "mail", "webhook:NAME" or "syslog": the lane of the outbox that is its own.
  [[nodiscard]] virtual const std::string& lane() const = 0;
  /// Returns within limits::kOutgoingDeadline. No error: the receiver has taken it over.
  [[nodiscard]] virtual Result<void> send(const Message& message) = 0;
  /// A send under way ends within a second, with kUnavailable, and so does each later one.
  void cancel() { cancelled_ = true; }

 protected:
  std::atomic<bool> cancelled_ = false;
};

}  // namespace distanskoll::server::outgoing
