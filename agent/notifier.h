// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Tells the person at the computer what has not been met for too long: decides after each look
// (person/notices.h), asks whether it would disturb only when there is something to tell, has it
// shown by whoever can (on Windows the helper in the session), and keeps what was told in one small
// file, so that a restart tells nothing twice. Another person begins with an empty book. For the
// agent's one thread; may wait some seconds for who is asked.

#include "agent/person/notice_book.h"
#include "agent/person/posture_view.h"
#include "agent/platform.h"
#include "shared/clock.h"

#include <filesystem>
#include <optional>
#include <string>

#include <spdlog/logger.h>

namespace distanskoll::agent {

class Notifier {
 public:
  static constexpr std::chrono::seconds kLookAgain{60};      ///< while something is not met
  static constexpr std::chrono::seconds kTryAgain{60 * 60};  ///< after one that was not shown

  /// `file` need not be there; one that is damaged is as none. All references outlive the notifier.
  Notifier(std::filesystem::path file, const ToPerson& person, const Clock& clock,
           spdlog::logger& log);

  /// `who`: whose session it is, as a pseudonym; nothing: nobody's, then nothing is told.
  void look(const PostureView& view, const std::optional<std::string>& who);
  /// When to look again though nothing has happened; nothing: never.
  [[nodiscard]] std::optional<BootTime> again_at() const { return again_at_; }

 private:
  void tell(const PostureView& view);
  /// Time goes on counting, but nothing is told.
  void only_count(const PostureView& view);

  const std::filesystem::path file_;
  const ToPerson& person_;
  const Clock& clock_;
  spdlog::logger& log_;
  NoticeBook book_;
  std::optional<std::string> who_;
  std::optional<BootTime> again_at_;
  std::optional<BootTime> silent_until_;
};

}  // namespace distanskoll::agent
