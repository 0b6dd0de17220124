// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Who a report's pseudonym stands for: the login by trying every login of the directory on that
// device's key (evidence.md "Signed reports"), once, then remembered in the database; the employee
// by who had that login on the day. Made for one pass over days; thread-compatible.

#include "server/agreements/registry.h"
#include "server/store/device_days.h"
#include "shared/bytes.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace distanskoll::server::days {

class People {
 public:
  /// The snapshot must outlive it.
  People(Bytes pseudonym_key, const agreements::Snapshot& snapshot)
      : key_(std::move(pseudonym_key)), snapshot_(snapshot) {}

  /// Null: nobody in the directory has it.
  [[nodiscard]] Result<const agreements::Employee*> find(store::Connection& connection,
                                                         const std::string& device,
                                                         const std::string& pseudonym,
                                                         compliance::LocalDay day);

  struct Found {
    std::string device;
    std::string pseudonym;
    std::string login;
  };
  /// What was not in the database yet; the caller stores it.
  [[nodiscard]] std::vector<Found> take_found() { return std::exchange(found_, {}); }

 private:
  [[nodiscard]] std::optional<std::string> search(const std::string& device,
                                                  const std::string& pseudonym) const;

  Bytes key_;
  const agreements::Snapshot& snapshot_;
  std::map<std::pair<std::string, std::string>, std::optional<std::string>> logins_;
  std::vector<Found> found_;
};

}  // namespace distanskoll::server::days
