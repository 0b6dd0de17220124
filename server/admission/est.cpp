// SPDX-License-Identifier: EUPL-1.2
#include "server/admission/est.h"

#include "shared/crypto/encoding.h"
#include "shared/crypto/request.h"
#include "shared/crypto/revocation.h"
#include "shared/files.h"
#include "shared/limits.h"
#include "shared/text.h"

#include <algorithm>

namespace distanskoll::server::admission {
namespace {

using net::Method;
using net::Reply;
using net::Request;
using net::Response;

constexpr std::string_view kPath = "/.well-known/est/";
constexpr std::size_t kLine = 64;
constexpr std::size_t kAddressesRemembered = 100'000;
constexpr std::size_t kRevocationBytes = 8 * 1024 * 1024;

Response certs_only(std::span<const crypto::Certificate> certificates) {
  auto der = crypto::encode_certs_only(certificates);
  if (!der) return net::problem(der.error());
  const auto text = crypto::base64_encode(*der);
  Response response;
  response.content_type = "application/pkcs7-mime; smime-type=certs-only";
  for (std::size_t at = 0; at < text.size(); at += kLine) {
    response.body += text.substr(at, kLine) + "\n";  // LF: `base64 -d` refuses CR
  }
  return std::move(response.with("Content-Transfer-Encoding", "base64"));
}

Response response_of(Outcome outcome, const std::string& log_key) {
  if (!outcome) return net::problem(outcome.error());
  if (const auto* waiting = std::get_if<Waiting>(&*outcome)) {
    auto response = net::problem(202, "waiting", "somebody must approve this computer first");
    return std::move(response.with("Retry-After", std::to_string(waiting->retry_after_seconds)));
  }
  const auto& issued = std::get<Issued>(*outcome);
  const std::vector<crypto::Certificate> only{issued.certificate};
  auto response = certs_only(only);
  response.with("Distanskoll-Pseudonym-Key", crypto::base64url_encode(issued.pseudonym_key));
  return std::move(response.with("Distanskoll-Log-Key", log_key));
}

/// Whoever has one IPv6 address has its /64.
net::Address counted(net::Address address) {
  if (!address.is_v4()) std::fill(address.bytes.begin() + 8, address.bytes.end(), std::uint8_t{0});
  return address;
}

/// The chain first: a file is read for nobody whose certificate leads nowhere.
Result<EnterprisePeer> judge_enterprise(const EstParts& parts, const Request& request) {
  if (!request.peer || parts.enterprise_cas.empty()) {
    return Error{ErrorCode::kPermissionDenied, "no certificate of a known enterprise CA"};
  }
  const auto& leaf = request.peer->certificate;
  const auto now = parts.clock.wall();
  DISTANSKOLL_TRY(crypto::verify_chain(leaf, request.peer->intermediates, parts.enterprise_cas,
                                       crypto::Purpose::kTlsClient, now));
  if (parts.enterprise_crl) {
    auto pem = read_file(*parts.enterprise_crl, kRevocationBytes);
    if (!pem) return Error{ErrorCode::kUnavailable, pem.error().message};
    auto lists = crypto::RevocationList::from_pem(*pem);
    if (!lists) {
      return Error{ErrorCode::kUnavailable,
                   parts.enterprise_crl->string() + ": " + lists.error().message};
    }
    auto authorities = parts.enterprise_cas;
    authorities.insert(authorities.end(), request.peer->intermediates.begin(),
                       request.peer->intermediates.end());
    DISTANSKOLL_TRY(crypto::check_not_revoked(leaf, authorities, *lists, now));
  }
  const auto names = leaf.dns_names();
  auto host = names.empty() ? leaf.subject_common_name() : names.front();
  if (host.empty() || host.size() > 255 || !is_printable_utf8(host)) {
    return Error{ErrorCode::kUntrusted, "the enterprise certificate names no host"};
  }
  return EnterprisePeer{std::move(host)};
}

net::Demand<CodeCredential> code(const EstParts& parts) {
  return {
      "code",
      [parts](const Request& request) -> Result<CodeCredential> {
        if (!parts.failures.may_try(request.remote, parts.clock.boot())) {
          return Error{ErrorCode::kTooLarge, "too many wrong codes from this address"};
        }
        const auto authorization = request.header("Authorization");
        // Whoever shows a certificate and no code is told what is wrong with the certificate.
        if (authorization.empty() && request.peer && !parts.enterprise_cas.empty()) {
          auto peer = judge_enterprise(parts, request);
          if (!peer) return peer.error();
        }
        return read_basic(authorization);
      },
      [](const Error& error) {
        if (error.code == ErrorCode::kTooLarge) {
          return std::move(net::problem(429, "too_many", error.message).with("Retry-After", "60"));
        }
        if (error.code != ErrorCode::kPermissionDenied) return net::problem(error);
        return std::move(net::problem(401, "code_needed", error.message)
                             .with("WWW-Authenticate", "Basic realm=\"Distanskoll enrolment\""));
      }};
}

net::Demand<EnterprisePeer> enterprise(const EstParts& parts) {
  return {"enterprise",
          [parts](const Request& request) { return judge_enterprise(parts, request); }};
}

net::Demand<DevicePeer> device_even_expired(const EstParts& parts) {
  return {"device", [&admission = parts.admission](const Request& request) -> Result<DevicePeer> {
            if (!request.peer) {
              return Error{ErrorCode::kPermissionDenied, "a device certificate is needed"};
            }
            return admission.identify(request.peer->certificate, true);
          }};
}

bool wants_successor(const Request& request) {
  return !request.header("Distanskoll-Successor").empty() || request.query == "successor=1";
}

}  // namespace

bool CodeFailures::may_try(const net::Address& address, BootTime now) const {
  const std::lock_guard lock(mutex_);
  const auto found = failures_.find(counted(address));
  if (found == failures_.end()) return true;
  const auto recent = std::count_if(found->second.begin(), found->second.end(), [&](BootTime at) {
    return now - at < std::chrono::minutes(1);
  });
  return recent < limits::kCodeFailuresPerMinute;
}

void CodeFailures::failed(const net::Address& address, BootTime now) {
  const std::lock_guard lock(mutex_);
  const auto old = [&](BootTime at) { return now - at >= std::chrono::minutes(1); };
  if (failures_.size() >= kAddressesRemembered) {
    std::erase_if(failures_, [&](const auto& each) {
      return std::all_of(each.second.begin(), each.second.end(), old);
    });
  }
  auto& times = failures_[counted(address)];
  std::erase_if(times, old);
  times.push_back(now);
}

Result<CodeCredential> read_basic(std::string_view authorization) {
  const Error needed{ErrorCode::kPermissionDenied,
                     "an enrolment code is needed: user is its ID, password its SECRET"};
  constexpr std::string_view kScheme = "Basic ";
  if (!authorization.starts_with(kScheme) || authorization.size() > 512) return needed;
  const auto decoded = crypto::base64_decode(authorization.substr(kScheme.size()));
  if (!decoded) return needed;
  const auto text = as_text(*decoded);
  const auto colon = text.find(':');
  if (colon == std::string_view::npos) return needed;
  CodeCredential credential{std::string(text.substr(0, colon)),
                            std::string(text.substr(colon + 1))};
  if (!is_token(credential.id) || credential.secret.empty()) return needed;
  return credential;
}

Result<Applicant> read_applicant(const Request& request) {
  const auto type = request.header("Content-Type");
  if (type.substr(0, type.find(';')) != "application/pkcs10") {
    return Error{ErrorCode::kMalformed, "the body must be application/pkcs10 in base64"};
  }
  auto der = crypto::base64_decode(request.body, true);
  if (!der) return der.error().with_prefix("the request is not base64");
  auto key = crypto::key_of_request(*der);
  if (!key) return key.error();
  Applicant applicant{std::move(*key), {}, {}, {}, request.remote};
  const auto host = request.header("Distanskoll-Host-Name");
  if (!host.empty()) {
    if (host.size() > 255 || !is_printable_utf8(host)) {
      return Error{ErrorCode::kMalformed, "Distanskoll-Host-Name is no host name"};
    }
    applicant.host_name = std::string(host);
  }
  const auto serial = request.header("Distanskoll-Serial-Number");
  if (!serial.empty()) {
    if (serial.size() > 64 || !is_printable_utf8(serial)) {
      return Error{ErrorCode::kMalformed, "Distanskoll-Serial-Number is longer than 64 bytes"};
    }
    applicant.serial_number = std::string(serial);
  }
  const auto hardware = request.header("Distanskoll-Hardware-Hash");
  if (!hardware.empty()) {
    auto digest = crypto::base64url_decode_digest(hardware);
    if (!digest) return digest.error().with_prefix("Distanskoll-Hardware-Hash");
    applicant.hardware = *digest;
  }
  return applicant;
}

void add_est_routes(net::Router& router, const EstParts& parts) {
  const std::string path(kPath);
  const auto send = [log_key = parts.log_key](const Reply& reply) {
    return [log_key, reply](Outcome outcome) { reply(response_of(std::move(outcome), log_key)); };
  };
  router.on<net::Nobody>(Method::kGet, path + "cacerts", net::nobody(),
                         [published = parts.published, log_key = parts.log_key](
                             Request&, const net::Nobody&, const Reply& reply) {
                           auto response = certs_only(published);
                           reply(std::move(response.with("Distanskoll-Log-Key", log_key)));
                         });
  router.on<EnterprisePeer>(
      Method::kPost, path + "simpleenroll", enterprise(parts),
      [&enrolment = parts.enrolment, send](Request& request, const EnterprisePeer& peer,
                                           const Reply& reply) {
        auto applicant = read_applicant(request);
        if (!applicant) return reply(net::problem(applicant.error()));
        enrolment.enrol(peer, std::move(*applicant), send(reply));
      },
      limits::kEstBodyBytes);
  router.on<CodeCredential>(
      Method::kPost, path + "simpleenroll", code(parts),
      [&enrolment = parts.enrolment, &failures = parts.failures, &clock = parts.clock, send](
          Request& request, const CodeCredential& credential, const Reply& reply) {
        auto applicant = read_applicant(request);
        if (!applicant) return reply(net::problem(applicant.error()));
        enrolment.enrol(
            credential, std::move(*applicant),
            [&failures, &clock, from = request.remote, answer = send(reply)](Outcome outcome) {
              if (!outcome && outcome.error().code == ErrorCode::kPermissionDenied) {
                failures.failed(from, clock.boot());
              }
              answer(std::move(outcome));
            });
      },
      limits::kEstBodyBytes);
  router.on<DevicePeer>(
      Method::kPost, path + "simplereenroll", device_even_expired(parts),
      [&enrolment = parts.enrolment, send](Request& request, const DevicePeer& peer,
                                           const Reply& reply) {
        auto applicant = read_applicant(request);
        if (!applicant) return reply(net::problem(applicant.error()));
        enrolment.renew(peer, std::move(*applicant), wants_successor(request), send(reply));
      },
      limits::kEstBodyBytes);
}

}  // namespace distanskoll::server::admission
