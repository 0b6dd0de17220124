// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The part of fsck that follows each device through its reports: signatures, numbers, `prev`,
// closing heartbeats, gaps, and what state must come of it. Fed with entries in the order of their
// leaves. Used by fsck.cpp alone; belongs to one thread.

#include "server/ledger/fsck.h"
#include "server/store/device_state.h"
#include "server/store/ledger_rows.h"
#include "shared/crypto/key.h"
#include "shared/evidence/entry.h"
#include "shared/report/report.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace distanskoll::server::ledger {

class ChainCheck {
 public:
  using Say = std::function<void(Problem)>;
  ChainCheck(store::Connection& connection, FsckReport& report, Say say)
      : connection_(connection), report_(report), say_(std::move(say)) {}

  void report(const store::StoredEntry& row, const evidence::Entry& entry);
  void run_closed(const store::StoredEntry& row, const evidence::Entry& entry);
  void notice(const evidence::Entry& entry);
  /// An entry that is no longer there: chains that reach over it may have an honest hole.
  void erased(std::uint64_t leaf_id) { newest_erased_ = leaf_id; }
  /// After the last entry: breaks that nothing explained, and the devices' state.
  [[nodiscard]] Result<void> finish();

 private:
  /// A report whose `prev` names something else than what is there.
  struct Break {
    Problem problem;
    std::uint64_t after = 0;  ///< number before
    std::uint64_t at = 0;     ///< number of the report
  };
  struct Device {
    std::uint64_t seq = 0;  ///< newest report
    std::uint64_t leaf_id = 0;
    Digest hash{};
    WallTime at{};
    WallTime received_at{};
    std::string trigger;
    std::optional<std::string> expected_user;
    std::vector<Digest> closed_by_silence;  ///< heartbeats of the running run, from its entries
    std::uint64_t closed_seq = 0;
    std::vector<Break> breaks;
    std::vector<report::Gap> gaps;
    std::set<std::uint64_t> admitted_breaks;
  };
  void add(ProblemKind kind, const store::StoredEntry& row, std::string what);
  [[nodiscard]] bool signed_by_device(const store::StoredEntry& row, std::string_view compact,
                                      std::string& payload);
  void follow(const store::StoredEntry& row, const evidence::ReportBody& body,
              const report::Report& report, Device& device);
  void break_at(const store::StoredEntry& row, ProblemKind kind, const report::Report& report,
                Device& device, std::string what);
  [[nodiscard]] const crypto::PublicKey* key_of(const std::string& kid, const std::string& device);
  [[nodiscard]] Result<void> compare_states();

  store::Connection& connection_;
  FsckReport& report_;
  Say say_;
  std::uint64_t newest_erased_ = 0;
  std::map<std::string, Device> devices_;
  std::map<std::string, std::optional<crypto::PublicKey>> keys_;  ///< by device and kid
};

}  // namespace distanskoll::server::ledger
