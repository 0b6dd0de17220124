// SPDX-License-Identifier: EUPL-1.2
#include "server/operations_demo.h"

#include "server/agreements/shelves.h"
#include "shared/limits.h"

#include <boost/json.hpp>
#include <fmt/format.h>

namespace distanskoll::server {
namespace {

/// Whether the registers say exactly this.
bool is_there(const agreements::Snapshot& snapshot, const agreements::AnyRecord& record) {
  return std::visit(
      [&]<class Record>(const Record& value) {
        const Record* there =
            agreements::shelf_of<Record>(snapshot).find(agreements::id_of(record));
        return there != nullptr && *there == value;
      },
      record);
}

/// Nothing when they do.
Result<std::optional<agreements::RecordWrite>> write_of_sample(const agreements::Snapshot& snapshot,
                                                               const boost::json::value& sample,
                                                               const std::string& by) {
  if (!sample.is_object()) return Error{ErrorCode::kInvalidArgument, "a record is an object"};
  const auto& object = sample.as_object();
  const auto word = text_argument(object, "register");
  if (!word) return word.error();
  const auto kind = agreements::parse_record_kind(*word);
  const auto* value = object.if_contains("value");
  if (!kind || value == nullptr) {
    return Error{ErrorCode::kInvalidArgument,
                 fmt::format("\"{}\" is no register, or its record has no value", *word)};
  }
  auto record = agreements::decode_record(*kind, boost::json::serialize(*value));
  if (!record) return record.error().with_prefix(*word);
  if (is_there(snapshot, *record)) return std::optional<agreements::RecordWrite>();
  return std::optional(agreements::write_of(snapshot, std::move(*record), by));
}

}  // namespace

OperationResult demo_records(Core& core, const boost::json::object& arguments,
                             const std::string& by) {
  const auto* records = arguments.if_contains("records");
  if (records == nullptr || !records->is_array() ||
      records->as_array().size() > limits::kRecordsAtOnce) {
    return Error{ErrorCode::kInvalidArgument,
                 fmt::format("\"records\": a list of at most {}", limits::kRecordsAtOnce)};
  }
  const auto snapshot = core.registry->now();
  std::vector<agreements::RecordWrite> writes;
  for (const auto& sample : records->as_array()) {
    auto write = write_of_sample(*snapshot, sample, by);
    if (!write) return write.error();
    if (*write) writes.push_back(std::move(**write));
  }
  const std::size_t written = writes.size();
  if (written > 0) {
    const auto commit =
        agreements::write_records(*core.sequencer, *core.registry, std::move(writes));
    if (!commit) return commit.error();
  }
  return boost::json::value{{"written", written},
                            {"unchanged", records->as_array().size() - written}};
}

OperationResult demo_clock(DemoClock& clock, const boost::json::object& arguments) {
  const auto* run = arguments.if_contains("run");
  if (const auto to = optional_text(arguments, "to")) {
    auto time = parse_time(*to);
    if (!time) return Error{ErrorCode::kInvalidArgument, time.error().message};
    DISTANSKOLL_TRY(clock.move_to(*time));
  } else if (run != nullptr && run->is_bool() && run->as_bool()) {
    DISTANSKOLL_TRY(clock.run_on());
  }
  return boost::json::value{{"now", format_time(clock.wall())},
                            {"stands_still", clock.stands_still()}};
}

}  // namespace distanskoll::server
