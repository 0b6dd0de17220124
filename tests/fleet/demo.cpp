// SPDX-License-Identifier: EUPL-1.2
#include "tests/fleet/demo.h"

#include "server/admin_wire.h"

#include <boost/json.hpp>
#include <sys/socket.h>

namespace distanskoll::fleet {
namespace {

namespace json = boost::json;

constexpr int kAnswerMilliseconds = 60'000;

std::string text_of(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains({name.data(), name.size()});
  return value != nullptr && value->is_string() ? std::string(value->as_string()) : std::string();
}

Result<json::object> result_in(const std::string& line) {
  boost::system::error_code bad;
  json::value parsed = json::parse(line, bad);
  const Error unclear{ErrorCode::kMalformed, "the collector's answer is unclear"};
  if (bad || !parsed.is_object()) return unclear;
  json::object& object = parsed.as_object();
  if (const json::value* error = object.if_contains("error"); error && error->is_object()) {
    return Error{ErrorCode::kPermissionDenied, text_of(error->as_object(), "message")};
  }
  json::value* result = object.if_contains("result");
  if (result == nullptr || !result->is_object()) return unclear;
  return std::move(result->as_object());
}

}  // namespace

Result<WallTime> DemoCollector::move_to(WallTime to) const {
  return ask(R"({"to":")" + format_time(to) + "\"}");
}

Result<WallTime> DemoCollector::ask(const std::string& arguments) const {
  const Result<json::object> clock =
      run(R"({"operation":"demo.clock","arguments":)" + arguments + "}");
  if (!clock) return clock.error().with_prefix("the collector's clock");
  return parse_time(text_of(*clock, "now"));
}

Result<void> DemoCollector::write(const std::vector<server::agreements::AnyRecord>& records) const {
  std::string list;
  for (const auto& record : records) {
    list.append(list.empty() ? "" : ",").append(R"({"register":")");
    list.append(to_string(kind_of(record))).append(R"(","value":)").append(encode(record) + "}");
  }
  const Result<json::object> written =
      run(R"({"operation":"demo.records","arguments":{"records":[)" + list + "]}}");
  return written ? Result<void>() : written.error().with_prefix("the collector's registers");
}

Result<json::object> DemoCollector::run(const std::string& request) const {
  const Result<sockaddr_un> address = server::admin_address(data_);
  if (!address) return address.error();
  const server::Fd socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (::connect(socket.get(), reinterpret_cast<const sockaddr*>(&*address), sizeof *address) != 0) {
    return Error{ErrorCode::kUnavailable,
                 data_.string() + ": no collector of yours serves this data directory"};
  }
  server::write_line(socket.get(), request);
  const Result<std::string> line = server::LineReader(socket.get(), kAnswerMilliseconds).next();
  if (!line) return line.error();
  return result_in(*line);
}

}  // namespace distanskoll::fleet
