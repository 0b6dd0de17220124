// SPDX-License-Identifier: EUPL-1.2
#include "server/access/sign_in/oidc/provider.h"

#include "server/outgoing/curl_call.h"
#include "server/outgoing/secret.h"
#include "shared/crypto/encoding.h"

#include <algorithm>

#include <fmt/format.h>

namespace distanskoll::server::access::sign_in::oidc {
namespace {

constexpr std::string_view kDiscoveryPath = "/.well-known/openid-configuration";
constexpr std::chrono::milliseconds kDeadline{10'000};

std::string parameter(std::string_view name, std::string_view value) {
  return fmt::format("{}={}", name, form_encoded(value));
}

std::size_t collect(char* bytes, std::size_t size, std::size_t count, void* into) {
  auto& body = *static_cast<std::string*>(into);
  if (body.size() + size * count > kDocumentBytes) return 0;
  body.append(bytes, size * count);
  return size * count;
}

}  // namespace

Transport curl_transport(const Settings& settings, std::vector<net::Network> local_targets,
                         const std::atomic<bool>& cancelled) {
  return [ca_file = settings.ca_file, peer = settings.issuer.origin(),
          local_targets = std::move(local_targets),
          &cancelled](const Question& question) -> Result<Reply> {
    outgoing::CallRules rules;
    rules.url = question.url;
    rules.peer = peer;
    rules.ca_file = ca_file;
    rules.local_targets = local_targets;
    rules.cancelled = &cancelled;
    rules.deadline = kDeadline;
    outgoing::CurlCall call(rules);
    outgoing::ListOwner headers;
    append(headers, "Accept: application/json");
    append(headers, "Expect:");
    append(headers, "User-Agent: distanskoll-collector");
    if (!question.authorization.empty()) {
      append(headers, "Authorization: " + question.authorization);
    }
    if (question.form) {
      call.set(CURLOPT_POST, 1L);
      call.set(CURLOPT_POSTFIELDS, question.form->c_str());
      call.set(CURLOPT_POSTFIELDSIZE, static_cast<long>(question.form->size()));
    }
    call.set(CURLOPT_HTTPHEADER, headers.get());
    Reply reply;
    call.set(CURLOPT_WRITEFUNCTION, &collect);
    call.set(CURLOPT_WRITEDATA, static_cast<void*>(&reply.body));
    DISTANSKOLL_TRY(call.perform());
    reply.status = call.response_code();
    return reply;
  };
}

Result<std::string> Provider::fetch(const std::string& url) {
  auto reply = transport_({url, std::nullopt, {}});
  if (!reply) return reply.error();
  if (reply->status != 200) {
    return Error{ErrorCode::kUnavailable, fmt::format("{} answers {} where its documents should be",
                                                      settings_.issuer.origin(), reply->status)};
  }
  return std::move(reply->body);
}

Result<void> Provider::learn_keys() {
  auto json = fetch(discovery_->keys.text());
  if (!json) return json.error();
  auto keys = parse_keys(*json);
  if (!keys) return keys.error();
  keys_ = std::move(*keys);
  keys_fetched_ = clock_.boot();
  return {};
}

Result<void> Provider::learn() {
  const BootTime now = clock_.boot();
  if (discovery_ && now - learned_ < kDocumentsKept) return {};
  if (outage_ && now - outage_seen_ < kOutageRemembered) return *outage_;
  outage_.reset();
  auto learned = [&]() -> Result<void> {
    std::string issuer = settings_.issuer.text();
    if (issuer.ends_with('/')) issuer.pop_back();
    auto json = fetch(issuer + std::string(kDiscoveryPath));
    if (!json) return json.error();
    auto discovery = parse_discovery(*json, settings_.issuer);
    if (!discovery) return discovery.error();
    discovery_ = std::move(*discovery);
    return learn_keys();
  }();
  if (learned) {
    learned_ = now;
  } else {
    discovery_.reset();
    outage_ = learned.error();
    outage_seen_ = clock_.boot();
  }
  return learned;
}

Result<std::string> Provider::address_for(const Flow& flow) {
  DISTANSKOLL_TRY(learn());
  std::string scopes;
  for (const auto& scope : settings_.scopes) scopes += (scopes.empty() ? "" : " ") + scope;
  const std::string& base = discovery_->authorization.text();
  return fmt::format(
      "{}{}{}&{}&{}&{}&{}&{}&{}&{}", base, base.find('?') == std::string::npos ? "?" : "&",
      parameter("response_type", "code"), parameter("client_id", settings_.client_id),
      parameter("redirect_uri", settings_.redirect_uri), parameter("scope", scopes),
      parameter("state", flow.state), parameter("nonce", flow.nonce),
      parameter("code_challenge", challenge_of(flow.verifier)),
      parameter("code_challenge_method", "S256"));
}

Result<std::string> Provider::token_for(const std::string& code, const Flow& flow) {
  Question question{discovery_->token.text(), std::nullopt, {}};
  std::string form = fmt::format(
      "{}&{}&{}&{}", parameter("grant_type", "authorization_code"), parameter("code", code),
      parameter("redirect_uri", settings_.redirect_uri), parameter("code_verifier", flow.verifier));
  if (settings_.client_secret_file) {
    const auto secret = outgoing::read_secret(*settings_.client_secret_file);
    if (!secret) return secret.error().with_prefix("web.oidc.client_secret_file");
    // RFC 6749 section 2.3.1.
    question.authorization =
        "Basic " + crypto::base64_encode(
                       as_bytes(form_encoded(settings_.client_id) + ":" + form_encoded(*secret)));
  } else {
    form += "&" + parameter("client_id", settings_.client_id);
  }
  question.form = std::move(form);
  const auto reply = transport_(question);
  if (!reply) return reply.error();
  if (reply->status == 200) return parse_token_answer(reply->body);
  if (reply->status >= 400 && reply->status < 500 && reply->status != 429) {
    return Error{ErrorCode::kPermissionDenied,
                 fmt::format("the token endpoint answers {} ({})", reply->status,
                             parse_token_refusal(reply->body))};
  }
  return Error{ErrorCode::kUnavailable,
               fmt::format("the token endpoint answers {}", reply->status)};
}

Result<void> Provider::have_key_of(const std::string& token) {
  const auto id = key_id_of(token);
  if (!id) return id.error();
  const bool known =
      id->empty() || std::ranges::any_of(keys_, [&](const NamedKey& key) { return key.id == *id; });
  if (known || (keys_fetched_ && clock_.boot() - *keys_fetched_ < kKeysAgain)) return {};
  keys_fetched_ = clock_.boot();  // also when it fails: at most once a minute
  return learn_keys();
}

Result<Claims> Provider::redeem(const std::string& code, const Flow& flow) {
  DISTANSKOLL_TRY(learn());
  const auto token = token_for(code, flow);
  if (!token) return token.error();
  DISTANSKOLL_TRY(have_key_of(*token));
  return verify_id_token(*token, keys_, {settings_, flow.nonce, clock_.wall()});
}

}  // namespace distanskoll::server::access::sign_in::oidc
