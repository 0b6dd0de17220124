// SPDX-License-Identifier: EUPL-1.2
#include "agent/person/notices.h"

#include "shared/compliance/stockholm.h"
#include "shared/limits.h"

#include <algorithm>

namespace distanskoll::agent {
namespace {

using compliance::RequirementResult;

constexpr std::chrono::minutes kBetweenNotices{15};
std::chrono::sys_days day_of(WallTime time) {
  return std::chrono::floor<std::chrono::days>(time + compliance::stockholm_ahead_of_utc(time));
}

bool told_today(const NoticeEntry& entry, WallTime now) {
  return entry.told_at && day_of(*entry.told_at) == day_of(now);
}

/// The entry of a requirement, made where it belongs when there is none.
NoticeEntry& entry_of(NoticeBook& book, const std::string& requirement) {
  const auto at = std::ranges::lower_bound(book, requirement, {}, &NoticeEntry::requirement);
  if (at != book.end() && at->requirement == requirement) return *at;
  return *book.insert(at, NoticeEntry{requirement, {}, {}, {}});
}

void count(NoticeEntry& entry, RequirementResult result, std::chrono::seconds hold, WallTime now) {
  switch (result) {
    case RequirementResult::kFail: {
      const auto since = entry.failed_at ? now - *entry.failed_at : std::chrono::seconds(0);
      const bool seen_throughout = since.count() > 0 && since <= hold;
      entry.failing = entry.failing.value_or(std::chrono::seconds(0)) +
                      (seen_throughout ? since : std::chrono::seconds(0));
      entry.failed_at = now;
      return;
    }
    case RequirementResult::kUnknown:
      entry.failed_at.reset();
      return;
    case RequirementResult::kPass:
    case RequirementResult::kNotApplicable:
      entry.failing.reset();
      entry.failed_at.reset();
      return;
  }
}

const RequirementView* find(const PostureView& view, const std::string& requirement) {
  const auto at = std::ranges::find(view.requirements, requirement, &RequirementView::id);
  return at == view.requirements.end() ? nullptr : &*at;
}

/// The time that each has failed, as of now.
void count_all(const PostureView& view, NoticeBook& book, WallTime now) {
  for (const RequirementView& requirement : view.requirements) {
    count(entry_of(book, requirement.id), requirement.result, hold_of(view), now);
  }
  for (NoticeEntry& entry : book) {
    if (find(view, entry.requirement) == nullptr) {
      count(entry, RequirementResult::kNotApplicable, hold_of(view), now);
    }
  }
}

/// Leaves out what says nothing any more, so that the book stays small.
void forget_the_past(NoticeBook& book, WallTime now) {
  for (NoticeEntry& entry : book) {
    if (!told_today(entry, now)) entry.told_at.reset();
  }
  std::erase_if(book, [](const auto& entry) { return !entry.failing && !entry.told_at; });
  if (book.size() > limits::kRequirements) book.resize(limits::kRequirements);
}

bool told_just_now(const NoticeBook& book, WallTime now) {
  return std::ranges::any_of(book, [&](const NoticeEntry& entry) {
    return entry.told_at && *entry.told_at <= now && now - *entry.told_at < kBetweenNotices;
  });
}

bool is_due(const RequirementView& requirement, const NoticeEntry& entry, WallTime now) {
  if (requirement.result != RequirementResult::kFail || told_today(entry, now)) return false;
  return requirement.tolerance.count() == 0 || entry.failing > requirement.tolerance;
}

/// The gravest that is due; of equals the policy's first.
const RequirementView* gravest_due(const PostureView& view, NoticeBook& book, WallTime now) {
  const RequirementView* gravest = nullptr;
  for (const RequirementView& requirement : view.requirements) {
    if (!is_due(requirement, entry_of(book, requirement.id), now)) continue;
    if (gravest == nullptr || requirement.severity < gravest->severity) gravest = &requirement;
  }
  return gravest;
}

Notice notice_of(const RequirementView& requirement, Language language) {
  return {requirement.id,
          shortened(in_language(requirement.title, language), kNoticeHeadingCharacters),
          shortened(in_language(requirement.why, language), kNoticeTextCharacters),
          shortened(in_language(requirement.remedy, language), kNoticeTextCharacters)};
}

std::string with_single_blanks(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool blank = c == ' ' || (c >= '\t' && c <= '\r');
    if (!blank) {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

bool begins_character(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }

/// The bytes of the first `most` characters of UTF-8.
std::size_t bytes_of(std::string_view text, std::size_t most) {
  std::size_t at = 0;
  for (; at < text.size(); ++at) {
    if (!begins_character(text[at])) continue;
    if (most == 0) return at;
    --most;
  }
  return at;
}

}  // namespace

std::string shortened(std::string_view text, std::size_t most) {
  std::string whole = with_single_blanks(text);
  if (bytes_of(whole, most) == whole.size()) return whole;
  std::string_view fits = std::string_view(whole).substr(0, bytes_of(whole, most));
  // One that leaves less than a third says too little; then words are better.
  const std::size_t sentence = fits.rfind(". ");
  if (sentence != std::string_view::npos && sentence >= fits.size() / 3) {
    return std::string(fits.substr(0, sentence + 1));
  }
  fits = fits.substr(0, bytes_of(fits, most - 1));
  const std::size_t word = fits.rfind(' ');
  return std::string(fits.substr(0, word)) + "…";
}

NoticeDecision decide_notice(const PostureView& view, NoticeBook book, WallTime now,
                             bool may_disturb, Language language) {
  if (!is_current(view, now)) {
    for (NoticeEntry& entry : book) entry.failed_at.reset();
    forget_the_past(book, now);
    return {std::nullopt, std::move(book)};
  }
  count_all(view, book, now);
  NoticeDecision decision;
  const RequirementView* due = view.notify && may_disturb && !told_just_now(book, now)
                                   ? gravest_due(view, book, now)
                                   : nullptr;
  if (due != nullptr) {
    entry_of(book, due->id).told_at = now;
    decision.notice = notice_of(*due, language);
  }
  forget_the_past(book, now);
  decision.book = std::move(book);
  return decision;
}

}  // namespace distanskoll::agent
