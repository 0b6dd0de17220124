// SPDX-License-Identifier: EUPL-1.2
#include "server/access/sign_in/siths/revocation_file.h"

#include "shared/files.h"

#include <system_error>

namespace distanskoll::server::access::sign_in::siths {
namespace {

constexpr std::size_t kMostBytes = 32 * 1024 * 1024;  // a country's cards, as PEM

}  // namespace

Result<std::vector<crypto::RevocationList>> RevocationFile::lists() {
  const std::lock_guard lock(mutex_);
  std::error_code gone;
  const auto written = std::filesystem::last_write_time(file_, gone);
  const auto size = gone ? 0 : std::filesystem::file_size(file_, gone);
  if (gone) return Error{ErrorCode::kUnavailable, file_.string() + ": " + gone.message()};
  if (!lists_.empty() && written == written_ && size == size_) return lists_;
  lists_.clear();
  const auto pem = read_file(file_, kMostBytes);
  if (!pem) return Error{ErrorCode::kUnavailable, pem.error().message};
  auto lists = crypto::RevocationList::from_pem(*pem);
  if (!lists) return Error{ErrorCode::kUnavailable, file_.string() + ": " + lists.error().message};
  lists_ = std::move(*lists);
  written_ = written;
  size_ = size;
  return lists_;
}

}  // namespace distanskoll::server::access::sign_in::siths
