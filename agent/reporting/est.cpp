// SPDX-License-Identifier: EUPL-1.2
#include "agent/reporting/est.h"

#include "shared/crypto/encoding.h"
#include "shared/crypto/request.h"
#include "shared/text.h"

#include <boost/json.hpp>

namespace distanskoll::agent {

namespace {

constexpr std::chrono::seconds kPendingDefault{60};
constexpr std::size_t kProblemBytes = 4 * 1024;
constexpr std::string_view kSubject = "distanskoll-agent";  // the collector ignores it

/// Why, in the collector's own words (RFC 9457), when they can be shown.
std::string detail_of(const HttpResponse& response) {
  if (response.content_type != "application/problem+json" || response.body.size() > kProblemBytes) {
    return {};
  }
  boost::system::error_code bad;
  const auto problem = boost::json::parse(response.body, bad);
  const auto* members = bad ? nullptr : problem.if_object();
  const auto* detail = members != nullptr ? members->if_contains("detail") : nullptr;
  const auto* words = detail != nullptr ? detail->if_string() : nullptr;
  if (words == nullptr || !is_printable_utf8({words->data(), words->size()})) return {};
  return " (" + std::string(words->data(), words->size()) + ")";
}

Error refusal(const HttpClient& client, const HttpResponse& response, std::string_view what) {
  const std::string message = client.endpoint().authority() + ": " + std::string(what) + ": HTTP " +
                              std::to_string(response.status) + detail_of(response);
  switch (response.status) {
    case 401:
    case 403:
      return {ErrorCode::kPermissionDenied,
              message + ": the collector does not accept this code or certificate"};
    case 404:
      return {ErrorCode::kUnsupported, message + ": is this a Distanskoll collector?"};
    case 400:
    case 413:
    case 415:
      return {ErrorCode::kMalformed, message};
    default:
      return {ErrorCode::kUnavailable, message};
  }
}

Result<std::vector<crypto::Certificate>> certificates_of(const HttpResponse& response) {
  auto der = crypto::base64_decode(response.body, true);
  if (!der) return Error{ErrorCode::kMalformed, "the EST answer is not base64"};
  return crypto::decode_certs_only(*der);
}

/// Nothing from a collector that does not name its log's key.
Result<std::optional<LogKey>> log_key_of(const HttpResponse& response) {
  if (response.log_key.empty()) return std::optional<LogKey>{};
  auto key = parse_log_key(response.log_key);
  if (!key) return key.error().with_prefix("Distanskoll-Log-Key");
  return std::optional<LogKey>(std::move(*key));
}

void tell(HttpRequest& request, const ComputerClaims& claims) {
  const std::pair<const char*, const std::string&> told[] = {
      {"Distanskoll-Host-Name", claims.host_name},
      {"Distanskoll-Serial-Number", claims.serial_number},
      {"Distanskoll-Hardware-Hash", claims.hardware}};
  for (const auto& [name, value] : told) {
    if (!value.empty()) request.headers.emplace_back(name, value);
  }
}

Result<EstAnswer> ask(HttpClient& client, const crypto::PrivateKey& key, HttpRequest request,
                      std::string_view what) {
  auto csr = crypto::make_request(key, kSubject);
  if (!csr) return csr.error();
  request.method = "POST";
  request.headers.emplace_back("Content-Type", "application/pkcs10");
  request.headers.emplace_back("Content-Transfer-Encoding", "base64");
  request.body = crypto::base64_encode(*csr);
  auto response = client.send(request);
  if (!response) return response.error();
  if (response->status == 202) {
    return EstAnswer(EstPending{response->retry_after.value_or(kPendingDefault)});
  }
  if (response->status != 200) return refusal(client, *response, what);
  auto certificates = certificates_of(*response);
  if (!certificates) return certificates.error();
  auto pseudonym_key = crypto::base64url_decode_digest(response->pseudonym_key);
  if (!pseudonym_key) {
    return Error{ErrorCode::kMalformed,
                 "the collector sent a certificate without Distanskoll-Pseudonym-Key"};
  }
  auto log_key = log_key_of(*response);
  if (!log_key) return log_key.error();
  return EstAnswer(EstIssued{std::move(*certificates), *pseudonym_key, std::move(*log_key)});
}

}  // namespace

std::string_view to_string(SuccessorReason reason) {
  switch (reason) {
    case SuccessorReason::kNumberTaken:
      return "number_taken";
    case SuccessorReason::kSeriesLost:
      return "series_lost";
  }
  return "";
}

Result<EstPublished> est_published(HttpClient& client) {
  HttpRequest request;
  request.target = "/.well-known/est/cacerts";
  auto response = client.send(request);
  if (!response) return response.error();
  if (response->status != 200) return refusal(client, *response, "CA certificates");
  auto certificates = certificates_of(*response);
  if (!certificates) return certificates.error();
  auto log_key = log_key_of(*response);
  if (!log_key) return log_key.error();
  return EstPublished{std::move(*certificates), std::move(*log_key)};
}

Result<EstAnswer> est_enroll(HttpClient& client, const crypto::PrivateKey& key,
                             std::string_view basic, const ComputerClaims& claims) {
  HttpRequest request;
  request.target = "/.well-known/est/simpleenroll";
  if (!basic.empty()) {
    request.headers.emplace_back("Authorization",
                                 "Basic " + crypto::base64_encode(as_bytes(basic)));
  }
  tell(request, claims);
  return ask(client, key, std::move(request), "enrolment");
}

Result<EstAnswer> est_reenroll(HttpClient& client, const crypto::PrivateKey& key,
                               const std::optional<SuccessorWish>& successor) {
  HttpRequest request;
  request.target = "/.well-known/est/simplereenroll";
  if (successor) {
    request.headers.emplace_back("Distanskoll-Successor",
                                 std::string(to_string(successor->reason)));
    tell(request, successor->claims);
  }
  return ask(client, key, std::move(request), "renewal");
}

}  // namespace distanskoll::agent
