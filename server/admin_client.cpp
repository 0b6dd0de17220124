// SPDX-License-Identifier: EUPL-1.2
#include "server/admin_socket.h"
#include "server/admin_wire.h"

#include <cerrno>
#include <system_error>

#include <boost/json.hpp>
#include <fmt/format.h>
#include <sys/socket.h>

namespace distanskoll::server {
namespace {

namespace json = boost::json;

/// Nothing when the line tells of progress.
std::optional<OperationResult> read_answer(const std::string& line,
                                           const OperationProgress& progress) {
  boost::system::error_code bad;
  auto parsed = json::parse(line, bad);
  if (bad || !parsed.is_object()) {
    return OperationResult(
        Error{ErrorCode::kMalformed, "the serving collector's answer is no JSON"});
  }
  auto& object = parsed.as_object();
  if (auto* result = object.if_contains("result")) return OperationResult(std::move(*result));
  if (const auto* told = object.if_contains("progress"); told != nullptr && told->is_object()) {
    const auto number = [&](std::string_view name) {
      return static_cast<std::uint64_t>(optional_number(told->as_object(), name).value_or(0));
    };
    const auto step = optional_text(told->as_object(), "step").value_or("");
    if (!progress) return std::nullopt;
    const auto heard = progress(step, number("done"), number("all"));
    if (heard) return std::nullopt;
    return OperationResult(heard.error());
  }
  const auto* error = object.if_contains("error");
  if (error == nullptr || !error->is_object()) {
    return OperationResult(Error{ErrorCode::kMalformed, "the serving collector's answer is empty"});
  }
  const auto code = optional_number(error->as_object(), "code").value_or(15);
  const bool known = code >= 1 && code <= static_cast<int>(ErrorCode::kInternal);
  return OperationResult(Error{known ? static_cast<ErrorCode>(code) : ErrorCode::kInternal,
                               optional_text(error->as_object(), "message").value_or("refused")});
}

}  // namespace

std::optional<OperationResult> ask_serving(const std::filesystem::path& directory,
                                           std::string_view operation,
                                           const json::object& arguments,
                                           const OperationProgress& progress) {
  auto address = admin_address(directory);
  if (!address) return OperationResult(address.error());
  const Fd socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (::connect(socket.get(), reinterpret_cast<const sockaddr*>(&*address), sizeof *address) != 0) {
    if (errno == ENOENT || errno == ECONNREFUSED) return std::nullopt;
    return OperationResult(
        Error{ErrorCode::kPermissionDenied, fmt::format("cannot ask the serving collector: {}",
                                                        std::generic_category().message(errno))});
  }
  const auto line = json::serialize(
      json::object{{"operation", json::string_view(operation.data(), operation.size())},
                   {"arguments", arguments}});
  if (!write_line(socket.get(), line)) return OperationResult(system_error("admin socket"));
  LineReader lines(socket.get(), -1);
  for (;;) {
    auto answer = lines.next();
    if (!answer) return OperationResult(answer.error());
    if (auto result = read_answer(*answer, progress)) return result;
  }
}

std::string own_name() { return name_of(::geteuid()); }

}  // namespace distanskoll::server
