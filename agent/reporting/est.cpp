// SPDX-License-Identifier: EUPL-1.2
#include "agent/reporting/est.h"

#include "shared/crypto/encoding.h"
#include "shared/crypto/request.h"

namespace distanskoll::agent {

namespace {

constexpr std::chrono::seconds kPendingDefault{60};
constexpr std::string_view kSubject = "distanskoll-agent";  // the collector ignores it

Error refusal(const HttpClient& client, const HttpResponse& response, std::string_view what) {
  const std::string message = client.endpoint().authority() + ": " + std::string(what) + ": HTTP " +
                              std::to_string(response.status);
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
  return EstAnswer(EstIssued{std::move(*certificates), *pseudonym_key});
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

Result<std::vector<crypto::Certificate>> est_ca_certificates(HttpClient& client) {
  HttpRequest request;
  request.target = "/.well-known/est/cacerts";
  auto response = client.send(request);
  if (!response) return response.error();
  if (response->status != 200) return refusal(client, *response, "CA certificates");
  return certificates_of(*response);
}

Result<EstAnswer> est_enroll(HttpClient& client, const crypto::PrivateKey& key,
                             std::string_view basic, const ComputerClaims& claims) {
  HttpRequest request;
  request.target = "/.well-known/est/simpleenroll";
  if (!basic.empty()) {
    request.headers.emplace_back("Authorization",
                                 "Basic " + crypto::base64_encode(as_bytes(basic)));
  }
  const std::pair<const char*, const std::string&> told[] = {
      {"Distanskoll-Host-Name", claims.host_name},
      {"Distanskoll-Serial-Number", claims.serial_number},
      {"Distanskoll-Hardware-Hash", claims.hardware}};
  for (const auto& [name, value] : told) {
    if (!value.empty()) request.headers.emplace_back(name, value);
  }
  return ask(client, key, std::move(request), "enrolment");
}

Result<EstAnswer> est_reenroll(HttpClient& client, const crypto::PrivateKey& key,
                               std::optional<SuccessorReason> successor) {
  HttpRequest request;
  request.target = "/.well-known/est/simplereenroll";
  if (successor) {
    request.headers.emplace_back("Distanskoll-Successor", std::string(to_string(*successor)));
  }
  return ask(client, key, std::move(request), "renewal");
}

}  // namespace distanskoll::agent
