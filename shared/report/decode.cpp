// SPDX-License-Identifier: EUPL-1.2
// The reading half of codec.h: Boost.JSON builds a tree in a buffer on the stack, the tree is read
// into our types, and what was read must encode to the very bytes that came.
#include "shared/crypto/encoding.h"
#include "shared/limits.h"
#include "shared/report/codec.h"
#include "shared/report/schema.h"
#include "shared/text.h"

#include <algorithm>
#include <array>

#include <boost/json.hpp>
#include <fmt/format.h>

namespace distanskoll::report {
namespace {

namespace json = boost::json;

constexpr std::size_t kTreeBytes = 16 * 1024;  // a usual report needs about 6 KiB
constexpr std::size_t kPseudonymLength = 22;
constexpr std::uint64_t kMost = static_cast<std::uint64_t>(limits::kLargestInteger);

/// Reads members of one object; notes the first that is missing or wrong.
class Reader {
 public:
  Reader(const json::value* value, std::string_view where, std::string& problem)
      : object_(value == nullptr ? nullptr : value->if_object()), where_(where), problem_(problem) {
    if (object_ == nullptr) note("must be an object");
  }

  [[nodiscard]] const json::value* find(std::string_view name) const {
    return object_ == nullptr ? nullptr : object_->if_contains(name);
  }

  [[nodiscard]] std::uint64_t number(std::string_view name, std::uint64_t least,
                                     std::uint64_t most) {
    const json::value* value = find(name);
    const std::int64_t* found = value == nullptr ? nullptr : value->if_int64();
    if (found == nullptr || *found < 0 || static_cast<std::uint64_t>(*found) < least ||
        static_cast<std::uint64_t>(*found) > most) {
      note(name, fmt::format("must be a whole number from {} to {}", least, most));
      return least;
    }
    return static_cast<std::uint64_t>(*found);
  }

  [[nodiscard]] std::string_view text(std::string_view name) {
    const json::value* value = find(name);
    const json::string* found = value == nullptr ? nullptr : value->if_string();
    if (found == nullptr) {
      note(name, "must be a text");
      return {};
    }
    return *found;
  }

  [[nodiscard]] WallTime time(std::string_view name) {
    const Result<WallTime> read = parse_time(text(name));
    if (!read) note(name, read.error().message);
    return read ? *read : WallTime{};
  }

  [[nodiscard]] Digest digest(std::string_view name) {
    const Result<Digest> read = crypto::base64url_decode_digest(text(name));
    if (!read) note(name, "must be the 43 characters of a SHA-256 value");
    return read ? *read : Digest{};
  }

  void note(std::string_view name, std::string_view message) {
    note(fmt::format("{} {}", name, message));
  }
  void note(std::string_view message) {
    if (problem_.empty()) problem_ = fmt::format("{}: {}", where_, message);
  }

 private:
  const json::object* object_;
  std::string_view where_;
  std::string& problem_;  ///< empty while all is well
};

Error malformed(std::string message) { return {ErrorCode::kMalformed, std::move(message)}; }

Result<DetailValue> read_detail(const json::value& value) {
  if (const bool* flag = value.if_bool()) return DetailValue(*flag);
  if (const std::int64_t* number = value.if_int64()) return DetailValue(*number);
  if (const json::string* text = value.if_string()) {
    return DetailValue(std::string(text->data(), text->size()));
  }
  return malformed("is neither true, false, a whole number nor a text");
}

Result<Observation> read_observation(const json::value& value) {
  const json::object* object = value.if_object();
  if (object == nullptr) return malformed("must be an object");
  if (object->size() > limits::kObservationDetails + 2) return malformed("has too many members");
  Observation read;
  read.details.reserve(object->size());
  for (const auto& [key, member] : *object) {
    const std::string_view name = key;
    Result<DetailValue> detail = read_detail(member);
    if (!detail) return detail.error().with_prefix(name);
    const auto* text = std::get_if<std::string>(&*detail);
    if (name == "source") {
      if (text == nullptr || *text != "session") return malformed("source is session or left out");
      read.source = Source::kSession;
    } else if (name == "state" || name == "unobservable") {
      if (text == nullptr) return malformed(fmt::format("{} must be a text", name));
      (name == "state" ? read.state : read.unobservable) = *text;
    } else {
      read.details.emplace_back(name, std::move(*detail));
    }
  }
  return read;
}

/// Own probes come first in their order, then external ones by name.
bool in_order(std::string_view before, std::string_view after) {
  const auto rank = [](std::string_view name) {
    const ProbeSchema* own = find_schema(name);
    return own == nullptr ? std::size(kAllProbes) : static_cast<std::size_t>(own->id);
  };
  const std::size_t first = rank(before);
  const std::size_t second = rank(after);
  return first != second ? first < second : before < after;
}

Result<Observations> read_observations(const json::value* value) {
  const json::object* object = value == nullptr ? nullptr : value->if_object();
  if (object == nullptr) return malformed("observations must be an object");
  if (object->size() > limits::kObservations) {
    return malformed(fmt::format("more than {} observations", limits::kObservations));
  }
  Observations read;
  read.reserve(object->size());
  for (const auto& [key, member] : *object) {
    const std::string_view name = key;
    Result<Observation> observation = read_observation(member);
    if (!observation) return observation.error().with_prefix(name);
    DISTANSKOLL_TRY(check(name, *observation));
    if (!read.empty() && !in_order(read.back().name, name)) {
      return malformed(fmt::format("{}: stands in the wrong place", name));
    }
    read.push_back({std::string(name), std::move(*observation)});
  }
  return read;
}

/// 22 characters of base64url whose last one carries no stray bits: 16 bytes.
bool is_pseudonym(std::string_view text) {
  const auto bytes = crypto::base64url_decode(text);
  return text.size() == kPseudonymLength && bytes.has_value();
}

std::optional<Gap> read_gap(Reader& report, std::string& problem) {
  if (report.find("gap") == nullptr) return std::nullopt;
  Reader in(report.find("gap"), "gap", problem);
  Gap gap;
  gap.from = in.number("from", 1, kMost);
  gap.to = in.number("to", gap.from, kMost);
  gap.code = in.text("code");
  if (!is_token(gap.code)) in.note("code", "must be a word of [a-z0-9_]");
  return gap;
}

std::optional<Seen> read_seen(Reader& report, std::string& problem) {
  if (report.find("seen") == nullptr) return std::nullopt;
  Reader in(report.find("seen"), "seen", problem);
  return Seen{in.number("size", 0, kMost), in.digest("root")};
}

std::optional<std::string> read_user(Reader& in) {
  const json::value* user = in.find("user");
  if (user != nullptr && user->is_null()) return std::nullopt;
  const std::string_view text = in.text("user");
  if (!is_pseudonym(text)) in.note("user", "must be null or a pseudonym of 22 characters");
  return std::string(text);
}

/// Hands the parsed tree to `read`, which lives no longer than the call.
template <class T, class Read>
Result<T> decode(std::string_view payload, std::string_view what, const Read& read) {
  if (payload.size() > limits::kPayloadBytes) {
    return Error{ErrorCode::kTooLarge,
                 fmt::format("{}: more than {} bytes", what, limits::kPayloadBytes)};
  }
  std::array<unsigned char, kTreeBytes>
      buffer;  // NOLINT(cppcoreguidelines-pro-type-member-init): written before it is read
  json::monotonic_resource memory(buffer.data(), buffer.size());
  json::error_code failed;
  json::parse_options options;
  options.max_depth = limits::kReportDepth;
  const json::value tree = json::parse(payload, failed, &memory, options);
  if (failed) return malformed(fmt::format("{}: no JSON ({})", what, failed.message()));
  Result<T> value = read(tree);
  if (!value) return value;
  if (encode(*value) != payload) {
    return malformed(
        fmt::format("{}: not in its one form: an unknown, repeated or misplaced member, "
                    "white space, or a needless escape",
                    what));
  }
  return value;
}

Result<Report> read_report(const json::value& tree) {
  std::string problem;
  Reader in(&tree, "report", problem);
  std::ignore = in.number("v", limits::kReportVersion, limits::kReportVersion);
  Report report;
  report.seq = in.number("seq", 1, kMost);
  report.at = in.time("at");
  report.user = read_user(in);
  const std::optional<Trigger> trigger = parse_trigger(in.text("trigger"));
  if (!trigger) in.note("trigger", "must be start, change, resume, suspend or stop");
  report.trigger = trigger.value_or(Trigger::kChange);
  if (in.find("prev") != nullptr) report.prev = in.digest("prev");
  if (report.prev && report.seq == 1) in.note("prev", "cannot be in the first of a series");
  report.gap = read_gap(in, problem);
  if (report.gap && report.gap->to >= report.seq) in.note("gap", "must end before seq");
  report.seen = read_seen(in, problem);
  if (in.find("flapping") != nullptr) {
    report.flapping = static_cast<std::uint32_t>(in.number("flapping", 1, UINT32_MAX));
  }
  if (!problem.empty()) return malformed(std::move(problem));
  Result<Observations> observations = read_observations(in.find("observations"));
  if (!observations) return observations.error().with_prefix("report");
  report.observations = std::move(*observations);
  return report;
}

Result<Heartbeat> read_heartbeat(const json::value& tree) {
  std::string problem;
  Reader in(&tree, "heartbeat", problem);
  std::ignore = in.number("v", limits::kReportVersion, limits::kReportVersion);
  Heartbeat heartbeat;
  heartbeat.seq = in.number("seq", 2, kMost);
  heartbeat.at = in.time("at");
  heartbeat.unchanged_since = in.number("unchanged_since", 1, heartbeat.seq - 1);
  heartbeat.prev = in.digest("prev");
  if (!problem.empty()) return malformed(std::move(problem));
  return heartbeat;
}

}  // namespace

Result<Report> decode_report(std::string_view payload) {
  return decode<Report>(payload, "report", read_report);
}

Result<Heartbeat> decode_heartbeat(std::string_view payload) {
  return decode<Heartbeat>(payload, "heartbeat", read_heartbeat);
}

Result<Observations> decode_observations(std::string_view json) {
  return decode<Observations>(json, "observations", [](const boost::json::value& tree) {
    return read_observations(&tree);
  });
}

}  // namespace distanskoll::report
