// SPDX-License-Identifier: EUPL-1.2
#include "server/admission/enrolment_entries.h"
#include "server/api/device_view.h"
#include "server/devices/acts.h"
#include "server/operations.h"
#include "server/store/codes.h"

#include <boost/json.hpp>
#include <fmt/format.h>

namespace distanskoll::server {
namespace {

namespace json = boost::json;
using ledger::Transaction;

constexpr std::size_t kStep = 200;
constexpr std::size_t kMostWaiting = 1'000;

/// Appends an entry about a device whose row has been changed.
Result<void> note(Transaction& transaction, const std::string& device,
                  const evidence::Entry& entry) {
  auto appended = transaction.ledger.append(entry);
  if (!appended) return appended.error();
  transaction.touched.push_back(device);
  return {};
}

json::object waiting_object(const store::EnrolmentRequest& request) {
  const auto text = [](const std::optional<std::string>& value) {
    return value ? json::value(*value) : json::value(nullptr);
  };
  return {{"request", request.id},
          {"code", request.code},
          {"host_name", text(request.host_name)},
          {"serial_number", text(request.serial_number)},
          {"asked_at", format_time(request.asked_at)}};
}

/// A laptop that was installed anew: the new device becomes the same computer as the old one.
Result<void> join(Transaction& transaction, const std::string& id, const std::string& by) {
  auto device = store::find_device(transaction.writer, id);
  if (!device) return device.error();
  auto before = admission::likely_predecessor(transaction.writer, *device);
  if (!before) return before.error();
  if (!*before) {
    return Error{
        ErrorCode::kConflict,
        fmt::format("nothing waits for approval: no other device has the hardware of {}", id)};
  }
  DISTANSKOLL_TRY(store::join_computer(transaction.writer, id, (*before)->computer, (*before)->id));
  return note(transaction, id,
              admission::joined_entry(id, (*before)->id, (*before)->computer, by, transaction.now));
}

}  // namespace

OperationResult devices_list(Core& core, const json::object&, const std::string&) {
  const auto in_force = core.admission->in_force();
  json::array devices;
  std::string last;
  for (bool more = true; more;) {
    auto reader = core.readers.lend();
    if (!reader) return reader.error();
    auto page = store::list_devices(**reader, last, kStep);
    if (!page) return page.error();
    more = page->size() == kStep;
    for (auto& device : *page) {
      last = device.id;
      auto proposal = device.predecessor ? Result<std::optional<store::Device>>(std::nullopt)
                                         : admission::likely_predecessor(**reader, device);
      if (!proposal) return proposal.error();
      auto view = api::view_device(**reader, std::move(device), in_force.get(), core.clock.wall());
      if (!view) return view.error();
      auto row = api::summary(*view);
      row["may_replace"] = *proposal ? json::value((*proposal)->id) : json::value(nullptr);
      devices.push_back(std::move(row));
    }
  }
  auto reader = core.readers.lend();
  if (!reader) return reader.error();
  auto requests = store::list_waiting_requests(**reader, kMostWaiting);
  if (!requests) return requests.error();
  json::array waiting;
  for (const auto& request : *requests) waiting.push_back(waiting_object(request));
  return json::value{{"devices", std::move(devices)}, {"waiting", std::move(waiting)}};
}

OperationResult devices_show(Core& core, const json::object& arguments, const std::string&) {
  auto id = text_argument(arguments, "device");
  if (!id) return id.error();
  auto reader = core.readers.lend();
  if (!reader) return reader.error();
  auto device = store::find_device(**reader, *id);
  if (!device) return device.error();
  const auto in_force = core.admission->in_force();
  auto view = api::view_device(**reader, std::move(*device), in_force.get(), core.clock.wall());
  if (!view) return view.error();
  auto record = api::record(**reader, *view, in_force.get(), core.checkpoint.get());
  if (!record) return record.error();
  return json::value(std::move(*record));
}

OperationResult devices_revoke(Core& core, const json::object& arguments, const std::string& by) {
  auto id = text_argument(arguments, "device");
  if (!id) return id.error();
  const auto reason = optional_text(arguments, "reason").value_or("unspecified");
  auto commit = core.sequencer->run([&](Transaction& transaction) {
    return devices::revoke(transaction, core.tombstones, *id, reason, by);
  });
  if (!commit) return commit.error();
  core.admission->forget(*id);
  return json::value{{"revoked", *id}};
}

OperationResult devices_approve(Core& core, const json::object& arguments, const std::string& by) {
  auto id = text_argument(arguments, "id");
  if (!id) return id.error();
  const auto* flag = arguments.if_contains("deny");
  const bool approve = flag == nullptr || !flag->is_bool() || !flag->as_bool();
  auto commit = core.sequencer->run([&](Transaction& transaction) -> Result<void> {
    auto request = store::find_request(transaction.writer, *id);
    if (!request) return request.error();
    if (!*request) return join(transaction, *id, by);
    DISTANSKOLL_TRY(store::decide_request(transaction.writer, *id, approve, transaction.now));
    auto appended = transaction.ledger.append(admission::code_entry(
        approve ? "approved" : "denied", (*request)->code, by, transaction.now));
    if (!appended) return appended.error();
    return {};
  });
  if (!commit) return commit.error();
  core.admission->forget(*id);
  return json::value{{approve ? "approved" : "denied", *id}};
}

OperationResult devices_lifecycle(Core& core, const json::object& arguments,
                                  const std::string& by) {
  auto id = text_argument(arguments, "device");
  if (!id) return id.error();
  auto word = text_argument(arguments, "lifecycle");
  if (!word) return word.error();
  const auto lifecycle = devices::parse_lifecycle(*word);
  if (!lifecycle) {
    return Error{ErrorCode::kInvalidArgument, "a computer is assigned, shared, lost or retired"};
  }
  auto commit = core.sequencer->run([&](Transaction& transaction) {
    return devices::put_lifecycle(transaction, *id, *lifecycle, by);
  });
  if (!commit) return commit.error();
  core.admission->forget(*id);
  return json::value{{"device", *id}, {"lifecycle", *word}};
}

}  // namespace distanskoll::server
