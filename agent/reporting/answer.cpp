// SPDX-License-Identifier: EUPL-1.2
#include "agent/reporting/answer.h"

#include "shared/crypto/encoding.h"
#include "shared/limits.h"
#include "shared/text.h"

#include <algorithm>

#include <boost/json.hpp>

namespace distanskoll::agent {

namespace {

namespace json = boost::json;

constexpr std::size_t kPostureBytes = 64 * 1024;
constexpr std::size_t kDetailBytes = 512;
constexpr std::size_t kNoteBytes = 4 * 1024;
constexpr std::int64_t kRetryMost = 24 * 3600;

Error malformed(std::string_view member) {
  return {ErrorCode::kMalformed, "the collector's answer: " + std::string(member)};
}

/// A JSON integer within [least, most].
std::optional<std::int64_t> integer(const json::value& value, std::int64_t least,
                                    std::int64_t most) {
  std::int64_t number = 0;
  if (const auto* plain = value.if_int64()) {
    number = *plain;
  } else {
    return std::nullopt;
  }
  if (number < least || number > most) return std::nullopt;
  return number;
}

std::optional<std::uint64_t> sequence_number(const json::object& line, std::string_view name) {
  const json::value* value = line.if_contains(name);
  if (value == nullptr) return std::nullopt;
  const auto number = integer(*value, 0, limits::kLargestInteger);
  if (!number) return std::nullopt;
  return static_cast<std::uint64_t>(*number);
}

/// The objects of an array member; an absent member is an empty array.
Result<std::vector<const json::object*>> lines(const json::object& root, std::string_view name) {
  std::vector<const json::object*> found;
  const json::value* value = root.if_contains(name);
  if (value == nullptr) return found;
  const json::array* array = value->if_array();
  if (array == nullptr || array->size() > limits::kLinesPerBody) return malformed(name);
  for (const json::value& element : *array) {
    const json::object* object = element.if_object();
    if (object == nullptr) return malformed(name);
    found.push_back(object);
  }
  return found;
}

Result<Settlement::Receipt> read_receipt(const json::object& line) {
  Settlement::Receipt receipt;
  const auto seq = sequence_number(line, "seq");
  if (!seq) return malformed("receipts[].seq");
  receipt.seq = *seq;
  receipt.leaf = sequence_number(line, "leaf");
  if (const json::value* salt = line.if_contains("salt"); salt != nullptr && !salt->is_null()) {
    const json::string* text = salt->if_string();
    if (text == nullptr) return malformed("receipts[].salt");
    auto digest = crypto::base64url_decode_digest({text->data(), text->size()});
    if (!digest) return malformed("receipts[].salt");
    receipt.salt = *digest;
  }
  if (line.contains("epoch")) {
    receipt.epoch = sequence_number(line, "epoch");
    if (!receipt.epoch || *receipt.epoch == 0) return malformed("receipts[].epoch");
  }
  return receipt;
}

Result<Settlement::Refusal> read_refusal(const json::object& line) {
  Settlement::Refusal refusal;
  const auto seq = sequence_number(line, "seq");
  const json::value* code = line.if_contains("code");
  const json::string* word = code != nullptr ? code->if_string() : nullptr;
  if (!seq) return malformed("refused[].seq");
  if (word == nullptr || !is_token({word->data(), word->size()}))
    return malformed("refused[].code");
  refusal.seq = *seq;
  refusal.code.assign(word->data(), word->size());
  if (const json::value* detail = line.if_contains("detail"); detail != nullptr) {
    if (const json::string* text = detail->if_string()) {
      refusal.detail.assign(text->data(), std::min(text->size(), kDetailBytes));
    }
  }
  return refusal;
}

void read_versions(const json::value& value, CollectorAnswer& answer) {
  const json::array* array = value.if_array();
  std::vector<std::int64_t> versions;
  if (array == nullptr || array->size() > 16) {
    answer.ignored.emplace_back("report_versions");
    return;
  }
  for (const json::value& element : *array) {
    if (const auto version = integer(element, 1, 1'000'000)) versions.push_back(*version);
  }
  answer.settings.report_versions = std::move(versions);
}

void read_policy(const json::value& value, CollectorAnswer& answer) {
  const json::string* text = value.if_string();
  const std::string_view hex =
      text != nullptr ? std::string_view(text->data(), text->size()) : std::string_view();
  if (hex.size() == 64 && crypto::hex_decode(hex)) {
    answer.settings.policy_sha256 = std::string(hex);
  } else if (!value.is_null()) {
    answer.ignored.emplace_back("policy");
  }
}

void read_settings(const json::object& settings, CollectorAnswer& answer) {
  for (const auto& [key, value] : settings) {
    const std::string_view name(key.data(), key.size());
    if (name == "heartbeat_seconds") {
      const auto seconds =
          integer(value, limits::kHeartbeatLeast.count(), limits::kHeartbeatMost.count());
      if (seconds) answer.settings.heartbeat = std::chrono::seconds(*seconds);
      if (!seconds) answer.ignored.emplace_back(name);
    } else if (name == "policy") {
      read_policy(value, answer);
    } else if (name == "report_versions") {
      read_versions(value, answer);
    } else if (name == "epoch" || name == "resend_from") {
      const auto number = integer(value, 0, limits::kLargestInteger);
      auto& setting = name == "epoch" ? answer.settings.epoch : answer.settings.resend_from;
      if (number) setting = static_cast<std::uint64_t>(*number);
      if (!number && !value.is_null()) answer.ignored.emplace_back(name);
    }
  }
}

Result<void> read_retry(const json::object& line, CollectorAnswer& answer) {
  const auto seq = sequence_number(line, "seq");
  const json::value* wait = line.if_contains("seconds");
  const auto seconds = wait != nullptr ? integer(*wait, 0, kRetryMost) : std::nullopt;
  if (!seq || !seconds) return malformed("retry[]");
  answer.retry.push_back(*seq);
  answer.retry_after = std::max(answer.retry_after, std::chrono::seconds(*seconds));
  return {};
}

}  // namespace

Result<report::Seen> seen_of_note(std::string_view note) {
  std::string_view rest = note.substr(0, kNoteBytes);
  std::string_view parts[3];
  for (std::string_view& part : parts) {
    const std::size_t end = rest.find('\n');
    if (end == std::string_view::npos) return malformed("checkpoint");
    part = rest.substr(0, end);
    rest.remove_prefix(end + 1);
  }
  const auto size = parse_unsigned(parts[1]);
  const auto root = crypto::base64_decode(parts[2]);
  report::Seen seen;
  if (parts[0].empty() || !size || *size > static_cast<std::uint64_t>(limits::kLargestInteger) ||
      !root || root->size() != seen.root.size()) {
    return malformed("checkpoint");
  }
  seen.size = *size;
  std::copy(root->begin(), root->end(), seen.root.begin());
  return seen;
}

Result<CollectorAnswer> parse_answer(std::string_view text) {
  if (text.size() > limits::kReportsBodyBytes) {
    return Error{ErrorCode::kTooLarge, "the collector's answer is over 1 MiB"};
  }
  boost::system::error_code code;
  json::parse_options options;
  options.max_depth = 16;
  const json::value document = json::parse(text, code, {}, options);
  if (code) return malformed(code.message());
  const json::object* root = document.if_object();
  if (root == nullptr) return malformed("not an object");

  CollectorAnswer answer;
  auto receipts = lines(*root, "receipts");
  if (!receipts) return receipts.error();
  for (const json::object* line : *receipts) {
    auto receipt = read_receipt(*line);
    if (!receipt) return receipt.error();
    answer.settlement.receipts.push_back(*receipt);
  }
  auto retries = lines(*root, "retry");
  if (!retries) return retries.error();
  for (const json::object* line : *retries) DISTANSKOLL_TRY(read_retry(*line, answer));
  auto refusals = lines(*root, "refused");
  if (!refusals) return refusals.error();
  for (const json::object* line : *refusals) {
    auto refusal = read_refusal(*line);
    if (!refusal) return refusal.error();
    answer.settlement.refusals.push_back(std::move(*refusal));
  }
  const json::value* note = root->if_contains("checkpoint");
  if (const json::string* words = note != nullptr ? note->if_string() : nullptr;
      words != nullptr && !words->empty()) {
    auto seen = seen_of_note({words->data(), words->size()});
    if (!seen) return seen.error();
    answer.settlement.seen = *seen;
    answer.settlement.checkpoint.assign(words->data(), words->size());
  }
  if (const json::value* posture = root->if_contains("posture");
      posture != nullptr && posture->is_object()) {
    std::string compact = json::serialize(*posture);
    if (compact.size() > kPostureBytes) return malformed("posture is over 64 KiB");
    answer.posture = std::move(compact);
  }
  if (const json::value* settings = root->if_contains("settings"); settings != nullptr) {
    if (const json::object* members = settings->if_object()) read_settings(*members, answer);
  }
  return answer;
}

}  // namespace distanskoll::agent
