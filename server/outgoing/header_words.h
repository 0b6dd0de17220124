// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Text in the header of a mail: what is not plain ASCII becomes encoded words (RFC 2047, UTF-8, B),
// each whole in itself and short enough for a line; and the date (RFC 5322 section 3.3). Text with
// control characters is refused, so that nothing can begin a header line of its own. Pure.

#include "shared/clock.h"

#include <string>
#include <string_view>

namespace distanskoll::server::outgoing {

/// For unstructured fields such as Subject; folded with CRLF and a blank. kInvalidArgument: control
/// characters, broken UTF-8, or over limits::kMailSubjectBytes.
[[nodiscard]] Result<std::string> header_text(std::string_view text);
/// A display name in front of an address: an RFC 5322 phrase.
[[nodiscard]] Result<std::string> header_phrase(std::string_view text);
/// "Mon, 02 Mar 2026 07:00:00 +0000".
[[nodiscard]] std::string header_date(WallTime time);

}  // namespace distanskoll::server::outgoing
