// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Which addresses nothing is sent to unless the configuration lists them: this machine, its link,
// and what is no single host. Asked about the *resolved* address when a socket is opened, so that a
// name that points there (today, or since a minute ago) gets nowhere either. Pure.

#include "server/net/address.h"

#include <optional>
#include <span>
#include <string_view>

namespace distanskoll::server::outgoing {

/// What is wrong with speaking to `address` ("a loopback address"); nothing when it may be done.
[[nodiscard]] std::optional<std::string_view> why_not(const net::Address& address,
                                                      std::span<const net::Network> listed);

}  // namespace distanskoll::server::outgoing
