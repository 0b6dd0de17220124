// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The service's end of the pipe to its helper. One instance, kept for as long as the service runs,
// so that nobody else ever owns the name. A thread of its own lets callers in: the one process that
// expect() named, of the session and program that it must be of; everybody else is closed before a
// byte is read. Everything else is called from one thread. Windows only.

#include "agent/host/windows_helper_process.h"
#include "agent/host/windows_pipe.h"
#include "agent/session/session_words.h"

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

namespace distanskoll::agent {

class HelperLine {
 public:
  /// `connected` is called on the line's thread when the helper has come and nobody waited for it;
  /// must not block. kConflict: somebody else has the name. kIo.
  [[nodiscard]] static Result<std::unique_ptr<HelperLine>> open(const std::wstring& name,
                                                                std::function<void()> connected);
  HelperLine(const HelperLine&) = delete;
  HelperLine& operator=(const HelperLine&) = delete;
  ~HelperLine();

  /// Whom to let in from now on; who is in is put out. Null: nobody. It is not begun yet.
  void expect(std::shared_ptr<const HelperProcess> helper);
  /// Whether the helper is in by the deadline.
  [[nodiscard]] bool await(BootTime deadline);
  /// Answers to earlier questions, which came too late, are passed over. kTimedOut; kUnavailable:
  /// it is gone; kMalformed, kTooLarge: what it said is no answer.
  [[nodiscard]] Result<SessionAnswer> ask(const SessionQuestion& question, BootTime deadline);

 private:
  HelperLine(Handle pipe, Handle stop, Handle leave, std::function<void()> connected);
  void serve();
  void keep();
  [[nodiscard]] bool is_expected() const;

  const Handle pipe_;
  const Handle stop_;
  const Handle leave_;  ///< set: who is in is to be put out
  const std::function<void()> connected_;
  std::mutex guard_;
  std::condition_variable came_;
  // Protected by guard_, as the pipe is while somebody is in.
  std::shared_ptr<const HelperProcess> expected_;
  bool in_ = false;
  bool awaited_ = false;
  PipeLines lines_;
  std::thread thread_;  // last: it uses everything above
};

}  // namespace distanskoll::agent
