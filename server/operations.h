// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What a person at the machine can ask the collector to do or show, as named operations from JSON
// to JSON. The same function runs whether the command opened the data directory itself or asked the
// serving process over its admin socket; `by` says who asked and goes into the entry. Called by one
// thread at a time.

#include "server/core.h"

#include <span>
#include <string>
#include <string_view>

#include <boost/json/value.hpp>

namespace distanskoll::server {

using OperationResult = Result<boost::json::value>;

struct Operation {
  std::string_view name;
  OperationResult (*run)(Core& core, const boost::json::object& arguments, const std::string& by);
};
[[nodiscard]] std::span<const Operation> all_operations();

/// kUnsupported when there is no such operation.
[[nodiscard]] OperationResult run_operation(Core& core, std::string_view name,
                                            const boost::json::object& arguments,
                                            const std::string& by);

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
[[nodiscard]] OperationResult inventory_put(Core&, const boost::json::object&, const std::string&);
// operations_policies.cpp
[[nodiscard]] OperationResult policy_put(Core&, const boost::json::object&, const std::string&);
[[nodiscard]] OperationResult policy_list(Core&, const boost::json::object&, const std::string&);

// operations_keeping.cpp
[[nodiscard]] OperationResult backup_make(Core&, const boost::json::object&, const std::string&);
[[nodiscard]] OperationResult fsck_run(Core&, const boost::json::object&, const std::string&);

/// A text argument; kInvalidArgument names it when it is missing or no text.
[[nodiscard]] Result<std::string> text_argument(const boost::json::object& arguments,
                                                std::string_view name);
[[nodiscard]] std::optional<std::string> optional_text(const boost::json::object& arguments,
                                                       std::string_view name);
[[nodiscard]] std::optional<std::int64_t> optional_number(const boost::json::object& arguments,
                                                          std::string_view name);

}  // namespace distanskoll::server
