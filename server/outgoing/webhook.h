// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Sends one event to one address of the configuration: HTTPS POST of JSON, signed as Standard
// Webhooks has it (www.standardwebhooks.com): webhook-id, webhook-timestamp and webhook-signature
// `v1,` base64 of HMAC-SHA-256 over "ID.TIMESTAMP.BODY". The id is the same at each try, the
// timestamp is the try's own. Any 2xx is taken for received; a redirect is never followed.

#include "server/outgoing/sender.h"
#include "shared/bytes.h"

namespace distanskoll::server::outgoing {

/// The value of webhook-signature. Pure.
[[nodiscard]] std::string webhook_signature(ByteView secret, std::string_view id,
                                            WallTime timestamp, std::string_view body);

class WebhookSender final : public Sender {
 public:
  /// As MailSender::make, for the secret.
  [[nodiscard]] static Result<std::unique_ptr<WebhookSender>> make(
      const Webhook& webhook, std::vector<net::Network> local_targets, const Clock& clock);

  [[nodiscard]] const std::string& lane() const override { return lane_; }
  /// kNotFound: 410, gone for good. kPermissionDenied: 401, 403, a redirect, an address that is not
  /// allowed. kUnavailable: any other answer.
  [[nodiscard]] Result<void> send(const Message& message) override;

 private:
  WebhookSender(const Webhook& webhook, std::vector<net::Network> local_targets, const Clock& clock)
      : webhook_(webhook),
        local_targets_(std::move(local_targets)),
        clock_(clock),
        lane_("webhook:" + webhook.name) {}

  const Webhook webhook_;
  const std::vector<net::Network> local_targets_;
  const Clock& clock_;
  const std::string lane_;
};

}  // namespace distanskoll::server::outgoing
