// SPDX-License-Identifier: EUPL-1.2
#include "agent/diagnose/status_facts.h"

#include "agent/reporting/local_answer.h"

#include <algorithm>

#include <boost/json.hpp>

namespace distanskoll::agent {
namespace {

namespace json = boost::json;

constexpr std::string_view kAboutThePerson[] = {"siths_login", "screen_lock", "session"};

/// A text or null; nothing: it is something else.
std::optional<std::string> text_in(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(name);
  if (value == nullptr) return std::nullopt;
  if (value->is_null()) return std::string();
  if (!value->is_string()) return std::nullopt;
  return std::string(value->get_string());
}

void leave_out_the_person(json::object& answer) {
  answer["posture"] = nullptr;
  answer["restricted"] = true;
  json::value* seen = answer.if_contains("observations");
  json::object* probes = seen == nullptr ? nullptr : seen->if_object();
  if (probes == nullptr) return;
  for (const std::string_view probe : kAboutThePerson) probes->erase(probe);
  for (auto at = probes->begin(); at != probes->end();) {
    const json::object* one = at->value().if_object();
    const json::value* source = one == nullptr ? nullptr : one->if_contains("source");
    at = source != nullptr && *source == "session" ? probes->erase(at) : at + 1;
  }
}

}  // namespace

Result<StatusFacts> read_status(std::string_view text) {
  const Error malformed{ErrorCode::kMalformed, "the agent's answer has another form"};
  if (text.size() > kLocalAnswerBytes) return malformed;
  boost::system::error_code code;
  json::value value = json::parse(json::string_view(text.data(), text.size()), code);
  json::object* answer = code ? nullptr : value.if_object();
  if (answer == nullptr) return malformed;
  const json::value* running = answer->if_contains("running");
  const json::value* waiting = answer->if_contains("waiting");
  const json::value* uplink = answer->if_contains("uplink");
  if (running == nullptr || !running->is_bool() || waiting == nullptr || uplink == nullptr ||
      !uplink->is_object()) {
    return malformed;
  }
  boost::system::error_code no_number;
  const auto count = waiting->to_number<std::uint64_t>(no_number);
  const auto state = text_in(uplink->get_object(), "state");
  const auto detail = text_in(uplink->get_object(), "detail");
  const auto fault = text_in(*answer, "spool_fault");
  const auto contact = text_in(*answer, "contact");
  if (no_number || !state || !detail || !fault || !contact) return malformed;
  StatusFacts facts{running->get_bool(), *state, *detail, *fault, count, std::nullopt, {}};
  if (!contact->empty()) {
    const auto time = parse_time(*contact);
    if (!time) return malformed;
    facts.contact = *time;
  }
  leave_out_the_person(*answer);
  facts.json = json::serialize(value);
  return facts;
}

}  // namespace distanskoll::agent
