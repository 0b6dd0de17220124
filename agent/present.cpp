// SPDX-License-Identifier: EUPL-1.2
#include "agent/present.h"

#include "agent/host/system.h"
#include "agent/person/posture_view.h"
#include "shared/compliance/stockholm.h"
#include "shared/crypto/encoding.h"
#include "shared/report/codec.h"

#include <boost/json.hpp>
#include <fmt/format.h>

namespace distanskoll::agent {

namespace {

namespace json = boost::json;
using compliance::RequirementResult;

/// A line of a posture with the words to show it by.
struct Line {
  std::string title;
  std::string why;
  std::string remedy;
  RequirementResult result = RequirementResult::kUnknown;
  std::vector<std::string> reasons;
};

Text word_of(RequirementResult result) {
  switch (result) {
    case RequirementResult::kPass:
      return Text::kPass;
    case RequirementResult::kFail:
      return Text::kFail;
    case RequirementResult::kNotApplicable:
      return Text::kNotApplicable;
    case RequirementResult::kUnknown:
      break;
  }
  return Text::kUnknown;
}

void append(std::string& page, const Line& line, Language language) {
  page += "\n  " + line.title + ": " + std::string(text(language, word_of(line.result))) + "\n";
  for (const auto& reason : line.reasons) {
    page += "    " + std::string(text(language, Text::kBecause)) + ": " +
            reason_line(language, reason) + "\n";
  }
  if (line.result != RequirementResult::kFail && line.result != RequirementResult::kUnknown) return;
  if (!line.why.empty()) {
    page += "    " + std::string(text(language, Text::kWhy)) + ": " + line.why + "\n";
  }
  // What mends a failure says nothing about a computer that cannot tell.
  if (line.result == RequirementResult::kUnknown) {
    page += "    " + std::string(text(language, Text::kRemedy)) + ": " +
            std::string(text(language, Text::kRemedyOfUnknown)) + "\n";
  } else if (!line.remedy.empty()) {
    page += "    " + std::string(text(language, Text::kRemedy)) + ": " + line.remedy + "\n";
  }
}

int exit_code_of(RequirementResult overall) {
  if (overall == RequirementResult::kPass) return 0;
  return overall == RequirementResult::kFail ? 1 : 3;
}

Line line_of(const RequirementView& view, Language language) {
  return {in_language(view.title, language), in_language(view.why, language),
          in_language(view.remedy, language), view.result, view.reasons};
}

/// As people read it: Swedish time, wherever the laptop is.
std::string local_time(const std::optional<WallTime>& time, Language language) {
  return time ? compliance::stockholm_text(*time) : std::string(text(language, Text::kNever));
}

void append_fact(std::string& page, std::string_view name, std::string_view value) {
  page += std::string(name) + ": " + std::string(value) + "\n";
}

void append_times_note(std::string& page, Language language) {
  page += std::string(text(language, Text::kTimesAreSwedish)) + "\n";
}

/// Nothing where nothing is set: most computers have no proxy.
void append_way(std::string& page, const WayView& way, Language language) {
  if (!way.from || (*way.from == WayFrom::kNobody && way.doubt.empty())) return;
  std::string line = way.proxy.empty() ? std::string(text(language, Text::kNoProxy)) : way.proxy;
  line += " (" + std::string(text(language, *way.from)) + ")";
  if (!way.doubt.empty()) line += "; " + way.doubt;
  append_fact(page, text(language, Text::kProxy), line);
}

void append_health(std::string& page, const PostureView& view, Language language) {
  append_fact(page, text(language, Text::kComputer), view.device);
  page += view.running
              ? std::string(text(language, Text::kAgentRuns))
              : fmt::format("{} {}", text(language, Text::kAgentDoesNotRun), start_command());
  page += "\n";
  append_fact(page, text(language, Text::kCertificateEnds),
              local_time(view.certificate_ends, language));
  if (!view.running) return append_times_note(page, language);
  if (view.uplink) page += std::string(text(language, *view.uplink));
  page += view.uplink_detail.empty() ? "\n" : " (" + view.uplink_detail + ")\n";
  append_way(page, view.way, language);
  append_fact(page, text(language, Text::kLastContact), local_time(view.contact, language));
  append_fact(page, text(language, Text::kLastReport), local_time(view.reported, language));
  append_fact(page, text(language, Text::kWaiting), std::to_string(view.waiting));
  if (!view.spool_fault.empty()) {
    append_fact(page, text(language, Text::kSpoolFault), view.spool_fault);
  }
  append_times_note(page, language);
}

}  // namespace

StatusPage present_status(std::string_view text_answer, Language language) {
  StatusPage page;
  const auto view = parse_posture_answer(text_answer);
  if (!view) {
    page.text = std::string(text(language, Text::kNoPosture)) + "\n";
    return page;
  }
  append_health(page.text, *view, language);
  if (view->restricted || !view->judged) {
    page.text +=
        std::string(text(language, view->restricted ? Text::kRestricted : Text::kNoPosture)) + "\n";
    return page;
  }
  page.exit_code = exit_code_of(view->overall);
  page.text += "\n" + std::string(text(language, Text::kPostureAt)) + " " +
               local_time(view->posture_at, language) + ": " +
               std::string(overall_text(language, view->overall)) + "\n";
  for (const RequirementView& each : view->requirements) {
    append(page.text, line_of(each, language), language);
  }
  return page;
}

StatusPage present_check(const policy::Policy& policy, const compliance::Posture& posture,
                         Language language) {
  StatusPage page;
  const RequirementResult overall = posture.overall();
  page.exit_code = exit_code_of(overall);
  page.text = std::string(text(language, Text::kPostureNow)) + " (" + policy.id + " " +
              std::to_string(policy.version) +
              "): " + std::string(overall_text(language, overall)) + "\n";
  for (const auto& line : posture.lines) {
    Line shown{line.requirement, {}, {}, line.result, line.reasons};
    for (const auto& requirement : policy.requirements) {
      if (requirement.id != line.requirement) continue;
      shown.title = in_language(requirement.title, language);
      shown.why = in_language(requirement.why, language);
      shown.remedy = in_language(requirement.remedy, language);
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
