// SPDX-License-Identifier: EUPL-1.2
#include "server/audit/reports.h"

#include "server/audit/line_reader.h"
#include "shared/limits.h"
#include "shared/report/report.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace distanskoll::server::audit {
namespace {

using compliance::OrderedTimeline;
using compliance::Segment;

constexpr IntegerRange kNumber{1, limits::kLargestInteger};
/// Of observations that need not be judged again.
constexpr std::size_t kKnownFactsBytes = std::size_t{64} * 1024 * 1024;

std::uint64_t number(JsonObject& in, std::string_view name) {
  return static_cast<std::uint64_t>(in.required(name).integer(kNumber));
}

/// `at`, no later than `received_at` where that is given.
WallTime time_of(JsonObject& in) {
  const WallTime at = in.required("at").time();
  const std::optional<JsonValue> received = in.optional("received_at");
  return received ? compliance::clamped(at, received->time()) : at;
}

bool is_off(report::Trigger trigger) {
  return trigger == report::Trigger::kSuspend || trigger == report::Trigger::kStop;
}

Error at_line(std::string_view file, std::size_t line, std::string_view column_and_message) {
  return {ErrorCode::kMalformed, fmt::format("{}:{}:{}", file, line, column_and_message)};
}

/// A line's own errors say "1:COLUMN: …", the file's line is known here.
Error in_file(const Error& error, std::string_view file, std::size_t line) {
  return at_line(file, line, std::string_view(error.message).substr(2));
}

}  // namespace

Reports::Reports(const policy::Policy& policy, const compliance::Directory& directory,
                 const std::vector<compliance::Outage>& outages, std::size_t most_kept)
    : policy_(policy), directory_(directory), outages_(outages), most_kept_(most_kept) {}

Result<void> Reports::read(std::istream& in, std::string_view file) {
  const std::istream::pos_type begin = in.tellg();
  book_.emplace(policy_, directory_, outages_);
  DISTANSKOLL_TRY(read_lines(in, file));
  const bool in_order =
      std::ranges::all_of(devices_, [](const auto& each) { return each.second.in_order; });
  if (in_order) {
    close_ordered();
    return {};
  }
  first_reading_ = false;
  book_.emplace(policy_, directory_, outages_);
  for (auto& [name, device] : devices_) device.timeline = {};
  while (choose_keepers()) {
    in.clear();
    in.seekg(begin);
    DISTANSKOLL_TRY(read_lines(in, file));
    in.clear();
    in.seekg(begin);
    DISTANSKOLL_TRY(no_number_twice(in, file));
    close_kept();
    if (!ordered_are_done_) close_ordered();
    ordered_are_done_ = true;
  }
  return {};
}

Result<void> Reports::read_lines(std::istream& in, std::string_view file) {
  LineReader lines(in, limits::kAuditLineBytes);
  std::string_view line;
  for (std::size_t count = 1;; ++count) {
    switch (lines.next(line)) {
      case LineReader::Step::kLine:
        break;
      case LineReader::Step::kTooLong:
        return at_line(file, count,
                       fmt::format("1: a line of more than {} bytes", limits::kAuditLineBytes));
      case LineReader::Step::kEnd:
        if (in.bad()) return Error{ErrorCode::kIo, fmt::format("{}: cannot be read", file)};
        return {};
    }
    if (take_plain(line)) continue;
    const Result<void> taken = take_any(line);
    if (!taken) return in_file(taken.error(), file, count);
  }
}

/// False when the line must be read as JSON: it is written otherwise, or says something new.
bool Reports::take_plain(std::string_view line) {
  const std::optional<PlainLine> plain = scanner_.scan(line);
  if (!plain) return false;
  if (!plain->is_report) {
    take(device(plain->device),
         compliance::TimelineHeartbeat{plain->seq, plain->at, plain->unchanged_since});
    return true;
  }
  const std::optional<report::Trigger> trigger = report::parse_trigger(plain->trigger);
  const auto facts = known_facts_.find(plain->observations);
  if (!trigger || facts == known_facts_.end()) return false;
  Devices::value_type& speaks = device(plain->device);
  take(speaks,
       compliance::TimelineReport{plain->seq, plain->at, user_of(speaks.second, plain->user),
                                  facts->second, is_off(*trigger)});
  return true;
}

Result<void> Reports::take_any(std::string_view line) {
  DISTANSKOLL_TRY(tree_.parse(line));
  read_tree();
  DISTANSKOLL_TRY(tree_.outcome());
  const std::optional<PlainLine> plain = scanner_.scan(line);
  if (!plain || !plain->is_report) return {};
  // What the line ends with is one value by itself, or other members follow it.
  if (!tree_.parse(plain->observations)) return {};
  const std::uint32_t facts = facts_of(tree_.root());
  if (tree_.outcome()) remember(plain->observations, facts);
  return {};
}

void Reports::read_tree() {
  JsonObject in(tree_.root());
  const JsonValue kind = in.required("kind");
  const std::string_view word = kind.text();
  Devices::value_type& speaks = device(in.required("device").id());
  if (word == "report") {
    read_report(in, speaks);
  } else if (word == "heartbeat") {
    read_heartbeat(in, speaks);
  } else {
    kind.fail("must be report or heartbeat");
  }
}

void Reports::read_report(JsonObject& in, Devices::value_type& speaks) {
  compliance::TimelineReport report;
  report.seq = number(in, "seq");
  report.at = time_of(in);
  report.user = kNobody;
  if (const std::optional<JsonValue> user = in.optional("user")) {
    report.user = user_of(speaks.second, user->id());
  }
  const JsonValue trigger = in.required("trigger");
  const std::optional<report::Trigger> read = report::parse_trigger(trigger.text());
  if (!read) trigger.fail("must be start, change, resume, suspend or stop");
  report.off = read && is_off(*read);
  report.facts = facts_of(in.required("observations"));
  in.finish();
  if (tree_.outcome()) take(speaks, report);
}

void Reports::read_heartbeat(JsonObject& in, Devices::value_type& speaks) {
  compliance::TimelineHeartbeat heartbeat;
  heartbeat.seq = number(in, "seq");
  heartbeat.at = time_of(in);
  heartbeat.unchanged_since = number(in, "unchanged_since");
  in.finish();
  if (tree_.outcome()) take(speaks, heartbeat);
}

void Reports::take(Devices::value_type& speaks, const compliance::TimelineReport& report) {
  Device& device = speaks.second;
  if (device.keeps) {
    device.reports.push_back(report);
    return;
  }
  if (first_reading_) ++device.report_count;
  if (device.in_order && !ordered_are_done_) {
    Segment ended;
    switch (device.timeline.add(report, policy_.hold(), ended)) {
      case OrderedTimeline::Step::kTaken:
        break;
      case OrderedTimeline::Step::kEnded:
        book(speaks.first, ended);
        break;
      case OrderedTimeline::Step::kOutOfOrder:
        device.in_order = false;
        break;
    }
  }
}

void Reports::take(Devices::value_type& speaks, const compliance::TimelineHeartbeat& heartbeat) {
  Device& device = speaks.second;
  if (device.keeps) {
    device.heartbeats.push_back(heartbeat);
    return;
  }
  if (first_reading_) ++device.heartbeat_count;
  if (device.in_order && !ordered_are_done_) {
    if (device.timeline.add(heartbeat, policy_.hold()) == OrderedTimeline::Step::kOutOfOrder) {
      device.in_order = false;
    }
  }
}

void Reports::book(const std::string& device, const Segment& segment) {
  if (segment.user != kNobody) book_->add(segment.user, device, segment, facts_[segment.facts]);
}

void Reports::close_ordered() {
  Segment last;
  for (auto& [name, device] : devices_) {
    if (device.in_order && device.timeline.finish(policy_.hold(), last)) book(name, last);
  }
}

bool Reports::choose_keepers() {
  std::size_t bytes = 0;
  bool any = false;
  for (auto& [name, device] : devices_) {
    if (device.in_order || device.report_count + device.heartbeat_count == 0) continue;
    const std::size_t its = device.report_count * sizeof(compliance::TimelineReport) +
                            device.heartbeat_count * sizeof(compliance::TimelineHeartbeat);
    if (any && bytes + its > most_kept_) continue;
    bytes += its;
    any = device.keeps = true;
    device.reports.reserve(device.report_count);
    device.heartbeats.reserve(device.heartbeat_count);
  }
  return any;
}

void Reports::close_kept() {
  for (auto& [name, device] : devices_) {
    if (!device.keeps) continue;
    for (const Segment& segment : compliance::timeline(
             std::move(device.reports), std::move(device.heartbeats), policy_.hold())) {
      book(name, segment);
    }
    device.reports = {};
    device.heartbeats = {};
    device.keeps = false;
    device.report_count = device.heartbeat_count = 0;
  }
}

Reports::Devices::value_type& Reports::device(std::string_view name) {
  if (last_device_ != nullptr && last_device_->first == name) return *last_device_;
  auto found = devices_.find(name);
  if (found == devices_.end()) found = devices_.try_emplace(std::string(name)).first;
  last_device_ = &*found;
  return *found;
}

std::uint32_t Reports::user_of(Device& device, std::string_view pseudonym) const {
  if (pseudonym.empty()) return kNobody;
  if (device.user_text != pseudonym) {
    device.user_text = pseudonym;
    device.user = directory_.by_pseudonym(pseudonym).value_or(kNobody);
  }
  return device.user;
}

std::uint32_t Reports::facts_of(const JsonValue& observations) {
  tokens_.clear();
  observations.append_tokens(tokens_);
  const auto known = known_facts_.find(tokens_);
  if (known != known_facts_.end()) return known->second;
  const report::Observations read = read_observations(observations, policy_);
  if (!tree_.outcome()) return 0;
  const std::uint32_t facts = number_of(compliance::facts_of(policy_, read));
  remember(tokens_, facts);
  return facts;
}

std::uint32_t Reports::number_of(compliance::Facts facts) {
  const auto found = std::ranges::find(facts_, facts);
  const auto number = static_cast<std::uint32_t>(found - facts_.begin());
  if (found == facts_.end()) facts_.push_back(std::move(facts));
  return number;
}

/// Beyond the limit all are forgotten, and judged when they come again. Bytes begin with a brace
/// and tokens with a digit: one table holds both.
void Reports::remember(std::string_view observations, std::uint32_t facts) {
  if (known_bytes_ > kKnownFactsBytes) {
    known_facts_.clear();
    known_bytes_ = 0;
  }
  known_bytes_ += observations.size() + 64;
  known_facts_.try_emplace(std::string(observations), facts);
}

/// Numbers are compared when the lines are in; which line is to blame is looked up only then.
Result<void> Reports::no_number_twice(std::istream& in, std::string_view file) {
  std::vector<std::uint64_t> numbers;
  std::set<std::pair<std::string, std::uint64_t>> twice;
  for (const auto& [name, device] : devices_) {
    if (!device.keeps) continue;
    numbers.clear();
    for (const auto& report : device.reports) numbers.push_back(report.seq);
    for (const auto& heartbeat : device.heartbeats) numbers.push_back(heartbeat.seq);
    std::ranges::sort(numbers);
    const auto found = std::ranges::adjacent_find(numbers);
    if (found != numbers.end()) twice.emplace(name, *found);
  }
  if (twice.empty()) return {};
  std::set<std::pair<std::string, std::uint64_t>> seen;
  std::string line;
  for (std::size_t count = 1; std::getline(in, line); ++count) {
    if (!tree_.parse(line)) continue;
    JsonObject object(tree_.root());
    std::pair<std::string, std::uint64_t> spoken(object.required("device").id(),
                                                 number(object, "seq"));
    if (twice.contains(spoken) && !seen.insert(spoken).second) {
      return at_line(
          file, count,
          fmt::format("1: number {} of device {} is used twice", spoken.second, spoken.first));
    }
  }
  const auto& [device, seq] = *twice.begin();
  return at_line(file, 1, fmt::format("1: number {} of device {} is used twice", seq, device));
}

}  // namespace distanskoll::server::audit
