// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A device as the people's API shows it: what is stored, judged now. Names the computer, never the
// person: the pseudonym of a report's user is not in it. Reads through one connection; the judging
// is shared/compliance. Thread-compatible.

#include "server/admission/admission.h"
#include "server/store/device_state.h"
#include "server/store/devices.h"
#include "server/store/findings.h"
#include "shared/clock.h"
#include "shared/compliance/posture.h"

#include <optional>
#include <string>
#include <vector>

#include <boost/json/object.hpp>

namespace distanskoll::server::api {

struct DeviceView {
  store::Device device;
  std::optional<store::DeviceState> state;
  std::optional<store::RunningHeartbeat> heartbeat;
  std::optional<store::StoredEntry> entry;  ///< of the newest report
  std::optional<report::Report> report;
  compliance::Posture posture;
  WallTime newest{};                     ///< of the newest evidence
  std::vector<store::Finding> findings;  ///< open
};

/// "current", "silent", "off", or "never" when the device has not reported yet.
[[nodiscard]] std::string_view presence_of(const DeviceView& view);
[[nodiscard]] std::string_view overall_of(const DeviceView& view);

/// The report in a stored entry.
[[nodiscard]] Result<report::Report> report_in(const store::StoredEntry& entry);

[[nodiscard]] Result<DeviceView> view_device(store::Connection& connection, store::Device device,
                                             const admission::InForce* in_force, WallTime now);

/// What an administrator sees of a computer: what it is called and where it belongs.
[[nodiscard]] boost::json::object name_object(const store::Device& device);
/// One row of the list.
[[nodiscard]] boost::json::object summary(const DeviceView& view);
/// Everything: observations with states or reasons, posture per requirement, receipt, keys,
/// findings.
[[nodiscard]] Result<boost::json::object> record(store::Connection& connection,
                                                 const DeviceView& view,
                                                 const admission::InForce* in_force,
                                                 const std::string& checkpoint);
[[nodiscard]] boost::json::object finding_object(const store::Finding& finding);

}  // namespace distanskoll::server::api
