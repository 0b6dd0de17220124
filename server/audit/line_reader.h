// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Lines of a stream in blocks, without a copy of each: a year of reports is some ten gigabytes.
// Used by reports.h. A line that does not fit says so; errors of the stream are the caller's to ask
// for. Thread-compatible.

#include <cstddef>
#include <istream>
#include <string>
#include <string_view>

namespace distanskoll::server::audit {

class LineReader {
 public:
  enum class Step {
    kLine,
    kTooLong,  ///< nothing more can be read
    kEnd,
  };

  LineReader(std::istream& in, std::size_t longest)
      : in_(in), longest_(longest), buffer_(kBlock + longest, '\0') {}

  /// Without its line feed; lives until the next call. A last line needs no line feed.
  [[nodiscard]] Step next(std::string_view& line);

 private:
  static constexpr std::size_t kBlock = std::size_t{1} << 20U;

  std::istream& in_;
  std::size_t longest_;
  std::string buffer_;
  std::size_t from_ = 0;  ///< what is read and not yet handed out
  std::size_t to_ = 0;
  bool at_end_ = false;
};

}  // namespace distanskoll::server::audit
