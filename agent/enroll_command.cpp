// SPDX-License-Identifier: EUPL-1.2
#include "agent/agent.h"
#include "agent/commands.h"
#include "agent/computer_claims.h"
#include "agent/host/system.h"
#include "agent/reporting/enrolment.h"
#include "agent/reporting/state_lock.h"
#include "agent/reporting/system_ways.h"
#include "shared/files.h"

#include <algorithm>
#include <cstdio>
#include <thread>
#include <tuple>

#include <boost/json.hpp>
#include <fmt/format.h>

namespace distanskoll::agent {

namespace {

constexpr std::size_t kPemBytes = 256 * 1024;

/// Says it. 2 when the caller's own words are wrong, else 3.
int enrolment_failed(const Error& error) {
  const bool ours = error.code == ErrorCode::kInvalidArgument ||
                    error.code == ErrorCode::kMalformed || error.code == ErrorCode::kNotFound;
  return complain(error, ours ? 2 : 3);
}

Result<std::string> read_code(const EnrollOptions& options, Language language) {
  if (!options.code_file.empty()) return read_file(options.code_file, kEnrolmentCodeBytes);
  if (input_is_typed()) {
    std::ignore =
        std::fprintf(stderr, "%s\n", std::string(text(language, Text::kPasteCode)).c_str());
  }
  std::string code;
  int byte = 0;
  while (code.size() < kEnrolmentCodeBytes && (byte = std::fgetc(stdin)) != EOF && byte != '\n') {
    code.push_back(static_cast<char>(byte));
  }
  return code;
}

Result<EnrolmentRequest> request_of(const EnrollOptions& options, Language language) {
  if (options.client_cert.empty()) {
    const auto text = read_code(options, language);
    if (!text) return text.error();
    const auto code = parse_enrolment_code(*text);
    if (!code) return code.error();
    return request_by_code(*code);
  }
  EnrolmentRequest request;
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
  const Text where = identity.key.in_tpm() ? Text::kKeyInTpm : Text::kKeyInFile;
  std::printf("%s %s\n%s\n%s %s\n", std::string(text(common.language, Text::kEnrolledAs)).c_str(),
              identity.device_id.c_str(), std::string(text(common.language, where)).c_str(),
              std::string(text(common.language, Text::kStartAgent)).c_str(),
              std::string(start_command()).c_str());
}

}  // namespace

int enroll_command(const CommonOptions& common, const EnrollOptions& options) {
  auto config = load_config(common.config);
  if (!config) return enrolment_failed(config.error());
  const auto lock = StateLock::take(config->state);
  if (!lock && lock.error().code == ErrorCode::kConflict) {
    return enrolment_failed(
        {ErrorCode::kInvalidArgument,
         fmt::format("{}: {} {}", config->state.string(), text(common.language, Text::kStateInUse),
                     stop_command())});
  }
  if (!lock) return enrolment_failed(lock.error());
  auto request = request_of(options, common.language);
  if (!request) return enrolment_failed(request.error());
  request->claims = claims_for(this_computer(), request->fingerprint);
  request->tpm = config->tpm;
  const CollectorRoute route{config->collectors, proxy_words(*config, common.environment),
                             make_system_ways()};
  const IdentityStore store(config->state / "identity");
  const SystemClock clock;
  while (true) {
    auto outcome = enroll(route, store, *request, clock);
    if (!outcome) return enrolment_failed(outcome.error());
    if (const auto* identity = std::get_if<SharedIdentity>(&*outcome)) {
      announce(**identity, common);
      return 0;
    }
    const auto wait = std::max(std::get<EstPending>(*outcome).retry_after, std::chrono::seconds(1));
    std::ignore = std::fprintf(stderr, "%s (%lld s)\n",
                               std::string(text(common.language, Text::kMustBeApproved)).c_str(),
                               static_cast<long long>(wait.count()));
    if (options.no_wait) return 3;
    std::this_thread::sleep_for(wait);
  }
}

}  // namespace distanskoll::agent
