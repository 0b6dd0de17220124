// SPDX-License-Identifier: EUPL-1.2
#include "server/access/log_check.h"

#include "server/access/log.h"
#include "server/store/ledger_rows.h"
#include "shared/evidence/entry.h"

namespace distanskoll::server::access {
namespace {

constexpr std::size_t kDigestsAtOnce = 500;

/// What is wrong with the hour; empty when it is as it was sealed.
Result<std::string> wrong_with(store::Connection& connection, const store::AccessDigest& sealed,
                               const HourDigest& found) {
  const auto stored = store::find_entry(connection, sealed.leaf);
  if (!stored && stored.error().code == ErrorCode::kNotFound) {
    return std::string("the entry that its digest stands in is not there");
  }
  if (!stored) return stored.error();
  const auto entry = evidence::decode_entry(stored->line);
  if (!entry || entry->kind != evidence::EntryKind::kAccessDigest) {
    return std::string("what is named as its digest is none");
  }
  if (entry->body != encode(sealed.hour, found)) {
    return std::string("the rows of the access log are not those that were sealed");
  }
  return std::string();
}

}  // namespace

Result<LogCheck> check_log(store::Connection& connection) {
  LogCheck check;
  WallTime after{};
  for (;;) {
    const auto digests = store::access_digests(connection, after, kDigestsAtOnce);
    if (!digests) return digests.error();
    if (digests->empty()) return check;
    after = digests->back().hour;
    for (const store::AccessDigest& sealed : *digests) {
      const auto found = digest_of(connection, sealed.hour);
      if (!found) return found.error();
      // Erasing begins with the oldest hour: a hole behind an hour that is still there is none.
      if (found->rows == 0 && check.hours == 0 && check.problems.empty()) {
        ++check.erased;
        continue;
      }
      auto wrong = wrong_with(connection, sealed, *found);
      if (!wrong) return wrong.error();
      if (wrong->empty()) {
        ++check.hours;
      } else {
        check.problems.push_back({sealed.hour, std::move(*wrong)});
      }
    }
  }
}

}  // namespace distanskoll::server::access
