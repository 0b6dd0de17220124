// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Puts the lines of one body in their place in the device's number series, inside the writer's
// transaction: stored, stored before, put off or refused, and what is suspicious about them becomes
// a finding (architecture.md "The life of a report" 6, evidence.md "Signed reports"). Used by
// AdmitChange on the sequencer's thread.
//
// The chain report -> last heartbeat -> report is whole when a report's `prev` names the newest
// heartbeat of the run before it, or the report before it where that run had none. Where it is not,
// and numbers may be on their way, the report is put off *once* and the agent told from which
// number to send again: after a restore nothing acknowledged may be lost. A break that a `gap`
// explains, or that we caused by refusing the line that `prev` names, is none. Else the report is
// stored, the finding broken_chain opens, and an entry says so, so that fsck can tell a break that
// the collector admitted from one that somebody made afterwards.

#include "server/admission/line.h"
#include "server/admission/records.h"
#include "server/ledger/sequencer.h"

#include <optional>
#include <string>
#include <vector>

namespace distanskoll::server::admission {

class SeriesStep {
 public:
  struct Context {
    ledger::Transaction& transaction;
    const policy::Policy& policy;
    const std::string& device;
    WallTime received_at{};
  };
  /// Works on `series`, which the caller puts back when all went well.
  SeriesStep(const Context& context, Series& series) : context_(context), series_(series) {}

  /// Gives every line without an outcome its outcome. An error is the database's: nothing counts.
  [[nodiscard]] Result<void> take(std::vector<Line>& lines);

  /// Set when numbers below the device's are missing here.
  [[nodiscard]] std::optional<std::uint64_t> resend_from() const { return resend_from_; }
  [[nodiscard]] bool changed() const { return changed_; }

 private:
  /// What a new report's `prev` says of the line before it.
  struct Link {
    bool whole = false;
    std::string closing;  ///< compact JWS of the closing heartbeat, if there is one
  };
  [[nodiscard]] Result<void> take_one(std::vector<Line>& lines, std::size_t i);
  [[nodiscard]] Result<void> take_report(Line& line, const PreparedReport& report);
  [[nodiscard]] Result<void> take_heartbeat(Line& line, const PreparedHeartbeat& prepared,
                                            const Line* next);
  [[nodiscard]] Result<void> old_report(Line& line);
  [[nodiscard]] Result<void> old_heartbeat(Line& line);
  [[nodiscard]] Result<void> store(Line& line, const PreparedReport& report, const Link& link,
                                   bool broken);
  [[nodiscard]] Result<void> judge(const PreparedReport& prepared, bool broken);
  [[nodiscard]] Result<Link> link_of(const report::Report& report) const;
  [[nodiscard]] Result<std::string> running_text() const;
  [[nodiscard]] bool explained(const report::Report& report) const;
  [[nodiscard]] bool clock_is_off(const report::Report& report) const;
  [[nodiscard]] Result<void> taken(Line& line);
  [[nodiscard]] Result<void> bad_heartbeat(const Line& line);
  /// Opens or closes a finding; `detail()` is asked only when it opens.
  template <class Detail>
  [[nodiscard]] Result<void> turn(store::FindingKind kind, bool on, const Detail& detail);

  Context context_;
  Series& series_;
  Line* closing_ = nullptr;  ///< heartbeat in front of the report that it closes the run for
  std::size_t reports_in_body_ = 0;
  bool waiting_ = false;  ///< a line was put off: so are all behind it
  std::optional<std::uint64_t> resend_from_;
  bool changed_ = false;
};

/// False when the device holds a checkpoint that no epoch of this ledger has ever had.
[[nodiscard]] Result<bool> fits_ledger(store::Connection& connection, std::uint64_t epoch,
                                       std::uint64_t ledger_size, const report::Seen& seen);

}  // namespace distanskoll::server::admission
