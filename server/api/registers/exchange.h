// SPDX-License-Identifier: EUPL-1.2
#pragma once
// How a write of the registers goes from a request to a commit and back. A handler is a function
// from what was asked to a Change; it neither waits nor answers. Around it: the record must exist
// and be one that the caller sees (else 404), `If-Match` must name the version that the caller saw
// (428 without, 412 when it is another), the body must be strict JSON, and the answer
// {"id","version",…} with its ETag goes out when the change is durable. The answer names no person.
//
//   Ask -> handler -> Change -> RecordChange -> sequencer -> commit -> {"id","version"}
//
// Thread-safe; handlers run on network threads.

#include "server/access/door.h"
#include "server/agreements/acts/act.h"
#include "server/agreements/registry.h"
#include "server/api/parts.h"
#include "shared/json_tree.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <boost/json/object.hpp>

namespace distanskoll::server::api {

using agreements::LocalDay;
using agreements::Snapshot;

/// The most bytes of a body: a record has texts of 2 KiB and lists of 512 parts.
inline constexpr std::size_t kBodyBytes = 64 * 1024;

/// A request to write.
struct Ask {
  const ApiParts& parts;
  const access::Caller& caller;
  const std::vector<std::string>& arguments;  ///< of the path, decoded
  JsonTree& body;                             ///< an empty object when there is no body

  [[nodiscard]] const Snapshot& now() const { return caller.registry(); }
  [[nodiscard]] agreements::Act act() const { return {caller.by(), caller.today()}; }
};

/// What becomes of it. The first write is the one that the answer is about.
struct Change {
  std::vector<agreements::RecordWrite> writes;
  unsigned status = 200;
  std::string location;      ///< of what was made
  boost::json::object said;  ///< beside id and version
};
/// A record's next version, or its first.
[[nodiscard]] Change changed(const Ask& ask, agreements::AnyRecord record,
                             std::optional<std::string> why = std::nullopt);
[[nodiscard]] Change created(const Ask& ask, agreements::AnyRecord record, std::string location);
[[nodiscard]] Change removed(const Ask& ask, const agreements::AnyRecord& record,
                             std::optional<std::string> why = std::nullopt);

/// 16 hex digits nobody can guess and nobody has had.
[[nodiscard]] std::string new_id();

/// Optional members of a body: absent and null are the same.
[[nodiscard]] std::string text_in(JsonObject& in, std::string_view name);
[[nodiscard]] std::optional<std::string> maybe_text_in(JsonObject& in, std::string_view name);
[[nodiscard]] std::optional<std::string> maybe_id_in(JsonObject& in, std::string_view name);
[[nodiscard]] std::optional<LocalDay> maybe_date_in(JsonObject& in, std::string_view name);
[[nodiscard]] std::optional<std::int64_t> maybe_number_in(JsonObject& in, std::string_view name);
/// Everything that was asked for was there and nothing else was.
[[nodiscard]] Result<void> finished(JsonObject& in, const JsonTree& body);

[[nodiscard]] std::string etag_of(std::uint64_t version);
/// 428 or 412 or 400, or nothing: go on. Version 0 is a record that does not exist.
[[nodiscard]] std::optional<net::Response> unmatched(const net::Request& request,
                                                     std::uint64_t version);

using WriteHandler = std::function<Result<Change>(const Ask&)>;
/// The version of the record that the path names; kNotFound also for what the caller may not see.
using FindVersion = std::function<Result<std::uint64_t>(const Ask&)>;

/// A write that makes a record.
void on_create(access::Door& door, const ApiParts& parts, std::string path, access::Needs needs,
               WriteHandler handler);
/// A write of a record that exists: `find` says which version.
void on_change(access::Door& door, const ApiParts& parts, net::Method method, std::string path,
               access::Needs needs, FindVersion find, WriteHandler handler);

[[nodiscard]] Error nothing_there();  ///< kNotFound

/// A body of strict JSON; none is an empty object. kUnsupported for another content type.
[[nodiscard]] Result<void> read_body(const net::Request& request, JsonTree& tree);

}  // namespace distanskoll::server::api
