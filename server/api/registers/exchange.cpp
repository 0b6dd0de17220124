// SPDX-License-Identifier: EUPL-1.2
#include "server/api/registers/exchange.h"

#include "shared/crypto/encoding.h"
#include "shared/crypto/random.h"
#include "shared/limits.h"
#include "shared/text.h"

#include <utility>

#include <boost/json/serialize.hpp>
#include <fmt/format.h>

namespace distanskoll::server::api {
namespace {

using access::Answering;
using access::Caller;
using agreements::AnyRecord;
using agreements::RecordWrite;

constexpr std::size_t kIdBytes = 8;

net::Response not_the_version(std::uint64_t version) {
  return net::problem(412, "precondition_failed",
                      fmt::format("somebody changed it meanwhile: version {} is there now; read it "
                                  "again and repeat the change",
                                  version));
}

std::optional<std::uint64_t> version_of(std::string_view etag) {
  if (etag.size() < 3 || etag.front() != '"' || etag.back() != '"') return std::nullopt;
  return parse_unsigned(etag.substr(1, etag.size() - 2));
}

/// A record that its own reader would refuse must not be written.
Result<void> check_readable(const std::vector<RecordWrite>& writes) {
  for (const RecordWrite& write : writes) {
    if (!write.value) continue;
    const auto read = agreements::decode_record(write.kind, encode(*write.value));
    if (!read) return Error{ErrorCode::kInvalidArgument, read.error().message};
  }
  return {};
}

net::Response done(const Change& change, std::uint64_t version) {
  net::Response response;
  response.status = change.status;
  boost::json::object body{{"id", change.writes.front().id}};
  if (change.writes.front().value) {
    body["version"] = version;
    response.with("ETag", etag_of(version));
  } else {
    body["removed"] = true;
  }
  for (const auto& [name, value] : change.said) body[name] = value;
  if (!change.location.empty()) response.with("Location", change.location);
  response.body = boost::json::serialize(body);
  return response;
}

void commit(const ApiParts& parts, const Answering& answering, Change change) {
  if (const auto readable = check_readable(change.writes); !readable) {
    return answering.refuse(readable.error());
  }
  auto& registry = parts.registry;
  auto writes = change.writes;
  const auto answer = [&registry, answering,
                       change = std::move(change)](const Result<ledger::Commit>& result) {
    if (!result && result.error().code == ErrorCode::kConflict) {
      return answering.unnamed(net::problem(412, "precondition_failed", result.error().message));
    }
    if (!result) return answering.refuse(result.error());
    const RecordWrite& first = change.writes.front();
    const auto now = registry.now();
    answering.unnamed(done(change, first.value ? write_of(*now, *first.value, {}).made_from : 0));
  };
  const auto taken = parts.sequencer.submit(
      std::make_unique<agreements::RecordChange>(registry, std::move(writes), answer));
  if (!taken) answering.refuse(taken.error());
}

Result<std::vector<std::string>> arguments_of(const net::Request& request) {
  std::vector<std::string> arguments;
  for (const std::string_view each : request.arguments) {
    auto decoded = net::decode_segment(each);
    if (!decoded) return decoded.error();
    arguments.push_back(std::move(*decoded));
  }
  return arguments;
}

void handle(const ApiParts& parts, const net::Request& request, const Caller& caller,
            const Answering& answering, const FindVersion& find, const WriteHandler& handler) {
  if (!request.query.empty()) {
    return answering.refuse({ErrorCode::kMalformed, "a write takes no parameters"});
  }
  const auto arguments = arguments_of(request);
  if (!arguments) return answering.refuse(arguments.error());
  JsonTree body;
  if (const auto read = read_body(request, body); !read) return answering.refuse(read.error());
  const Ask ask{parts, caller, *arguments, body};
  if (find) {
    const auto version = find(ask);
    if (!version) return answering.refuse(version.error());
    if (auto refusal = unmatched(request, *version)) return answering.unnamed(std::move(*refusal));
  }
  auto change = handler(ask);
  if (!change) return answering.refuse(change.error());
  commit(parts, answering, std::move(*change));
}

}  // namespace

Change changed(const Ask& ask, AnyRecord record, std::optional<std::string> why) {
  Change change;
  change.writes.push_back(write_of(ask.now(), std::move(record), ask.caller.by(), std::move(why)));
  return change;
}

Change created(const Ask& ask, AnyRecord record, std::string location) {
  Change change = changed(ask, std::move(record));
  change.status = 201;
  change.location = std::move(location);
  return change;
}

Change removed(const Ask& ask, const AnyRecord& record, std::optional<std::string> why) {
  Change change;
  change.writes.push_back(removal_of(ask.now(), record, ask.caller.by(), std::move(why)));
  return change;
}

std::string new_id() { return crypto::hex_encode(crypto::random_bytes(kIdBytes)); }

std::string text_in(JsonObject& in, std::string_view name) {
  return std::string(in.required(name).text());
}
std::optional<std::string> maybe_text_in(JsonObject& in, std::string_view name) {
  const auto value = in.optional(name);
  return value ? std::optional(std::string(value->text())) : std::nullopt;
}
std::optional<std::string> maybe_id_in(JsonObject& in, std::string_view name) {
  const auto value = in.optional(name);
  return value ? std::optional(std::string(value->id())) : std::nullopt;
}
std::optional<LocalDay> maybe_date_in(JsonObject& in, std::string_view name) {
  const auto value = in.optional(name);
  return value ? std::optional(value->date()) : std::nullopt;
}
std::optional<std::int64_t> maybe_number_in(JsonObject& in, std::string_view name) {
  const auto value = in.optional(name);
  return value ? std::optional(value->integer({0, limits::kLargestInteger})) : std::nullopt;
}
Result<void> finished(JsonObject& in, const JsonTree& body) {
  in.finish();
  return body.outcome();
}

std::string etag_of(std::uint64_t version) { return fmt::format("\"{}\"", version); }

std::optional<net::Response> unmatched(const net::Request& request, std::uint64_t version) {
  const std::string_view header = request.header("If-Match");
  if (header.empty()) {
    if (version == 0) return std::nullopt;
    return net::problem(428, "precondition_required",
                        "say which version you saw: If-Match with the ETag of your reading");
  }
  const auto seen = version_of(header);
  if (!seen) return net::problem(400, "malformed", "If-Match is one ETag of ours, like \"3\"");
  if (*seen == version) return std::nullopt;
  return not_the_version(version);
}

void on_create(access::Door& door, const ApiParts& parts, std::string path, access::Needs needs,
               WriteHandler handler) {
  door.on(
      net::Method::kPost, std::move(path), needs,
      [parts, handler = std::move(handler)](const net::Request& request, const Caller& caller,
                                            const Answering& answering) {
        handle(parts, request, caller, answering, nullptr, handler);
      },
      kBodyBytes);
}

void on_change(access::Door& door, const ApiParts& parts, net::Method method, std::string path,
               access::Needs needs, FindVersion find, WriteHandler handler) {
  door.on(
      method, std::move(path), needs,
      [parts, find = std::move(find), handler = std::move(handler)](
          const net::Request& request, const Caller& caller, const Answering& answering) {
        handle(parts, request, caller, answering, find, handler);
      },
      kBodyBytes);
}

Result<void> read_body(const net::Request& request, JsonTree& tree) {
  if (request.body.empty()) return tree.parse("{}");
  const std::string_view type = request.header("Content-Type");
  if (!type.starts_with("application/json")) {
    return Error{ErrorCode::kUnsupported, "a body is application/json"};
  }
  return tree.parse(request.body);
}

Error nothing_there() {
  return {ErrorCode::kNotFound, "there is no such record that you may see or change"};
}

}  // namespace distanskoll::server::api
