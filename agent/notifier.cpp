// SPDX-License-Identifier: EUPL-1.2
#include "agent/notifier.h"

#include "agent/person/notice_words.h"
#include "agent/person/notices.h"
#include "shared/files.h"

#include <algorithm>

namespace distanskoll::agent {

Notifier::Notifier(std::filesystem::path file, const ToPerson& person, const Clock& clock,
                   spdlog::logger& log)
    : file_(std::move(file)), person_(person), clock_(clock), log_(log) {
  const auto text = read_file(file_, kNoticeBookBytes);
  auto book = text ? parse_notice_book(*text) : Result<NoticeBook>(text.error());
  if (book) book_ = std::move(*book);
}

void Notifier::only_count(const PostureView& view) {
  book_ = decide_notice(view, std::move(book_), clock_.wall(), false, Language::kSwedish).book;
}

void Notifier::tell(const PostureView& view) {
  const auto welcome = person_.may_disturb();
  if (!welcome || !*welcome) {
    if (!welcome) silent_until_ = clock_.boot() + BootTime(kTryAgain);
    return only_count(view);
  }
  const Language language = person_.language();
  auto decision = decide_notice(view, book_, clock_.wall(), true, language);
  const auto shown = person_.show(words_of(*decision.notice, language));
  if (!shown || !*shown) {
    log_.debug("the person was not told: {}",
               shown ? std::string("it was not shown") : shown.error().message);
    silent_until_ = clock_.boot() + BootTime(kTryAgain);
    return only_count(view);
  }
  log_.info("the person was told that {} is not met", decision.notice->requirement);
  book_ = std::move(decision.book);
  // One that cannot be kept may be told again after a restart; the disk's fault is said elsewhere.
  (void)write_file_atomically(file_, write_notice_book(book_), FileMode::kOwnerOnly);
}

void Notifier::look(const PostureView& view, const std::optional<std::string>& who) {
  again_at_.reset();
  if (!who) return;
  if (who_ && *who_ != *who) book_.clear();
  who_ = who;
  const BootTime now = clock_.boot();
  if (silent_until_ && now >= *silent_until_) silent_until_.reset();
  const bool due =
      !silent_until_ &&
      decide_notice(view, book_, clock_.wall(), true, Language::kSwedish).notice.has_value();
  if (due) {
    tell(view);
  } else {
    only_count(view);
  }
  const bool failing = std::ranges::any_of(
      book_, [](const NoticeEntry& entry) { return entry.failing.has_value(); });
  if (failing && view.notify) again_at_ = now + BootTime(kLookAgain);
}

}  // namespace distanskoll::agent
