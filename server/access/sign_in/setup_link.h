// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The first administrator's way in, before anybody has an account: a link that somebody at the
// machine makes, good once and for an hour. DIR/setup-link holds the SHA-256 of its secret and when
// it ends, 0600, in no backup; a new link replaces the one before. Made by an operation, used by a
// route of the same process: both in this file's functions, which a mutex keeps apart. Errors are
// shared/files.h's.

#include "server/access/sign_in/verified.h"
#include "shared/clock.h"

#include <filesystem>
#include <mutex>
#include <string>
#include <string_view>

namespace distanskoll::server::access::sign_in {

inline constexpr std::chrono::hours kSetupLinkLife{1};
inline constexpr std::string_view kSetupFile = "setup-link";

/// The secret of a new link.
[[nodiscard]] Result<std::string> make_setup_link(const std::filesystem::path& directory,
                                                  WallTime now);
/// An administrator without account, for one session; the link is gone. kNotFound when there is no
/// link of that secret (any more).
[[nodiscard]] Result<Verified> use_setup_link(const std::filesystem::path& directory,
                                              std::string_view secret, WallTime now);

}  // namespace distanskoll::server::access::sign_in
