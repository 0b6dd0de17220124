// SPDX-License-Identifier: EUPL-1.2
#pragma once
// DIR/admin.sock: how a command asks the serving process, so that there is one writer. One request
// a connection: one line {"operation","arguments"}, answered by any number of lines
// {"progress":{"step","done","all"}} and then one line {"result"} or {"error":{"code","message"}}.
// The kernel says who asks (peer credentials); root and the collector's own user may. The listener
// has a thread of its own and serves one request after the other; a client has 5 s to send its
// line. A long operation (a backup, fsck) gets a thread beside it, one at a time, so that a
// revocation is answered at once; it ends when its client goes away or the collector stops.

#include "server/operations.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

namespace distanskoll::server {

class AdminListener {
 public:
  [[nodiscard]] static Result<std::unique_ptr<AdminListener>> start(Core& core);
  ~AdminListener();  ///< ends the threads and removes the socket

 private:
  struct State;
  explicit AdminListener(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// Nothing when nobody serves in `directory`; else the answer.
[[nodiscard]] std::optional<OperationResult> ask_serving(const std::filesystem::path& directory,
                                                         std::string_view operation,
                                                         const boost::json::object& arguments,
                                                         const OperationProgress& progress);

/// "uid 0 (root)" of this process, for commands that work without a serving one.
[[nodiscard]] std::string own_name();

}  // namespace distanskoll::server
