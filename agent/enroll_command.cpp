// SPDX-License-Identifier: EUPL-1.2
#include "agent/agent.h"
#include "agent/commands.h"
#include "agent/reporting/enrolment.h"
#include "agent/reporting/enrolment_code.h"
#include "agent/reporting/local_socket.h"
#include "shared/crypto/encoding.h"
#include "shared/crypto/hash.h"
#include "shared/files.h"
#include "shared/text.h"

#include <algorithm>
#include <cstdio>
#include <thread>

#include <boost/json.hpp>
#include <unistd.h>

namespace distanskoll::agent {

namespace {

constexpr std::size_t kCodeBytes = 1024;
constexpr std::size_t kDmiBytes = 256;
constexpr std::size_t kPemBytes = 256 * 1024;
constexpr char kDmi[] = "/sys/class/dmi/id/";

int complain(const Error& error) {
  std::fprintf(stderr, "distanskoll-agent: %s\n", error.message.c_str());
  const bool ours = error.code == ErrorCode::kInvalidArgument ||
                    error.code == ErrorCode::kMalformed || error.code == ErrorCode::kNotFound;
  return ours ? 2 : 3;
}

Result<std::string> read_code(const EnrollOptions& options, Language language) {
  if (!options.code_file.empty()) return read_file(options.code_file, kCodeBytes);
  if (::isatty(STDIN_FILENO) == 1) {
    std::fprintf(stderr, "%s\n", std::string(text(language, Text::kPasteCode)).c_str());
  }
  std::string code;
  int byte = 0;
  while (code.size() < kCodeBytes && (byte = std::fgetc(stdin)) != EOF && byte != '\n') {
    code.push_back(static_cast<char>(byte));
  }
  return code;
}

/// A line of the firmware's tables; makers fill unused ones with phrases, which are dropped.
std::string dmi(const char* name) {
  auto line = read_file(std::string(kDmi) + name, kDmiBytes);
  if (!line) return {};
  while (!line->empty() && (line->back() == '\n' || line->back() == ' ')) line->pop_back();
  const bool usable = line->size() >= 4 && line->size() <= 64 && is_printable_utf8(*line) &&
                      line->find("O.E.M") == std::string::npos &&
                      line->find("Default string") == std::string::npos &&
                      line->find("Not Specified") == std::string::npos;
  return usable ? *line : std::string();
}

/// The hardware hash is keyed with the collector's CA key, so that two collectors cannot compare
/// theirs, and is the same after the laptop was installed anew.
ComputerClaims claims_for(const Digest& fingerprint) {
  ComputerClaims claims;
  char host[256] = {};
  if (::gethostname(host, sizeof host - 1) == 0 && is_printable_utf8(host)) claims.host_name = host;
  claims.serial_number = dmi("product_serial");
  const std::string uuid = dmi("product_uuid");
  if (!uuid.empty()) {
    claims.hardware = crypto::base64url_encode(
        crypto::hmac_sha256(fingerprint, as_bytes(uuid + "\n" + claims.serial_number)));
  }
  return claims;
}

Result<EnrolmentRequest> request_of(const EnrollOptions& options, Language language) {
  EnrolmentRequest request;
  if (options.client_cert.empty()) {
    auto text = read_code(options, language);
    if (!text) return text.error();
    auto code = parse_enrolment_code(*text);
    if (!code) return code.error();
    request.fingerprint = code->fingerprint;
    request.basic = code->id + ":" + code->secret;
    return request;
  }
  auto fingerprint = parse_fingerprint(options.fingerprint);
  if (!fingerprint) return fingerprint.error().with_prefix("--fingerprint");
  request.fingerprint = *fingerprint;
  auto pem = read_file(options.client_cert, kPemBytes);
  if (!pem) return pem.error();
  auto chain = crypto::Certificate::chain_from_pem(*pem);
  if (!chain) return chain.error().with_prefix(options.client_cert);
  auto key = crypto::PrivateKey::load(options.client_key);
  if (!key) return key.error();
  request.enterprise = std::make_shared<const EnterpriseCertificate>(
      EnterpriseCertificate{std::move(*chain), std::move(*key)});
  return request;
}

void announce(const Identity& identity, const CommonOptions& common) {
  if (common.json) {
    const boost::json::object result{
        {"device", identity.device_id},
        {"key", identity.key.in_tpm() ? "tpm" : "file"},
        {"certificate_ends", format_time(identity.certificate().not_after())}};
    std::printf("%s\n", boost::json::serialize(result).c_str());
    return;
  }
  std::printf("%s %s\n%s\n", std::string(text(common.language, Text::kEnrolledAs)).c_str(),
              identity.device_id.c_str(),
              std::string(text(common.language, Text::kStartAgent)).c_str());
}

}  // namespace

int enroll_command(const CommonOptions& common, const EnrollOptions& options) {
  auto config = load_config(common.config);
  if (!config) return complain(config.error());
  if (ask_local_socket(config->socket, LocalQuestion::kPosture)) {
    return complain({ErrorCode::kInvalidArgument,
                     "the agent is running: systemctl stop distanskoll-agent, then enroll"});
  }
  auto request = request_of(options, common.language);
  if (!request) return complain(request.error());
  request->claims = claims_for(request->fingerprint);
  request->tpm = config->tpm;
  const CollectorRoute route{config->collectors, proxy_words(*config, common.environment)};
  const IdentityStore store(config->state / "identity");
  const SystemClock clock;
  while (true) {
    auto outcome = enroll(route, store, *request, clock);
    if (!outcome) return complain(outcome.error());
    if (const auto* identity = std::get_if<SharedIdentity>(&*outcome)) {
      announce(**identity, common);
      return 0;
    }
    const auto wait = std::max(std::get<EstPending>(*outcome).retry_after, std::chrono::seconds(1));
    std::fprintf(stderr, "%s (%lld s)\n",
                 std::string(text(common.language, Text::kMustBeApproved)).c_str(),
                 static_cast<long long>(wait.count()));
    if (options.no_wait) return 3;
    std::this_thread::sleep_for(wait);
  }
}

}  // namespace distanskoll::agent
