// SPDX-License-Identifier: EUPL-1.2
#include "server/outgoing/webhook.h"

#include "server/outgoing/curl_call.h"
#include "server/outgoing/secret.h"
#include "shared/crypto/encoding.h"
#include "shared/crypto/hash.h"

#include <fmt/format.h>

namespace distanskoll::server::outgoing {
namespace {

Result<void> judge_status(long status, const std::string& peer) {
  if (status >= 200 && status <= 299) return {};
  if (status >= 300 && status <= 399) {
    return Error{
        ErrorCode::kPermissionDenied,
        fmt::format("{}: it answers with a redirect ({}), which is not followed", peer, status)};
  }
  const ErrorCode code = status == 410                    ? ErrorCode::kNotFound
                         : status == 401 || status == 403 ? ErrorCode::kPermissionDenied
                                                          : ErrorCode::kUnavailable;
  return Error{code, fmt::format("{}: it answers {}", peer, status)};
}

}  // namespace

std::string webhook_signature(ByteView secret, std::string_view id, WallTime timestamp,
                              std::string_view body) {
  const std::string what = fmt::format("{}.{}.{}", id, timestamp.time_since_epoch().count(), body);
  return "v1," + crypto::base64_encode(crypto::hmac_sha256(secret, as_bytes(what)));
}

Result<std::unique_ptr<WebhookSender>> WebhookSender::make(const Webhook& webhook,
                                                           std::vector<net::Network> local_targets,
                                                           const Clock& clock) {
  const auto secret = read_webhook_secret(webhook.secret_file);
  if (!secret) return secret.error().with_prefix("webhooks." + webhook.name);
  return std::unique_ptr<WebhookSender>(
      new WebhookSender(webhook, std::move(local_targets), clock));
}

Result<void> WebhookSender::send(const Message& message) {
  const auto secret = read_webhook_secret(webhook_.secret_file);
  if (!secret) return secret.error();
  const WallTime now = clock_.wall();

  CallRules rules;
  rules.url = webhook_.url.text();
  rules.peer = webhook_.url.origin();
  rules.ca_file = webhook_.ca_file;
  rules.local_targets = local_targets_;
  rules.cancelled = &cancelled_;
  rules.deadline = limits::kOutgoingDeadline;
  CurlCall call(rules);
  ListOwner headers;
  append(headers, "Content-Type: application/json");
  append(headers, "Accept:");
  append(headers, "Expect:");
  append(headers, "User-Agent: distanskoll-collector");
  append(headers, "webhook-id: " + message.id);
  append(headers, fmt::format("webhook-timestamp: {}", now.time_since_epoch().count()));
  append(headers,
         "webhook-signature: " + webhook_signature(*secret, message.id, now, message.body));
  call.set(CURLOPT_POST, 1L);
  call.set(CURLOPT_POSTFIELDS, message.body.c_str());
  call.set(CURLOPT_POSTFIELDSIZE, static_cast<long>(message.body.size()));
  call.set(CURLOPT_HTTPHEADER, headers.get());
  DISTANSKOLL_TRY(call.perform());
  return judge_status(call.response_code(), rules.peer);
}

}  // namespace distanskoll::server::outgoing
