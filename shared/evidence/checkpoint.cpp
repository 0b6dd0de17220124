// SPDX-License-Identifier: EUPL-1.2
#include "shared/evidence/checkpoint.h"

#include "shared/crypto/encoding.h"
#include "shared/crypto/hash.h"
#include "shared/text.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace distanskoll::evidence {
namespace {

constexpr std::size_t kNoteBytes = 16 * 1024;
constexpr std::size_t kOriginBytes = 255;
constexpr std::size_t kKeyIdBytes = 4;
constexpr std::uint8_t kEd25519Type = 0x01;
constexpr std::size_t kEd25519KeyBytes = 32;
/// RFC 8410 section 4: what stands in front of the raw key in its SubjectPublicKeyInfo.
constexpr std::array<std::uint8_t, 12> kEd25519Info = {0x30, 0x2A, 0x30, 0x05, 0x06, 0x03,
                                                       0x2B, 0x65, 0x70, 0x03, 0x21, 0x00};
constexpr std::string_view kDash = "\xE2\x80\x94 ";  ///< U+2014 and a blank open a signature line

using KeyId = std::array<std::uint8_t, kKeyIdBytes>;

Error malformed_checkpoint(std::string_view what) {
  return {ErrorCode::kMalformed, "not a checkpoint: " + std::string(what)};
}

bool is_origin(std::string_view text) {
  return !text.empty() && text.size() <= kOriginBytes &&
         std::ranges::all_of(text, [](char c) { return c > 0x20 && c < 0x7F && c != '+'; });
}

/// 0x01 and the raw key: the end of its SubjectPublicKeyInfo.
Bytes typed_key(const crypto::PublicKey& key) {
  const ByteView raw = ByteView(key.spki()).last(kEd25519KeyBytes);
  Bytes typed{kEd25519Type};
  typed.insert(typed.end(), raw.begin(), raw.end());
  return typed;
}

KeyId key_id(std::string_view origin, const crypto::PublicKey& key) {
  const Digest digest =
      crypto::sha256({as_bytes(origin), as_bytes("\n"), ByteView(typed_key(key))});
  KeyId id;
  std::copy_n(digest.begin(), id.size(), id.begin());
  return id;
}

std::string text_of(const Checkpoint& checkpoint) {
  return checkpoint.origin + "\n" + std::to_string(checkpoint.size) + "\n" +
         crypto::base64_encode(checkpoint.root) + "\n";
}

/// Takes one line off the front, without its LF; nothing when there is no LF.
std::optional<std::string_view> take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end + 1);
  return line;
}

Result<Checkpoint> parse_text(std::string_view text) {
  const auto origin = take_line(text);
  const auto size = take_line(text);
  const auto root = take_line(text);
  if (!origin || !size || !root || !text.empty())
    return malformed_checkpoint("it is not three lines");
  if (!is_origin(*origin)) return malformed_checkpoint("its origin");
  const std::optional<std::uint64_t> leaves = parse_unsigned(*size);
  if (!leaves) return malformed_checkpoint("its size");
  const Result<Bytes> hash = crypto::base64_decode(*root);
  Checkpoint checkpoint{std::string(*origin), *leaves, {}};
  if (!hash || hash->size() != checkpoint.root.size()) return malformed_checkpoint("its root");
  std::ranges::copy(*hash, checkpoint.root.begin());
  return checkpoint;
}

struct Signature {
  std::string_view name;
  Bytes id_and_signature;
};

Result<Signature> parse_signature(std::string_view line) {
  if (!line.starts_with(kDash)) return malformed_checkpoint("a signature line without its dash");
  line.remove_prefix(kDash.size());
  const std::size_t blank = line.find(' ');
  if (blank == 0 || blank == std::string_view::npos)
    return malformed_checkpoint("a signature line without a name");
  Result<Bytes> bytes = crypto::base64_decode(line.substr(blank + 1));
  if (!bytes || bytes->size() <= kKeyIdBytes)
    return malformed_checkpoint("a signature that is not base64");
  return Signature{line.substr(0, blank), std::move(*bytes)};
}

}  // namespace

Result<std::string> sign_checkpoint(const Checkpoint& checkpoint, const crypto::PrivateKey& key) {
  if (!is_origin(checkpoint.origin)) {
    return Error{ErrorCode::kInvalidArgument,
                 "a log's origin is printable ASCII without blanks and '+', at most 255 bytes"};
  }
  if (key.public_key().kind() != crypto::KeyKind::kEd25519) {
    return Error{ErrorCode::kInvalidArgument, "checkpoints are signed with an Ed25519 key"};
  }
  std::string note = text_of(checkpoint);
  const Result<Bytes> signature = key.sign(as_bytes(note));
  if (!signature) return signature.error();
  const KeyId id = key_id(checkpoint.origin, key.public_key());
  Bytes signed_by(id.begin(), id.end());
  signed_by.insert(signed_by.end(), signature->begin(), signature->end());
  note.append("\n").append(kDash).append(checkpoint.origin).append(" ");
  note.append(crypto::base64_encode(signed_by)).append("\n");
  return note;
}

Result<Checkpoint> verify_checkpoint(std::string_view note, const crypto::PublicKey& key) {
  if (note.size() > kNoteBytes) {
    return Error{ErrorCode::kTooLarge,
                 "a checkpoint may have " + std::to_string(kNoteBytes) + " bytes"};
  }
  const std::size_t middle = note.rfind("\n\n");
  if (middle == std::string_view::npos)
    return malformed_checkpoint("no blank line before the signatures");
  const std::string_view text = note.substr(0, middle + 1);
  Result<Checkpoint> checkpoint = parse_text(text);
  if (!checkpoint) return checkpoint.error();

  const bool can_sign = key.kind() == crypto::KeyKind::kEd25519;
  const KeyId id = can_sign ? key_id(checkpoint->origin, key) : KeyId{};
  std::string_view lines = note.substr(middle + 2);
  if (!lines.ends_with('\n')) return malformed_checkpoint("its last line does not end");
  bool is_signed = false;
  while (const auto line = take_line(lines)) {
    const Result<Signature> signature = parse_signature(*line);
    if (!signature) return signature.error();
    const ByteView bytes = signature->id_and_signature;
    if (!can_sign || signature->name != checkpoint->origin ||
        !std::ranges::equal(bytes.first(kKeyIdBytes), id)) {
      continue;
    }
    if (!key.verify(as_bytes(text), bytes.subspan(kKeyIdBytes))) {
      return Error{ErrorCode::kUntrusted, "the checkpoint's signature is wrong"};
    }
    is_signed = true;
  }
  if (!is_signed) {
    return Error{ErrorCode::kUntrusted,
                 "the checkpoint of " + checkpoint->origin + " is not signed by the known key"};
  }
  return checkpoint;
}

std::string verifier_key(std::string_view origin, const crypto::PublicKey& key) {
  return std::string(origin) + "+" + crypto::hex_encode(key_id(origin, key)) + "+" +
         crypto::base64_encode(typed_key(key));
}

Result<Verifier> parse_verifier_key(std::string_view text) {
  const Error wrong{ErrorCode::kMalformed, "not a log's verifier key (name+hash+key)"};
  const std::size_t first = text.find('+');
  const std::size_t second = first == std::string_view::npos ? first : text.find('+', first + 1);
  if (second == std::string_view::npos || text.size() > kOriginBytes + 128) return wrong;
  const std::string_view origin = text.substr(0, first);
  const Result<Bytes> typed = crypto::base64_decode(text.substr(second + 1));
  if (!is_origin(origin) || !typed || typed->size() != 1 + kEd25519KeyBytes ||
      typed->front() != kEd25519Type) {
    return wrong;
  }
  Bytes info(kEd25519Info.begin(), kEd25519Info.end());
  info.insert(info.end(), typed->begin() + 1, typed->end());
  Result<crypto::PublicKey> key = crypto::PublicKey::from_spki(info);
  if (!key || verifier_key(origin, *key) != text) return wrong;
  return Verifier{std::string(origin), std::move(*key)};
}

}  // namespace distanskoll::evidence
