// SPDX-License-Identifier: EUPL-1.2
#include "agent/session/session_words.h"

#include "shared/json_rows.h"
#include "shared/limits.h"
#include "shared/text.h"

#include <algorithm>
#include <array>
#include <utility>

#include <boost/json.hpp>

namespace distanskoll::agent {
namespace {

namespace json = boost::json;
using windows::RasConnection;
using windows::ShellVolume;

constexpr IntegerRange kNumbers{0, limits::kLargestInteger};
constexpr IntegerRange kUnsigned32{0, UINT32_MAX};
constexpr IntegerRange kVersion{1, 1};
constexpr std::size_t kDeviceTypeBytes = 32;  // RAS_MaxDeviceType has 16 characters

constexpr std::array<std::pair<std::string_view, SessionAsk>, 4> kAsks{{
    {"shell_volumes", SessionAsk::kShellVolumes},
    {"ras_connections", SessionAsk::kRasConnections},
    {"may_disturb", SessionAsk::kMayDisturb},
    {"notify", SessionAsk::kNotify},
}};
/// What may be said of a failure; its words are to_string()'s.
constexpr std::array kFailures = {ErrorCode::kNotFound,    ErrorCode::kPermissionDenied,
                                  ErrorCode::kUnavailable, ErrorCode::kTimedOut,
                                  ErrorCode::kIo,          ErrorCode::kUnsupported,
                                  ErrorCode::kTooLarge};

/// At most `most` bytes of whole characters.
json::string cut(std::string_view text, std::size_t most) {
  if (text.size() > most) {
    while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0U) == 0x80U) --most;
    text = text.substr(0, most);
  }
  return json::string(text.data(), text.size());
}

std::string bounded_text(const JsonValue& value, std::size_t most) {
  const std::string_view text = value.text();
  if (text.size() > most) value.fail("is too long");
  return std::string(text);
}

/// "{00112233-4455-6677-8899-AABBCCDDEEFF}", in either case.
bool is_guid(std::string_view text) {
  if (text.size() != 38 || text.front() != '{' || text.back() != '}') return false;
  for (std::size_t i = 1; i < 37; ++i) {
    const char c = text[i];
    const bool dash = i == 9 || i == 14 || i == 19 || i == 24;
    const bool digit = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    if (dash ? c != '-' : !digit) return false;
  }
  return true;
}

ShellVolume read_volume(JsonObject& in) {
  ShellVolume row;
  row.system = in.required("system").boolean();
  row.value = in.required("value").integer({0, INT32_MAX});
  return row;
}

RasConnection read_connection(JsonObject& in) {
  RasConnection row;
  const JsonValue guid = in.required("guid");
  row.guid = guid.text();
  if (!is_guid(row.guid)) guid.fail("must be a GUID in braces");
  row.device_type = bounded_text(in.required("device_type"), kDeviceTypeBytes);
  row.state = static_cast<std::uint32_t>(in.required("state").integer(kUnsigned32));
  if (const auto strategy = in.optional("strategy")) {
    row.strategy = static_cast<std::uint32_t>(strategy->integer(kUnsigned32));
  }
  return row;
}

ErrorCode read_failure(const JsonValue& value) {
  const std::string_view word = value.text();
  for (const ErrorCode code : kFailures) {
    if (to_string(code) == word) return code;
  }
  value.fail("is no failure that is known");
  return ErrorCode::kIo;
}

SessionValue read_value(JsonObject& in, const JsonValue& whole) {
  const auto volumes = in.optional("volumes");
  const auto connections = in.optional("connections");
  const auto yes = in.optional("yes");
  const auto failure = in.optional("failure");
  const int said = static_cast<int>(volumes.has_value()) +
                   static_cast<int>(connections.has_value()) + static_cast<int>(yes.has_value()) +
                   static_cast<int>(failure.has_value());
  if (said != 1) whole.fail("must have one of volumes, connections, yes and failure");
  if (volumes) return read_rows<ShellVolume>(*volumes, kSessionVolumes, read_volume);
  if (connections) {
    return read_rows<RasConnection>(*connections, limits::kRasConnections, read_connection);
  }
  if (yes) return yes->boolean();
  if (failure) return read_failure(*failure);
  return ErrorCode::kIo;
}

json::array rows_of(const std::vector<ShellVolume>& rows) {
  json::array out;
  for (const ShellVolume& row : rows) {
    out.push_back({{"system", row.system}, {"value", row.value}});
  }
  return out;
}

json::array rows_of(const std::vector<RasConnection>& rows) {
  json::array out;
  for (const RasConnection& row : rows) {
    json::object said{{"guid", row.guid},
                      {"device_type", cut(row.device_type, kDeviceTypeBytes)},
                      {"state", row.state}};
    if (row.strategy) said["strategy"] = *row.strategy;
    out.push_back(std::move(said));
  }
  return out;
}

json::string failure_word(ErrorCode code) {
  const bool known = std::find(kFailures.begin(), kFailures.end(), code) != kFailures.end();
  const std::string_view word = to_string(known ? code : ErrorCode::kIo);
  return json::string(word.data(), word.size());
}

}  // namespace

std::string write_question(const SessionQuestion& question) {
  json::object out{{"v", 1}, {"number", question.number}};
  for (const auto& [word, ask] : kAsks) {
    if (ask == question.ask) out["ask"] = json::string(word.data(), word.size());
  }
  if (question.ask == SessionAsk::kNotify) {
    out["title"] = cut(question.notice.title, kNoticeTitleBytes);
    out["text"] = cut(question.notice.text, kNoticeTextBytes);
    out["button"] = cut(question.notice.button, kNoticeButtonBytes);
  }
  return json::serialize(out) + "\n";
}

Result<SessionQuestion> read_question(std::string_view line) {
  if (line.size() >= kSessionLineBytes) return Error{ErrorCode::kTooLarge, "a line is too long"};
  JsonTree tree;
  DISTANSKOLL_TRY(tree.parse(line));
  JsonObject in(tree.root());
  (void)in.required("v").integer(kVersion);
  SessionQuestion question;
  question.number = in.required("number").integer(kNumbers);
  const JsonValue ask = in.required("ask");
  const auto* const known = std::find_if(
      kAsks.begin(), kAsks.end(), [&](const auto& pair) { return pair.first == ask.text(); });
  if (known == kAsks.end()) {
    ask.fail("is no question that is known");
  } else {
    question.ask = known->second;
  }
  if (question.ask == SessionAsk::kNotify) {
    question.notice.title = bounded_text(in.required("title"), kNoticeTitleBytes);
    question.notice.text = bounded_text(in.required("text"), kNoticeTextBytes);
    question.notice.button = bounded_text(in.required("button"), kNoticeButtonBytes);
  }
  in.finish();
  DISTANSKOLL_TRY(tree.outcome());
  return question;
}

std::string write_answer(const SessionAnswer& answer) {
  json::object out{{"v", 1}, {"number", answer.number}};
  if (const auto* volumes = std::get_if<std::vector<ShellVolume>>(&answer.value)) {
    if (volumes->size() > kSessionVolumes) {
      out["failure"] = failure_word(ErrorCode::kTooLarge);
    } else {
      out["volumes"] = rows_of(*volumes);
    }
  } else if (const auto* connections = std::get_if<std::vector<RasConnection>>(&answer.value)) {
    if (connections->size() > limits::kRasConnections) {
      out["failure"] = failure_word(ErrorCode::kTooLarge);
    } else {
      out["connections"] = rows_of(*connections);
    }
  } else if (const bool* yes = std::get_if<bool>(&answer.value)) {
    out["yes"] = *yes;
  } else if (const auto* failure = std::get_if<ErrorCode>(&answer.value)) {
    out["failure"] = failure_word(*failure);
  }
  return json::serialize(out) + "\n";
}

Result<SessionAnswer> read_answer(std::string_view line) {
  if (line.size() >= kSessionLineBytes) return Error{ErrorCode::kTooLarge, "a line is too long"};
  JsonTree tree;
  DISTANSKOLL_TRY(tree.parse(line));
  JsonObject in(tree.root());
  (void)in.required("v").integer(kVersion);
  SessionAnswer answer;
  answer.number = in.required("number").integer(kNumbers);
  answer.value = read_value(in, tree.root());
  in.finish();
  DISTANSKOLL_TRY(tree.outcome());
  return answer;
}

}  // namespace distanskoll::agent
