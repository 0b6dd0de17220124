// SPDX-License-Identifier: EUPL-1.2
#include "server/audit/evaluate.h"

#include "server/audit/inputs.h"
#include "server/audit/reports.h"
#include "shared/compliance/day_times.h"
#include "shared/crypto/encoding.h"
#include "shared/files.h"
#include "shared/limits.h"
#include "shared/policy/loader.h"

#include <fstream>

#include <fmt/format.h>

namespace distanskoll::server::audit {
namespace {

using compliance::Directory;
using compliance::JudgedDay;

/// Reads a file and hands its bytes to a parser that takes (bytes, name of the file).
template <class Parse>
auto parsed(const std::filesystem::path& file, std::size_t most, const Parse& parse)
    -> decltype(parse(std::string_view(), std::string_view())) {
  const Result<std::string> bytes = read_file(file, most);
  if (!bytes) return bytes.error();
  return parse(*bytes, file.string());
}

/// An option that was left out is an empty list.
template <class T>
Result<std::vector<T>> optional_list(const std::optional<std::filesystem::path>& file,
                                     Result<std::vector<T>> (*parse)(std::string_view,
                                                                     std::string_view)) {
  if (!file) return std::vector<T>{};
  return parsed(*file, limits::kAuditFileBytes, parse);
}

void append_requirement(std::string& line, const compliance::JudgedRequirement& requirement) {
  auto out = std::back_inserter(line);
  fmt::format_to(out, R"("{}":{{"result":"{}")", requirement.id, to_string(requirement.result));
  if (requirement.seconds) {
    fmt::format_to(out, R"(,"pass":{},"fail":{},"unknown":{},"notapplicable":{})",
                   requirement.seconds->pass, requirement.seconds->fail,
                   requirement.seconds->unknown, requirement.seconds->notapplicable);
  }
  line += '}';
}

}  // namespace

std::string day_line(const policy::Policy& policy, const compliance::Employee& employee,
                     const JudgedDay& day) {
  std::string line = fmt::format(
      R"({{"employee":"{}","date":"{}","kind":"{}","agreement_day":{},"remote_seconds":{},)"
      R"("undetermined_seconds":{},"verdict":"{}","unit":"{}",)"
      R"("policy":{{"id":"{}","version":{},"sha256":"{}"}},"agreement":{},"requirements":{{)",
      employee.id, compliance::format_date(day.date), to_string(day.kind), day.agreement_day,
      day.remote_seconds, day.undetermined_seconds, to_string(day.verdict), employee.unit,
      policy.id, policy.version, crypto::hex_encode(policy.sha256),
      day.agreement ? fmt::format("\"{}\"", *day.agreement) : "null");
  for (std::size_t i = 0; i < day.requirements.size(); ++i) {
    if (i > 0) line += ',';
    append_requirement(line, day.requirements[i]);
  }
  line += R"(},"reports":{)";
  bool first = true;
  for (const auto& [device, range] : day.reports) {
    fmt::format_to(std::back_inserter(line), R"({}"{}":[{},{}])", first ? "" : ",", device,
                   range.first, range.last);
    first = false;
  }
  return line + "}}";
}

Result<void> evaluate(const EvaluateFiles& files, std::ostream& out) {
  const Result<policy::Policy> policy =
      parsed(files.policy, limits::kYamlBytes, policy::load_policy);
  if (!policy) return policy.error();
  const Result<policy::Holidays> holidays =
      parsed(files.calendar, limits::kYamlBytes, policy::load_holidays);
  if (!holidays) return holidays.error();
  const Result<Directory> directory =
      parsed(files.directory, limits::kAuditFileBytes, read_directory);
  if (!directory) return directory.error();
  Result<std::vector<compliance::Agreement>> agreements =
      parsed(files.agreements, limits::kAuditFileBytes, read_agreements);
  if (!agreements) return agreements.error();
  Result<std::vector<compliance::Waiver>> waivers = optional_list(files.waivers, read_waivers);
  if (!waivers) return waivers.error();
  const Result<std::vector<compliance::Mark>> marks = optional_list(files.marks, read_marks);
  if (!marks) return marks.error();
  const Result<std::vector<compliance::Outage>> outages =
      optional_list(files.outages, read_outages);
  if (!outages) return outages.error();

  std::ifstream stream(files.reports, std::ios::binary);
  if (!stream) {
    return Error{ErrorCode::kNotFound, fmt::format("{}: cannot be opened", files.reports.string())};
  }
  Reports reports(*policy, *directory, *outages);
  DISTANSKOLL_TRY(reports.read(stream, files.reports.string()));

  const compliance::Register agreed(std::move(*agreements), std::move(*waivers), *marks);
  const compliance::Grounds grounds{*policy, *directory, agreed, *holidays};
  for (std::uint32_t i = 0; i < directory->employees().size(); ++i) {
    const compliance::Employee& employee = directory->employees()[i];
    for (const JudgedDay& day : judge_days(grounds, employee, reports.book().days_of(i))) {
      out << day_line(*policy, employee, day) << '\n';
    }
  }
  out.flush();
  if (!out) return Error{ErrorCode::kIo, "the result cannot be written"};
  return {};
}

}  // namespace distanskoll::server::audit
