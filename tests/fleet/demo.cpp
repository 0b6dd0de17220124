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

Result<WallTime> time_in(const std::string& line) {
  boost::system::error_code bad;
  const json::value parsed = json::parse(line, bad);
  const Error unclear{ErrorCode::kMalformed, "the collector's answer about its clock is unclear"};
  if (bad || !parsed.is_object()) return unclear;
  const json::object& object = parsed.as_object();
  if (const json::value* error = object.if_contains("error"); error && error->is_object()) {
    return Error{ErrorCode::kPermissionDenied, text_of(error->as_object(), "message")};
  }
  const json::value* result = object.if_contains("result");
  if (result == nullptr || !result->is_object()) return unclear;
  return parse_time(text_of(result->as_object(), "now"));
}

}  // namespace

Result<WallTime> DemoCollector::move_to(WallTime to) const {
  return ask(R"({"to":")" + format_time(to) + "\"}");
}

Result<WallTime> DemoCollector::ask(const std::string& arguments) const {
  const Result<sockaddr_un> address = server::admin_address(data_);
  if (!address) return address.error();
  const server::Fd socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (::connect(socket.get(), reinterpret_cast<const sockaddr*>(&*address), sizeof *address) != 0) {
    return Error{ErrorCode::kUnavailable,
                 data_.string() + ": no collector of yours serves this data directory"};
  }
  server::write_line(socket.get(), R"({"operation":"demo.clock","arguments":)" + arguments + "}");
  const Result<std::string> line = server::LineReader(socket.get(), kAnswerMilliseconds).next();
  if (!line) return line.error().with_prefix("the collector's clock");
  return time_in(*line);
}

}  // namespace distanskoll::fleet
