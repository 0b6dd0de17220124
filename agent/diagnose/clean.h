// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Takes out of a text what must not be handed over: the names that are given, and everything that
// looks like an address (IPv4, IPv6, MAC, mail), an account's SID, a user's folder, a password in
// an address, an enrolment code or a PEM block. The last step before anything goes into the file of
// `diagnose`, so that a message that somebody words differently tomorrow gives away no more. It
// rather takes too much. Pure, thread-compatible; fuzzed (diagnose).

#include <string>
#include <string_view>
#include <vector>

namespace distanskoll::agent {

class Cleaner {
 public:
  /// `names` of persons and of the computer; those that say nothing (empty, one letter, root) are
  /// passed over.
  explicit Cleaner(const std::vector<std::string>& names);

  /// Each is replaced by a word in brackets: (name), (address), (code) …
  [[nodiscard]] std::string clean(std::string_view text) const;
  /// Whether one of the names stands in it as a word of its own, in small or capital letters.
  [[nodiscard]] bool names_in(std::string_view text) const;

 private:
  std::vector<std::string> names_;  ///< in small letters, the longest first
};

}  // namespace distanskoll::agent
