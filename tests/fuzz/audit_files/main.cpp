// SPDX-License-Identifier: EUPL-1.2
// Any bytes as each of the auditor's JSON files. What is refused names a line and a column that the
// text has; the reports' reader finds what it refused a second time at the same place.
#include "server/audit/inputs.h"
#include "server/audit/reports.h"
#include "shared/text.h"

#include <algorithm>
#include <cstdlib>
#include <sstream>

namespace {

using namespace distanskoll;
using namespace distanskoll::server::audit;

/// "f:LINE:COLUMN: …" within the text.
void must_name_a_place(std::string_view text, const Error& error) {
  const std::string_view message = error.message;
  const std::size_t line_end = message.find(':', 2);
  const std::size_t column_end = message.find(':', line_end + 1);
  if (!message.starts_with("f:") || column_end == std::string_view::npos) std::abort();
  const auto line = parse_unsigned(message.substr(2, line_end - 2));
  const auto column = parse_unsigned(message.substr(line_end + 1, column_end - line_end - 1));
  if (!line || !column || *line < 1 || *column < 1 || *column > text.size() + 1) std::abort();
  const auto lines = static_cast<std::uint64_t>(std::ranges::count(text, '\n')) + 1;
  if (*line > lines) std::abort();
}

template <class T>
void judge(std::string_view text, const Result<T>& read) {
  if (!read) must_name_a_place(text, read.error());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  judge(text, read_directory(text, "f"));
  judge(text, read_agreements(text, "f"));
  judge(text, read_waivers(text, "f"));
  judge(text, read_marks(text, "f"));
  judge(text, read_outages(text, "f"));

  static const policy::Policy no_policy;
  static const compliance::Directory no_directory = *compliance::Directory::make({}, {});
  static const std::vector<compliance::Outage> no_outages;
  std::istringstream lines{std::string(text)};
  Reports reports(no_policy, no_directory, no_outages);
  const Result<void> read = reports.read(lines, "f");
  judge(text, read);
  if (!read) {
    std::istringstream again{std::string(text)};
    Reports second(no_policy, no_directory, no_outages);
    const Result<void> refused = second.read(again, "f");
    if (refused || refused.error().message != read.error().message) std::abort();
  }
  return 0;
}
