// SPDX-License-Identifier: EUPL-1.2
#include "server/admission/line.h"

#include "server/ledger/projection.h"
#include "shared/crypto/hash.h"
#include "shared/limits.h"
#include "shared/report/codec.h"
#include "shared/text.h"

namespace distanskoll::server::admission {
namespace {

constexpr std::uint64_t kVerifyEvery = 12;
/// A report made just before the key changed may say a time just after.
constexpr std::chrono::seconds kOldKeyGrace{300};

/// The canonical form begins {"v":1,"seq":N, so the number can be found without believing the rest.
std::uint64_t number_in(std::string_view payload) {
  constexpr std::string_view kName = R"("seq":)";
  const std::size_t at = payload.substr(0, 64).find(kName);
  if (at == std::string_view::npos) return 0;
  std::string_view digits = payload.substr(at + kName.size());
  digits = digits.substr(0, digits.find_first_not_of("0123456789"));
  const std::optional<std::uint64_t> number = parse_unsigned(digits);
  return number && *number <= static_cast<std::uint64_t>(limits::kLargestInteger) ? *number : 0;
}

void read_report(Line& line, const crypto::UntrustedJws& jws, const PeerKey& key,
                 const policy::Policy& policy) {
  if (!crypto::verify_jws(jws, key.key)) {
    line.refuse(Refusal::kBadSignature, "the signature does not fit the key that kid names");
    return;
  }
  Result<report::Report> report = report::decode_report(jws.payload);
  if (!report) {
    line.refuse(Refusal::kMalformed, std::move(report.error().message));
    return;
  }
  line.seq = report->seq;
  PreparedReport prepared;
  prepared.results = ledger::judge_all(policy, report->observations);
  prepared.old_key = key.superseded_at && report->at > *key.superseded_at + kOldKeyGrace;
  prepared.report = std::move(*report);
  line.content = std::move(prepared);
}

void read_heartbeat(Line& line, const crypto::UntrustedJws& jws,
                    std::shared_ptr<const PeerKey> key) {
  Result<report::Heartbeat> heartbeat = report::decode_heartbeat(jws.payload);
  if (!heartbeat) {
    line.refuse(Refusal::kMalformed, std::move(heartbeat.error().message));
    return;
  }
  line.seq = heartbeat->seq;
  const bool verify = (heartbeat->seq - heartbeat->unchanged_since) % kVerifyEvery == 0;
  if (verify && !crypto::verify_jws(jws, key->key)) {
    line.bad_heartbeat = true;
    line.refuse(Refusal::kBadSignature, "the signature does not fit the key that kid names");
    return;
  }
  line.content = PreparedHeartbeat{*heartbeat, std::move(key), verify};
}

}  // namespace

std::string_view to_string(Refusal refusal) {
  switch (refusal) {
    case Refusal::kMalformed:
      return "malformed";
    case Refusal::kBadSignature:
      return "bad_signature";
    case Refusal::kUnknownKey:
      return "unknown_key";
    case Refusal::kNumberTaken:
      return "number_taken";
    case Refusal::kOutOfOrder:
      return "out_of_order";
    case Refusal::kTooLarge:
      return "too_large";
  }
  return "malformed";
}

std::vector<std::string_view> split_lines(std::string_view body) {
  std::vector<std::string_view> lines;
  while (!body.empty()) {
    const std::size_t end = body.find('\n');
    lines.push_back(body.substr(0, end));
    if (end == std::string_view::npos) break;
    body.remove_prefix(end + 1);
  }
  return lines;
}

std::uint64_t claimed_number(std::string_view jws) {
  const Result<crypto::UntrustedJws> parts = crypto::split_jws(jws);
  return parts ? number_in(parts->payload) : 0;
}

Line prepare(std::string_view jws, const KeyFinder& key_of, const policy::Policy& policy) {
  Line line;
  line.jws = jws;
  const Result<crypto::UntrustedJws> parts = crypto::split_jws(jws);
  if (!parts) {
    const bool large = parts.error().code == ErrorCode::kTooLarge;
    line.refuse(large ? Refusal::kTooLarge : Refusal::kMalformed, parts.error().message);
    return line;
  }
  line.hash = crypto::sha256(jws);
  line.seq = number_in(parts->payload);
  Result<std::shared_ptr<const PeerKey>> key = key_of(parts->key_id);
  if (!key) {
    const ErrorCode code = key.error().code;
    if (code == ErrorCode::kNotFound || code == ErrorCode::kRevoked) {
      line.refuse(Refusal::kUnknownKey, std::move(key.error().message));
    } else {
      line.retry(limits::kRetrySoon);
    }
    return line;
  }
  switch (parts->type) {
    case crypto::JwsType::kReport:
      read_report(line, *parts, **key, policy);
      break;
    case crypto::JwsType::kHeartbeat:
      read_heartbeat(line, *parts, std::move(*key));
      break;
  }
  return line;
}

bool verify_now(const Line& line) {
  const auto* heartbeat = std::get_if<PreparedHeartbeat>(&line.content);
  if (heartbeat == nullptr) return false;
  if (heartbeat->verified) return true;
  const Result<crypto::UntrustedJws> parts = crypto::split_jws(line.jws);
  return parts && crypto::verify_jws(*parts, heartbeat->key->key);
}

}  // namespace distanskoll::server::admission
