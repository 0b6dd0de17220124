// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What a person at the machine can ask the collector to do or show, as named operations from JSON
// to JSON. The same function runs whether the command opened the data directory itself or asked the
// serving process over its admin socket or its API (server/administration); `by` says who asked and
// goes into the entry. Short operations run one at a time, whoever asks; a long one (backup, fsck,
// simulate) runs beside them, itself one at a time, and says how far it is. run_operation() is
// thread-safe and waits; the functions below it are its parts.

#include "server/core.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include <boost/json/value.hpp>

namespace distanskoll::server {

using OperationResult = Result<boost::json::value>;

/// What a long operation is doing ("copying") and how far it is. Called from any thread, often, and
/// must be quick. An error ends the operation and is its result.
using OperationProgress =
    std::function<Result<void>(std::string_view step, std::uint64_t done, std::uint64_t all)>;
/// Whoever asked is told so often at most.
inline constexpr std::chrono::seconds kTellEvery{1};

/// What a token or an enrolment code may be given at most, over the admin socket and in a browser.
inline constexpr std::int64_t kTokenMostDays = 731;
inline constexpr std::int64_t kCodeMostDays = 366;
inline constexpr std::int64_t kCodeMostUses = 100'000;

/// It must not hold up others: it takes as long as the database is large.
[[nodiscard]] bool is_long_operation(std::string_view name);

/// kUnsupported when there is no such operation, kUnavailable when another long one is running.
/// `progress` may be empty.
[[nodiscard]] OperationResult run_operation(Core& core, std::string_view name,
                                            const boost::json::object& arguments,
                                            const std::string& by,
                                            const OperationProgress& progress);

// operations_devices.cpp
[[nodiscard]] OperationResult devices_list(Core&, const boost::json::object&, const std::string&);
[[nodiscard]] OperationResult devices_show(Core&, const boost::json::object&, const std::string&);
[[nodiscard]] OperationResult devices_revoke(Core&, const boost::json::object&, const std::string&);
[[nodiscard]] OperationResult devices_approve(Core&, const boost::json::object&,
                                              const std::string&);
[[nodiscard]] OperationResult devices_lifecycle(Core&, const boost::json::object&,
                                                const std::string&);
// operations_codes.cpp
[[nodiscard]] OperationResult codes_create(Core&, const boost::json::object&, const std::string&);
[[nodiscard]] OperationResult codes_list(Core&, const boost::json::object&, const std::string&);
[[nodiscard]] OperationResult codes_revoke(Core&, const boost::json::object&, const std::string&);
// operations_access.cpp
[[nodiscard]] OperationResult tokens_create(Core&, const boost::json::object&, const std::string&);
[[nodiscard]] OperationResult tokens_list(Core&, const boost::json::object&, const std::string&);
[[nodiscard]] OperationResult tokens_revoke(Core&, const boost::json::object&, const std::string&);
[[nodiscard]] OperationResult accounts_put(Core&, const boost::json::object&, const std::string&);
[[nodiscard]] OperationResult accounts_list(Core&, const boost::json::object&, const std::string&);
[[nodiscard]] OperationResult accounts_remove(Core&, const boost::json::object&,
                                              const std::string&);
// operations_imports.cpp
[[nodiscard]] OperationResult import_file(Core&, const boost::json::object&, const std::string&);
// operations_persons.cpp
/// GDPR art. 17: {"employee","kinds":[{"kind","count","fate","until"}],"erased"}; with "apply"
/// (true) and the decision ("body","date","dnr") what may go goes. kConflict when nothing may.
[[nodiscard]] OperationResult erase_person(Core&, const boost::json::object&, const std::string&);
// operations_policies.cpp
[[nodiscard]] OperationResult policy_put(Core&, const boost::json::object&, const std::string&);
[[nodiscard]] OperationResult policy_withdraw(Core&, const boost::json::object&,
                                              const std::string&);
[[nodiscard]] OperationResult policy_list(Core&, const boost::json::object&, const std::string&);
// operations_simulate.cpp
/// {"policy","from","to","stored","could_not_run","figures","units","requirements"}, with "day_ids"
/// (true) also "changed_days"; a figure about fewer than five people is null.
[[nodiscard]] OperationResult policy_simulate(Core&, const boost::json::object&,
                                              const OperationProgress&);

// operations_keeping.cpp
[[nodiscard]] OperationResult backup_make(Core&, const boost::json::object&,
                                          const OperationProgress&);
[[nodiscard]] OperationResult fsck_run(Core&, const boost::json::object&, const OperationProgress&);
/// Removes what a check or simulation that was killed left behind: its copy holds personal data. At
/// every start.
void remove_left_copies(const std::filesystem::path& data_directory);

// operations_demo.cpp
/// {"now","stands_still"}; with "to" (a time) or "run" (true) it moves the clock first. Not in the
/// list: it takes the clock that only a demonstration has.
inline constexpr std::string_view kDemoClockOperation = "demo.clock";
[[nodiscard]] OperationResult demo_clock(DemoClock& clock, const boost::json::object& arguments);

/// A text argument; kInvalidArgument names it when it is missing or no text.
[[nodiscard]] Result<std::string> text_argument(const boost::json::object& arguments,
                                                std::string_view name);
[[nodiscard]] std::optional<std::string> optional_text(const boost::json::object& arguments,
                                                       std::string_view name);
[[nodiscard]] std::optional<std::int64_t> optional_number(const boost::json::object& arguments,
                                                          std::string_view name);

}  // namespace distanskoll::server
