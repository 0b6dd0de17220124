// SPDX-License-Identifier: EUPL-1.2
#include "agent/reporting/local_answer.h"

#include "shared/crypto/encoding.h"
#include "shared/report/codec.h"

#include <algorithm>

#include <boost/json.hpp>

namespace distanskoll::agent {

namespace {

namespace json = boost::json;

constexpr std::chrono::seconds kCheckSpacing{30};
constexpr std::string_view kSessionProbes[] = {"siths_login", "screen_lock", "session"};

json::value time_value(const std::optional<WallTime>& time) {
  if (!time) return nullptr;
  return json::value(format_time(*time));
}

json::value text_value(const std::string& text) {
  if (text.empty()) return nullptr;
  return json::value(text);
}

json::object local_text(const policy::LocalText& text) {
  return {{"sv", text.sv}, {"en", text.en}};
}

json::object requirement_texts(const policy::Policy& policy) {
  json::object texts;
  for (const auto& requirement : policy.requirements) {
    texts[requirement.id] = {{"title", local_text(requirement.title)},
                             {"why", local_text(requirement.why)},
                             {"remedy", local_text(requirement.remedy)},
                             {"tolerance_seconds", requirement.tolerance_seconds}};
  }
  return texts;
}

json::value parsed(std::string_view text) {
  boost::system::error_code code;
  json::value value = json::parse(json::string_view(text.data(), text.size()), code);
  return code ? json::value(nullptr) : value;
}

bool about_session(std::string_view probe) {
  return std::ranges::find(kSessionProbes, probe) != std::end(kSessionProbes);
}

}  // namespace

Result<LocalQuestion> parse_local_request(std::string_view line) {
  const Error malformed{ErrorCode::kMalformed, "ask {\"v\":1,\"ask\":\"posture\"} or \"check\""};
  if (line.size() > kLocalRequestBytes) return malformed;
  boost::system::error_code code;
  json::parse_options options;
  options.max_depth = 2;
  const json::value value =
      json::parse(json::string_view(line.data(), line.size()), code, {}, options);
  const json::object* object = code ? nullptr : value.if_object();
  if (object == nullptr || object->size() != 2) return malformed;
  const json::value* version = object->if_contains("v");
  const json::value* ask = object->if_contains("ask");
  if (version == nullptr || version->if_int64() == nullptr || version->get_int64() != 1 ||
      ask == nullptr || !ask->is_string()) {
    return malformed;
  }
  if (ask->get_string() == "posture") return LocalQuestion::kPosture;
  if (ask->get_string() == "check") return LocalQuestion::kCheck;
  return malformed;
}

bool sees_session(std::uint32_t peer, std::uint32_t own, std::optional<std::uint32_t> session) {
  return peer == 0 || peer == own || (session && *session == peer);
}

std::string posture_answer(const Snapshot& snapshot, const policy::Policy* policy, bool running,
                           bool session_facts) {
  report::Observations shown;
  for (const auto& named : snapshot.observations) {
    const bool personal =
        about_session(named.name) || named.observation.source == report::Source::kSession;
    if (session_facts || !personal) shown.push_back(named);
  }
  json::object answer;
  answer["v"] = 1;
  answer["running"] = running;
  answer["device"] = text_value(snapshot.device);
  answer["uplink"] = {{"state", std::string(to_string(snapshot.uplink))},
                      {"detail", text_value(snapshot.uplink_detail)},
                      {"proxy", text_value(snapshot.way.proxy)},
                      {"proxy_from", std::string(to_string(snapshot.way.from))},
                      {"proxy_doubt", text_value(snapshot.way.doubt)}};
  answer["spool_fault"] = text_value(snapshot.spool_fault);
  answer["waiting"] = snapshot.waiting;
  answer["contact"] = time_value(snapshot.contact);
  answer["reported"] = time_value(snapshot.reported);
  answer["certificate_ends"] = time_value(snapshot.certificate_ends);
  answer["page"] = text_value(snapshot.page);
  answer["notify"] = snapshot.notify;
  answer["restricted"] = !session_facts;
  answer["posture_at"] = time_value(snapshot.posture_at);
  answer["posture"] = session_facts ? parsed(snapshot.posture) : json::value(nullptr);
  if (policy != nullptr) {
    answer["policy"] = {{"id", policy->id},
                        {"version", policy->version},
                        {"sha256", crypto::hex_encode(policy->sha256)},
                        {"hold_seconds", policy->hold().count()}};
    answer["requirements"] = requirement_texts(*policy);
  } else {
    answer["policy"] = nullptr;
  }
  answer["observations"] = shown.empty() ? json::value(nullptr) : parsed(report::encode(shown));
  return json::serialize(answer) + "\n";
}

std::string check_answer(bool accepted, std::chrono::seconds wait) {
  return json::serialize(
             json::object{{"v", 1}, {"accepted", accepted}, {"seconds", wait.count()}}) +
         "\n";
}

std::string error_answer(std::string_view code) {
  return json::serialize(json::object{{"v", 1}, {"error", std::string(code)}}) + "\n";
}

std::chrono::seconds CheckLimiter::ask(BootTime now) {
  if (last_ && now - *last_ < BootTime(kCheckSpacing)) {
    return std::chrono::ceil<std::chrono::seconds>(BootTime(kCheckSpacing) - (now - *last_));
  }
  last_ = now;
  return std::chrono::seconds(0);
}

}  // namespace distanskoll::agent
