// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Findings joined with their computers, their words, who takes care of them and the waivers that
// cover them: only those that the caller sees. Reads through the connection it is given.
// Thread-compatible.

#include "server/access/caller.h"
#include "server/api/finding_query.h"
#include "server/api/parts.h"

#include <memory>
#include <vector>

#include <boost/json/object.hpp>

namespace distanskoll::server::api {

/// The findings point into the fleet beside them.
struct FindingBoard {
  std::vector<FleetDevice> fleet;
  std::vector<JoinedFinding> findings;
};
[[nodiscard]] Result<std::unique_ptr<FindingBoard>> join_findings(
    const ApiParts& parts, store::Reader& reader, const access::Caller& caller,
    std::vector<store::Finding> findings);

/// A row of the list. `care`: whether who takes care of it is shown too.
[[nodiscard]] boost::json::object joined_object(const JoinedFinding& finding, bool care);

/// As people are called in answers: an account's name, the name in the directory, or the id itself.
[[nodiscard]] std::string name_of_reader(const agreements::Snapshot& snapshot,
                                         const std::string& by, agreements::LocalDay today);

}  // namespace distanskoll::server::api
