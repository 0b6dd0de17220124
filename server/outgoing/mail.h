// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A mail as its writer sees it (subject, plain text, HTML), the form in which it lies in the
// outbox, and the sender that hands it to the municipality's mail server: SMTP with STARTTLS or TLS
// from the first byte (RFC 3207, 8314), AUTH PLAIN or LOGIN, multipart/alternative in
// quoted-printable. libcurl speaks SMTP and MIME. Auto-Submitted (RFC 3834) keeps absence replies
// away.

#include "server/outgoing/sender.h"

#include <functional>
#include <utility>

namespace distanskoll::server::outgoing {

struct Mail {
  std::string subject;
  std::string text;  ///< lines end with "\n"
  std::string html;
  Language language = Language::kSwedish;
};

/// A Message's body. read_mail is the exact inverse: kCorrupt for anything else.
[[nodiscard]] std::string write_mail(const Mail& mail);
[[nodiscard]] Result<Mail> read_mail(std::string_view body);

class MailSender final : public Sender {
 public:
  /// Reads the password once, so that a missing or open file is known at start: kPermissionDenied,
  /// kNotFound. It is read again for each mail: a new one needs no restart.
  [[nodiscard]] static Result<std::unique_ptr<MailSender>> make(
      const MailServer& server, std::vector<net::Network> local_targets, const Clock& clock);

  [[nodiscard]] const std::string& lane() const override { return lane_; }
  /// kInvalidArgument: this mail or its recipient is refused for good. kPermissionDenied: the
  /// sign-in is. kUntrusted: no TLS or a wrong certificate; nothing but EHLO was said.
  [[nodiscard]] Result<void> send(const Message& message) override;

 private:
  MailSender(MailServer server, std::vector<net::Network> local_targets, const Clock& clock)
      : server_(std::move(server)), local_targets_(std::move(local_targets)), clock_(clock) {}

  const MailServer server_;
  const std::vector<net::Network> local_targets_;
  const Clock& clock_;
  const std::string lane_ = "mail";
};

}  // namespace distanskoll::server::outgoing
