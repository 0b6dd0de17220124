// SPDX-License-Identifier: EUPL-1.2
// The journal of systemd, sd-journal(3): what its service wrote. No program is started for it.
#include "agent/host/system_facts.h"
#include "shared/clock.h"

#include <algorithm>
#include <cerrno>
#include <memory>
#include <system_error>

#include <systemd/sd-journal.h>

namespace distanskoll::agent {
namespace {

constexpr char kOurs[] = "_SYSTEMD_UNIT=distanskoll-agent.service";
constexpr std::size_t kLineBytes = 512;

struct Closed {
  void operator()(sd_journal* journal) const { sd_journal_close(journal); }
};
using Journal = std::unique_ptr<sd_journal, Closed>;

Error journal_error(int number) {
  const int why = -number;
  const ErrorCode code = why == EACCES || why == EPERM ? ErrorCode::kPermissionDenied
                         : why == ENOENT               ? ErrorCode::kNotFound
                                                       : ErrorCode::kIo;
  return {code, "the journal: " + std::generic_category().message(why)};
}

/// TEXT of a field "NAME=TEXT"; empty without one.
std::string field(sd_journal* journal, const char* name) {
  const void* data = nullptr;
  std::size_t size = 0;
  if (sd_journal_get_data(journal, name, &data, &size) < 0) return {};
  const std::string_view whole(static_cast<const char*>(data), size);
  return std::string(whole.substr(std::min(whole.find('=') + 1, size), kLineBytes));
}

std::string line_of(sd_journal* journal) {
  std::uint64_t microseconds = 0;
  sd_journal_get_realtime_usec(journal, &microseconds);
  const WallTime at{std::chrono::seconds(microseconds / 1'000'000)};
  return format_time(at) + " " + field(journal, "MESSAGE");
}

}  // namespace

Result<std::vector<std::string>> own_log(std::size_t most_lines) {
  sd_journal* raw = nullptr;
  int done = sd_journal_open(&raw, SD_JOURNAL_LOCAL_ONLY);
  const Journal journal(raw);
  if (done < 0) return journal_error(done);
  done = sd_journal_add_match(raw, kOurs, sizeof kOurs - 1);
  if (done >= 0) done = sd_journal_seek_tail(raw);
  if (done < 0) return journal_error(done);
  std::vector<std::string> lines;
  while (lines.size() < most_lines && (done = sd_journal_previous(raw)) > 0) {
    lines.push_back(line_of(raw));
  }
  if (done < 0) return journal_error(done);
  if (lines.empty()) {
    return Error{ErrorCode::kNotFound,
                 "the journal has no line of the agent's service that this account may read"};
  }
  std::reverse(lines.begin(), lines.end());
  return lines;
}

}  // namespace distanskoll::agent
