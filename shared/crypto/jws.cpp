// SPDX-License-Identifier: EUPL-1.2
#include "shared/crypto/jws.h"

#include "shared/crypto/encoding.h"
#include "shared/limits.h"

#include <utility>

namespace distanskoll::crypto {
namespace {

// The header is compared as bytes, never parsed as JSON: nothing in it is a choice of the sender.
constexpr std::string_view kReportHeader =
    R"({"alg":"ES256","typ":"distanskoll-report+jws","kid":")";
constexpr std::string_view kHeartbeatHeader =
    R"({"alg":"ES256","typ":"distanskoll-heartbeat+jws","kid":")";
constexpr std::string_view kHeaderEnd = R"("})";

std::string_view header_start(JwsType type) {
  switch (type) {
    case JwsType::kReport:
      return kReportHeader;
    case JwsType::kHeartbeat:
      return kHeartbeatHeader;
  }
  return {};
}

Error malformed_jws(std::string_view what) {
  return {ErrorCode::kMalformed, "not a JWS of ours: " + std::string(what)};
}

Error too_large(std::string_view what, std::size_t most) {
  return {ErrorCode::kTooLarge,
          "a JWS's " + std::string(what) + " may have " + std::to_string(most) + " bytes"};
}

struct Header {
  JwsType type;
  std::string key_id;
};

Result<Header> parse_header(std::string_view encoded) {
  const Result<Bytes> bytes = base64url_decode(encoded);
  if (!bytes) return malformed_jws("its header is not base64url");
  std::string_view text = as_text(*bytes);
  for (const JwsType type : {JwsType::kReport, JwsType::kHeartbeat}) {
    const std::string_view start = header_start(type);
    if (!text.starts_with(start) || !text.ends_with(kHeaderEnd)) continue;
    text.remove_prefix(start.size());
    text.remove_suffix(kHeaderEnd.size());
    if (!base64url_decode_digest(text)) return malformed_jws("its kid is no SHA-256 value");
    return Header{type, std::string(text)};
  }
  return malformed_jws("its header is not exactly the one that is demanded");
}

}  // namespace

Result<UntrustedJws> split_jws(std::string_view compact) {
  if (compact.size() > limits::kJwsBytes) return too_large("text", limits::kJwsBytes);
  const std::size_t first = compact.find('.');
  const std::size_t second = first == std::string_view::npos ? first : compact.find('.', first + 1);
  if (second == std::string_view::npos) return malformed_jws("it does not have three parts");

  Result<Header> header = parse_header(compact.substr(0, first));
  if (!header) return header.error();
  const Result<Bytes> payload = base64url_decode(compact.substr(first + 1, second - first - 1));
  if (!payload) return malformed_jws("its payload is not base64url");
  if (payload->size() > limits::kPayloadBytes) return too_large("payload", limits::kPayloadBytes);
  Result<Bytes> signature = base64url_decode(compact.substr(second + 1));
  if (!signature) return malformed_jws("its signature is not base64url");
  if (signature->size() != kSignatureBytes) return malformed_jws("its signature is not 64 bytes");

  return UntrustedJws{header->type, std::move(header->key_id), compact.substr(0, second),
                      std::string(as_text(*payload)), std::move(*signature)};
}

bool verify_jws(const UntrustedJws& jws, const PublicKey& key) {
  return key.kind() == KeyKind::kP256 && key.key_id() == jws.key_id &&
         key.verify(as_bytes(jws.signing_input), jws.signature);
}

Result<std::string> sign_jws(JwsType type, std::string_view payload, const PrivateKey& key) {
  if (key.public_key().kind() != KeyKind::kP256) {
    return Error{ErrorCode::kInvalidArgument, "reports are signed with a P-256 key"};
  }
  if (payload.size() > limits::kPayloadBytes) return too_large("payload", limits::kPayloadBytes);
  std::string header(header_start(type));
  header.append(key.public_key().key_id()).append(kHeaderEnd);
  std::string compact = base64url_encode(as_bytes(header));
  compact.append(".").append(base64url_encode(as_bytes(payload)));
  const Result<Bytes> signature = key.sign(as_bytes(compact));
  if (!signature) return signature.error();
  compact.append(".").append(base64url_encode(*signature));
  return compact;
}

}  // namespace distanskoll::crypto
