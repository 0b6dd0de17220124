// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The bytes of one request become a Request. The only file that instantiates Beast's parser is
// http_io.cpp; everybody else sees this class. It does no I/O: the session feeds it what it read,
// so the fuzz target and the unit tests feed it too. Belongs to one session at a time.

#include "server/net/message.h"

#include <cstddef>
#include <memory>
#include <string_view>

namespace distanskoll::server::net {

class RequestParser {
 public:
  RequestParser();
  ~RequestParser();

  /// Where the head in `buffer` ends (behind its empty line), or 0 if that has not come yet.
  [[nodiscard]] static std::size_t head_end(std::string_view buffer);

  /// Begins a request whose head is request.head: fills in everything but the body. kMalformed
  /// is a 400.
  [[nodiscard]] Result<void> read_head(Request& request);

  // After read_head:
  [[nodiscard]] bool body_complete() const;
  [[nodiscard]] bool keep_alive() const;
  [[nodiscard]] bool expects_continue() const { return expects_continue_; }

  /// Appends body bytes to request.body; the number of bytes used (the rest belongs to the next
  /// request). kTooLarge beyond `most`, kMalformed for broken chunks and trailers.
  [[nodiscard]] Result<std::size_t> read_body(std::string_view data, std::size_t most,
                                              Request& request);

 private:
  class Parser;
  std::unique_ptr<Parser> parser_;
  bool expects_continue_ = false;
};

}  // namespace distanskoll::server::net
