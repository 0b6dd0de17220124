// SPDX-License-Identifier: EUPL-1.2
// Any bytes as a client's stream: heads, targets, queries, bodies in the pieces that the first byte
// says. Whatever is accepted must be what the contract allows.
#include "server/net/http_io.h"

#include <cstdint>
#include <cstdlib>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace distanskoll::server::net;
  if (size == 0) return 0;
  const std::size_t step = data[0] % 64 + 1;
  std::string stream(reinterpret_cast<const char*>(data) + 1, size - 1);
  constexpr std::size_t kMostBody = 512;
  for (int requests = 0; requests < 16; ++requests) {
    const auto end = RequestParser::head_end(stream);
    if (end == 0) return 0;
    Request request;
    request.head = stream.substr(0, end);
    stream.erase(0, end);
    RequestParser parser;
    if (!parser.read_head(request)) return 0;
    if (request.path.empty() || request.path.front() != '/' || request.header("Host").empty()) {
      std::abort();
    }
    (void)parse_query(request.query);
    (void)decode_segment(request.path);
    std::string waiting;
    while (!parser.body_complete()) {
      if (stream.empty()) return 0;
      waiting += stream.substr(0, step);
      stream.erase(0, step);
      const auto used = parser.read_body(waiting, kMostBody, request);
      if (!used) return 0;
      if (*used > waiting.size() || request.body.size() > kMostBody) std::abort();
      waiting.erase(0, *used);
    }
    stream.insert(0, waiting);
  }
  return 0;
}
