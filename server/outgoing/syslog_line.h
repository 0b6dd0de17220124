// SPDX-License-Identifier: EUPL-1.2
#pragma once
// One message of syslog as RFC 5424 writes it, with structured data, and its frame on a TLS
// connection (RFC 5425: octet count, blank, message). Values are escaped, names are our own words.
// Pure, thread-compatible; nothing here can fail: what a field may not hold becomes '?' or "-".

#include "server/outgoing/addresses.h"
#include "shared/clock.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace distanskoll::server::outgoing {

/// RFC 5424 section 6.2.1; the numbers are the protocol's.
enum class SyslogSeverity { kError = 3, kWarning = 4, kNotice = 5, kInformational = 6 };

struct SyslogOrigin {
  SyslogFacility facility = SyslogFacility::kAuthPriv;
  std::int64_t enterprise = 32473;
  std::string host;  ///< this collector's name
};

struct SyslogEvent {
  SyslogSeverity severity = SyslogSeverity::kNotice;
  WallTime at{};
  std::string kind;                                         ///< MSGID, such as "finding.opened"
  std::vector<std::pair<std::string, std::string>> fields;  ///< of the structured data, in order
  std::string text;                                         ///< one line for people
};

[[nodiscard]] std::string syslog_line(const SyslogOrigin& origin, const SyslogEvent& event);
[[nodiscard]] std::string syslog_frame(std::string_view line);

}  // namespace distanskoll::server::outgoing
