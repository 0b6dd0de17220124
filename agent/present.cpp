// SPDX-License-Identifier: EUPL-1.2
#include "agent/present.h"

#include "agent/host/system.h"
#include "shared/compliance/stockholm.h"
#include "shared/crypto/encoding.h"
#include "shared/report/codec.h"

#include <boost/json.hpp>
#include <fmt/format.h>

namespace distanskoll::agent {

namespace {

namespace json = boost::json;

std::string member(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(json::string_view(name.data(), name.size()));
  if (value == nullptr || !value->is_string()) return {};
  return {value->get_string().data(), value->get_string().size()};
}

const json::object* child(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(json::string_view(name.data(), name.size()));
  return value == nullptr ? nullptr : value->if_object();
}

/// A line of a posture with the words to show it by.
struct Line {
  std::string title;
  std::string why;
  std::string remedy;
  std::string result;  ///< pass, fail, unknown, notapplicable
  std::vector<std::string> reasons;
};

Text word_of(std::string_view result) {
  if (result == "pass") return Text::kPass;
  if (result == "fail") return Text::kFail;
  if (result == "notapplicable") return Text::kNotApplicable;
  return Text::kUnknown;
}

/// "vpn: needs_privilege" with the token as a sentence.
std::string reason_line(Language language, std::string_view reason) {
  const std::size_t colon = reason.find(": ");
  if (colon == std::string_view::npos) return reason_text(language, reason);
  return probe_text(language, reason.substr(0, colon)) + ": " +
         reason_text(language, reason.substr(colon + 2));
}

void append(std::string& page, const Line& line, Language language) {
  page += "\n  " + line.title + ": " + std::string(text(language, word_of(line.result))) + "\n";
  for (const auto& reason : line.reasons) {
    page += "    " + std::string(text(language, Text::kBecause)) + ": " +
            reason_line(language, reason) + "\n";
  }
  if (line.result != "fail" && line.result != "unknown") return;
  if (!line.why.empty()) {
    page += "    " + std::string(text(language, Text::kWhy)) + ": " + line.why + "\n";
  }
  // What mends a failure says nothing about a computer that cannot tell.
  if (line.result == "unknown") {
    page += "    " + std::string(text(language, Text::kRemedy)) + ": " +
            std::string(text(language, Text::kRemedyOfUnknown)) + "\n";
  } else if (!line.remedy.empty()) {
    page += "    " + std::string(text(language, Text::kRemedy)) + ": " + line.remedy + "\n";
  }
}

int exit_code_of(std::string_view overall) {
  if (overall == "pass") return 0;
  if (overall == "fail") return 1;
  return 3;
}

std::string_view overall_text(Language language, std::string_view overall) {
  if (overall == "pass") return text(language, Text::kOverallPass);
  if (overall == "fail") return text(language, Text::kOverallFail);
  return text(language, Text::kOverallUnknown);
}

std::string localized(const json::object* texts, std::string_view which, Language language) {
  const json::object* both = texts == nullptr ? nullptr : child(*texts, which);
  return both == nullptr ? std::string()
                         : member(*both, language == Language::kSwedish ? "sv" : "en");
}

const std::string& localized(const policy::LocalText& both, Language language) {
  return language == Language::kSwedish ? both.sv : both.en;
}

Line line_of(const json::object& line, const json::object* requirements, Language language) {
  const std::string id = member(line, "requirement");
  const json::object* texts = requirements == nullptr ? nullptr : child(*requirements, id);
  Line shown{localized(texts, "title", language),
             localized(texts, "why", language),
             localized(texts, "remedy", language),
             member(line, "result"),
             {}};
  if (shown.title.empty()) shown.title = id;
  if (const json::value* reasons = line.if_contains("reasons"); reasons && reasons->is_array()) {
    for (const auto& reason : reasons->get_array()) {
      if (reason.is_string()) shown.reasons.emplace_back(reason.get_string());
    }
  }
  return shown;
}

/// A time of the answer as people read it: Swedish time, wherever the laptop is.
std::string local_time(const json::object& answer, std::string_view name, Language language) {
  const auto time = parse_time(member(answer, name));
  return time ? compliance::stockholm_text(*time) : std::string(text(language, Text::kNever));
}

void append_fact(std::string& page, std::string_view name, std::string_view value) {
  page += std::string(name) + ": " + std::string(value) + "\n";
}

void append_times_note(std::string& page, Language language) {
  page += std::string(text(language, Text::kTimesAreSwedish)) + "\n";
}

/// Nothing where nothing is set: most computers have no proxy.
void append_way(std::string& page, const json::object& uplink, Language language) {
  const std::string from = member(uplink, "proxy_from");
  const std::string doubt = member(uplink, "proxy_doubt");
  if (from.empty() || (from == to_string(WayFrom::kNobody) && doubt.empty())) return;
  const std::string proxy = member(uplink, "proxy");
  std::string line = proxy.empty() ? std::string(text(language, Text::kNoProxy)) : proxy;
  for (int i = 0; i <= static_cast<int>(WayFrom::kDetection); ++i) {
    const auto known = static_cast<WayFrom>(i);
    if (to_string(known) == from) line += " (" + std::string(text(language, known)) + ")";
  }
  if (!doubt.empty()) line += "; " + doubt;
  append_fact(page, text(language, Text::kProxy), line);
}

void append_health(std::string& page, const json::object& answer, Language language) {
  const auto when = [&](std::string_view name) { return local_time(answer, name, language); };
  append_fact(page, text(language, Text::kComputer), member(answer, "device"));
  const json::value* running = answer.if_contains("running");
  const bool runs = running != nullptr && running->is_bool() && running->get_bool();
  page += runs ? std::string(text(language, Text::kAgentRuns))
               : fmt::format("{} {}", text(language, Text::kAgentDoesNotRun), start_command());
  page += "\n";
  append_fact(page, text(language, Text::kCertificateEnds), when("certificate_ends"));
  if (!runs) return append_times_note(page, language);
  if (const json::object* uplink = child(answer, "uplink")) {
    const std::string state = member(*uplink, "state");
    for (int i = 0; i <= static_cast<int>(UplinkState::kSuccessor); ++i) {
      const auto known = static_cast<UplinkState>(i);
      if (to_string(known) == state) page += std::string(text(language, known));
    }
    const std::string detail = member(*uplink, "detail");
    page += detail.empty() ? "\n" : " (" + detail + ")\n";
    append_way(page, *uplink, language);
  }
  append_fact(page, text(language, Text::kLastContact), when("contact"));
  append_fact(page, text(language, Text::kLastReport), when("reported"));
  if (const json::value* waiting = answer.if_contains("waiting")) {
    append_fact(page, text(language, Text::kWaiting), json::serialize(*waiting));
  }
  if (const std::string fault = member(answer, "spool_fault"); !fault.empty()) {
    append_fact(page, text(language, Text::kSpoolFault), fault);
  }
  append_times_note(page, language);
}

}  // namespace

StatusPage present_status(std::string_view text_answer, Language language) {
  StatusPage page;
  boost::system::error_code code;
  const json::value value =
      json::parse(json::string_view(text_answer.data(), text_answer.size()), code);
  const json::object* answer = code ? nullptr : value.if_object();
  if (answer == nullptr) {
    page.text = std::string(text(language, Text::kNoPosture)) + "\n";
    return page;
  }
  append_health(page.text, *answer, language);
  if (const json::value* restricted = answer->if_contains("restricted");
      restricted != nullptr && restricted->is_bool() && restricted->get_bool()) {
    page.text += std::string(text(language, Text::kRestricted)) + "\n";
    return page;
  }
  const json::object* posture = child(*answer, "posture");
  if (posture == nullptr) {
    page.text += std::string(text(language, Text::kNoPosture)) + "\n";
    return page;
  }
  const std::string overall = member(*posture, "overall");
  page.exit_code = exit_code_of(overall);
  page.text += "\n" + std::string(text(language, Text::kPostureAt)) + " " +
               local_time(*answer, "posture_at", language) + ": " +
               std::string(overall_text(language, overall)) + "\n";
  if (const json::value* lines = posture->if_contains("lines"); lines && lines->is_array()) {
    for (const auto& line : lines->get_array()) {
      if (!line.is_object()) continue;
      append(page.text, line_of(line.get_object(), child(*answer, "requirements"), language),
             language);
    }
  }
  return page;
}

StatusPage present_check(const policy::Policy& policy, const compliance::Posture& posture,
                         Language language) {
  StatusPage page;
  const std::string overall(compliance::to_string(posture.overall()));
  page.exit_code = exit_code_of(overall);
  page.text = std::string(text(language, Text::kPostureNow)) + " (" + policy.id + " " +
              std::to_string(policy.version) +
              "): " + std::string(overall_text(language, overall)) + "\n";
  for (const auto& line : posture.lines) {
    Line shown{
        line.requirement, {}, {}, std::string(compliance::to_string(line.result)), line.reasons};
    for (const auto& requirement : policy.requirements) {
      if (requirement.id != line.requirement) continue;
      shown.title = localized(requirement.title, language);
      shown.why = localized(requirement.why, language);
      shown.remedy = localized(requirement.remedy, language);
    }
    append(page.text, shown, language);
  }
  return page;
}

std::string check_json(const policy::Policy& policy, const compliance::Posture& posture,
                       const report::Observations& observations) {
  json::array lines;
  for (const auto& line : posture.lines) {
    json::array reasons;
    for (const auto& reason : line.reasons) reasons.emplace_back(reason);
    lines.push_back(json::object{{"requirement", line.requirement},
                                 {"severity", std::string(policy::to_string(line.severity))},
                                 {"result", std::string(compliance::to_string(line.result))},
                                 {"reasons", std::move(reasons)}});
  }
  json::object result;
  result["overall"] = std::string(compliance::to_string(posture.overall()));
  result["policy"] = {{"id", policy.id},
                      {"version", policy.version},
                      {"sha256", crypto::hex_encode(policy.sha256)}};
  result["lines"] = std::move(lines);
  result["observations"] = json::parse(report::encode(observations));
  return json::serialize(result) + "\n";
}

std::string present_probes(const report::Observations& observations, Language language) {
  std::string page;
  for (const auto& [name, observation] : observations) {
    page += name + ": ";
    if (!observation.observable()) {
      page += std::string(text(language, Text::kCannotSee)) + " (" + observation.unobservable +
              ": " + reason_text(language, observation.unobservable) + ")\n";
      continue;
    }
    page += std::string(text(language, Text::kSees)) + " " + observation.state;
    const char* separator = " (";
    for (const auto& [detail, value] : observation.details) {
      page += separator + detail + " ";
      if (const auto* flag = std::get_if<bool>(&value)) page += *flag ? "true" : "false";
      if (const auto* number = std::get_if<std::int64_t>(&value)) page += std::to_string(*number);
      if (const auto* words = std::get_if<std::string>(&value)) page += *words;
      separator = ", ";
    }
    page += observation.details.empty() ? "\n" : ")\n";
  }
  return page;
}

}  // namespace distanskoll::agent
