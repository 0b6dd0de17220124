// SPDX-License-Identifier: EUPL-1.2
#include "server/administration/operation_routes.h"

#include "server/api/answers.h"
#include "server/operations.h"

#include <utility>

#include <boost/json/serialize.hpp>

namespace distanskoll::server::administration {
namespace {

using access::Answering;
using access::Caller;
using net::Request;

Result<boost::json::object> read_json(const Request& request, const Caller& caller,
                                      const ReadWish& read) {
  if (!request.query.empty()) {
    return Error{ErrorCode::kMalformed, "a write takes no parameters"};
  }
  std::vector<std::string> path;
  for (const std::string_view each : request.arguments) {
    auto decoded = net::decode_segment(each);
    if (!decoded) return decoded.error();
    path.push_back(std::move(*decoded));
  }
  if (!request.body.empty() && !request.header("Content-Type").starts_with("application/json")) {
    return Error{ErrorCode::kUnsupported, "a body is application/json"};
  }
  JsonTree tree;
  DISTANSKOLL_TRY(tree.parse(request.body.empty() ? std::string_view("{}") : request.body));
  JsonObject body(tree.root());
  auto arguments = read({caller, path, body});
  if (!arguments) return arguments.error();
  body.finish();
  DISTANSKOLL_TRY(tree.outcome());
  return arguments;
}

}  // namespace

ReadRequest json_wish(ReadWish read) {
  return [read = std::move(read)](const Request& request, const Caller& caller) {
    return read_json(request, caller, read);
  };
}

void in_office(const Bench& bench, const Answering& answering, Work work) {
  const bool taken = bench.office.submit([work = std::move(work), answering](bool stopping) {
    if (stopping) return answering.refuse({ErrorCode::kUnavailable, "the collector is stopping"});
    auto answer = work();
    if (!answer) return answering.refuse(answer.error());
    answering.unnamed(std::move(*answer));
  });
  if (!taken) {
    answering.refuse({ErrorCode::kUnavailable, "much is being written; try again in a moment"});
  }
}

void on_operation(access::Door& door, const Bench& bench, OperationRoute route) {
  auto handler = [bench, operation = route.operation, read = std::move(route.read),
                  status = route.status](const Request& request, const Caller& caller,
                                         const Answering& answering) {
    auto arguments = read(request, caller);
    if (!arguments) return answering.refuse(arguments.error());
    in_office(bench, answering,
              [&core = bench.core, operation, arguments = std::move(*arguments), by = caller.by(),
               status]() -> Result<net::Response> {
                const auto result = run_operation(core, operation, arguments, by, {});
                if (!result) return result.error();
                net::Response response;
                response.status = status;
                response.body = boost::json::serialize(*result);
                return response;
              });
  };
  door.on(route.method, route.path, route.needs, std::move(handler), route.most_body);
}

void on_look(access::Door& door, const std::string& path, access::Needs needs, Look look) {
  door.on(net::Method::kGet, path, needs,
          [look = std::move(look)](const Request& request, const Caller& caller,
                                   const Answering& answering) {
            if (!request.query.empty()) {
              return answering.refuse({ErrorCode::kMalformed, "this address takes no parameters"});
            }
            const auto body = look(caller);
            if (!body) return answering.refuse(body.error());
            answering.unnamed(api::json_answer(*body));
          });
}

}  // namespace distanskoll::server::administration
