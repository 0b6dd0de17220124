// SPDX-License-Identifier: EUPL-1.2
#include "server/access/sign_in/setup_link.h"

#include "shared/crypto/encoding.h"
#include "shared/crypto/hash.h"
#include "shared/crypto/random.h"
#include "shared/files.h"

#include <fmt/format.h>

namespace distanskoll::server::access::sign_in {
namespace {

constexpr std::size_t kFileBytes = 256;

std::mutex& keeper() {
  static std::mutex mutex;
  return mutex;
}

Error gone() {
  return {ErrorCode::kNotFound,
          "this setup link is used, over or was never made; distanskoll-collector setup-link makes "
          "another"};
}

std::string hash_of(std::string_view secret) { return crypto::hex_encode(crypto::sha256(secret)); }

}  // namespace

Result<std::string> make_setup_link(const std::filesystem::path& directory, WallTime now) {
  auto secret = crypto::base64url_encode(crypto::random_digest());
  const auto text = fmt::format("{} {}\n", hash_of(secret), format_time(now + kSetupLinkLife));
  const std::lock_guard lock(keeper());
  DISTANSKOLL_TRY(write_file_atomically(directory / kSetupFile, text, FileMode::kOwnerOnly));
  return secret;
}

Result<Verified> use_setup_link(const std::filesystem::path& directory, std::string_view secret,
                                WallTime now) {
  const auto file = directory / kSetupFile;
  const std::lock_guard lock(keeper());
  const auto text = read_secret_file(file, kFileBytes);
  if (!text) return text.error().code == ErrorCode::kNotFound ? gone() : text.error();
  const auto blank = text->find(' ');
  if (blank == std::string::npos || text->back() != '\n') return gone();
  const std::string_view line(*text);
  const auto ends = parse_time(line.substr(blank + 1, line.size() - blank - 2));
  if (!ends || now >= *ends ||
      !crypto::equal_constant_time(as_bytes(line.substr(0, blank)), as_bytes(hash_of(secret)))) {
    return gone();
  }
  // Used from here on, whatever happens next.
  std::error_code problem;
  if (!std::filesystem::remove(file, problem)) {
    return Error{ErrorCode::kIo, "the setup link cannot be taken away: " + problem.message()};
  }
  return Verified{Method::kLocal,
                  std::nullopt,
                  std::nullopt,
                  "Första administratören",
                  {agreements::Role::kAdministrator}};
}

}  // namespace distanskoll::server::access::sign_in
