// SPDX-License-Identifier: EUPL-1.2
#include "server/operations.h"

#include "server/operations_demo.h"
#include "server/operations_directory.h"
#include "server/operations_setup.h"

#include <algorithm>
#include <iterator>
#include <mutex>

#include <boost/json.hpp>
#include <fmt/format.h>

namespace distanskoll::server {
namespace {

struct ShortOperation {
  std::string_view name;
  OperationResult (*run)(Core& core, const boost::json::object& arguments, const std::string& by);
};
struct LongOperation {
  std::string_view name;
  OperationResult (*run)(Core& core, const boost::json::object& arguments,
                         const OperationProgress& progress);
};

constexpr ShortOperation kOperations[] = {
    {"devices.list", devices_list},
    {"devices.show", devices_show},
    {"devices.revoke", devices_revoke},
    {"devices.approve", devices_approve},
    {"devices.lifecycle", devices_lifecycle},
    {"codes.create", codes_create},
    {"codes.list", codes_list},
    {"codes.revoke", codes_revoke},
    {"tokens.create", tokens_create},
    {"tokens.list", tokens_list},
    {"tokens.revoke", tokens_revoke},
    {"accounts.put", accounts_put},
    {"accounts.list", accounts_list},
    {"accounts.remove", accounts_remove},
    {"setup-link", setup_link_make},
    {"import", import_file},
    {"directory.hand-over", directory_hand_over},
    {"erase-person", erase_person},
    {"policy.put", policy_put},
    {"policy.withdraw", policy_withdraw},
    {"policy.list", policy_list},
};
constexpr LongOperation kLongOperations[] = {
    {"backup", backup_make},
    {"fsck", fsck_run},
    {"policy.simulate", policy_simulate},
};

}  // namespace

bool is_long_operation(std::string_view name) {
  return std::any_of(std::begin(kLongOperations), std::end(kLongOperations),
                     [&](const LongOperation& operation) { return operation.name == name; });
}

OperationResult run_operation(Core& core, std::string_view name,
                              const boost::json::object& arguments, const std::string& by,
                              const OperationProgress& progress) {
  for (const auto& operation : kLongOperations) {
    if (operation.name != name) continue;
    const std::unique_lock alone(core.long_operation, std::try_to_lock);
    if (!alone) {
      return Error{
          ErrorCode::kUnavailable,
          "a backup, a check or a simulation is running already; ask again when it is done"};
    }
    return operation.run(core, arguments, progress);
  }
  const std::lock_guard alone(core.short_operations);
  for (const auto& operation : kOperations) {
    if (operation.name == name) return operation.run(core, arguments, by);
  }
  if (DemoClock* const demo = core.demo(); demo != nullptr && name == kDemoClockOperation) {
    return demo_clock(*demo, arguments);
  }
  if (core.demo() != nullptr && name == kDemoRecordsOperation) {
    return demo_records(core, arguments, by);
  }
  return Error{ErrorCode::kUnsupported,
               fmt::format("this collector cannot do \"{}\": is the command newer than it?", name)};
}

Result<std::string> text_argument(const boost::json::object& arguments, std::string_view name) {
  auto text = optional_text(arguments, name);
  if (text) return std::move(*text);
  return Error{ErrorCode::kInvalidArgument, fmt::format("\"{}\" is missing", name)};
}

std::optional<std::string> optional_text(const boost::json::object& arguments,
                                         std::string_view name) {
  const auto* value = arguments.if_contains({name.data(), name.size()});
  if (value == nullptr || !value->is_string()) return std::nullopt;
  return std::string(value->as_string());
}

std::optional<std::int64_t> optional_number(const boost::json::object& arguments,
                                            std::string_view name) {
  const auto* value = arguments.if_contains({name.data(), name.size()});
  if (value == nullptr || !value->is_int64()) return std::nullopt;
  return value->as_int64();
}

}  // namespace distanskoll::server
