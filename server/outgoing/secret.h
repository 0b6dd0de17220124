// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Passwords and signing secrets of outgoing messages: one line in a file that only its owner may
// read (0600, or a systemd credential). Read anew at each use, so that changing one needs no
// restart. Errors are shared/files.h's; kMalformed when it is not one printable line.

#include "shared/bytes.h"
#include "shared/result.h"

#include <filesystem>
#include <string>

namespace distanskoll::server::outgoing {

/// The line without its end.
[[nodiscard]] Result<std::string> read_secret(const std::filesystem::path& file);
/// "whsec_" and base64 of 24 to 64 bytes (Standard Webhooks); the bytes.
[[nodiscard]] Result<Bytes> read_webhook_secret(const std::filesystem::path& file);

}  // namespace distanskoll::server::outgoing
