// SPDX-License-Identifier: EUPL-1.2
#include "server/audit/line_reader.h"

#include <algorithm>
#include <cstring>

namespace distanskoll::server::audit {

LineReader::Step LineReader::next(std::string_view& line) {
  for (;;) {
    const std::string_view waiting(buffer_.data() + from_, to_ - from_);
    const std::size_t end = waiting.find('\n');
    if (end > longest_ && waiting.size() > longest_) return Step::kTooLong;
    if (end != std::string_view::npos) {
      line = waiting.substr(0, end);
      from_ += end + 1;
      return Step::kLine;
    }
    if (at_end_) {
      if (waiting.empty()) return Step::kEnd;
      line = waiting;
      from_ = to_;
      return Step::kLine;
    }
    std::memmove(buffer_.data(), waiting.data(), waiting.size());
    from_ = 0;
    to_ = waiting.size();
    in_.read(buffer_.data() + to_, static_cast<std::streamsize>(buffer_.size() - to_));
    to_ += static_cast<std::size_t>(in_.gcount());
    at_end_ = !in_.good();
  }
}

}  // namespace distanskoll::server::audit
