// SPDX-License-Identifier: EUPL-1.2
#include "server/api/finding_board.h"

#include "server/api/device_access.h"
#include "server/api/device_view.h"
#include "server/api/finding_words.h"
#include "server/api/fleet_query.h"
#include "server/api/registers/people_view.h"
#include "server/api/requirement_texts.h"
#include "server/api/values.h"

#include <algorithm>

#include <boost/json.hpp>

namespace distanskoll::server::api {
namespace {

namespace json = boost::json;
using access::Caller;

const FleetDevice* find_device(const std::vector<FleetDevice>& fleet, const std::string& id) {
  const auto found = std::lower_bound(
      fleet.begin(), fleet.end(), id,
      [](const FleetDevice& device, const std::string& wanted) { return device.row.id < wanted; });
  return found != fleet.end() && found->row.id == id ? &*found : nullptr;
}

/// A finding without a device is about the collector itself: for those who see every device.
Result<bool> sees_finding(const ApiParts& parts, store::Connection& connection,
                          const Caller& caller, const JoinedFinding& finding) {
  const bool all = caller.scope() == access::Scope::kAll && caller.acting().units.empty();
  if (all || finding.device == nullptr) return all;
  store::Device device;
  device.id = finding.device->row.id;
  device.unit = finding.device->row.unit;
  return sees_device(connection, parts.pseudonym_key, caller, device);
}

/// The current waivers of units and of everybody: those of one person are not a computer's.
std::vector<const agreements::Waiver*> waivers_now(const Caller& caller) {
  std::vector<const agreements::Waiver*> waivers;
  for (const auto& [id, kept] : caller.registry().waivers.all()) {
    const auto& waiver = kept->value;
    if (waiver.employee || waiver.valid_from > caller.today() || waiver.valid_to < caller.today()) {
      continue;
    }
    waivers.push_back(&waiver);
  }
  return waivers;
}

std::optional<std::string> waiver_of(const Caller& caller, const JoinedFinding& finding,
                                     const std::vector<const agreements::Waiver*>& waivers) {
  for (const auto* const waiver : waivers) {
    if (waiver->requirement != finding.finding.requirement) continue;
    const bool covers =
        !waiver->unit || (finding.device != nullptr && finding.device->unit &&
                          is_within(caller.registry(), *finding.device->unit, *waiver->unit));
    if (covers) return waiver->id;
  }
  return std::nullopt;
}

json::value computer_of(const JoinedFinding& finding) {
  if (finding.device == nullptr) return nullptr;
  const FleetDevice& device = *finding.device;
  return json::object{{"host_name", text_or_null(device.row.host_name)},
                      {"unit", text_or_null(device.unit)},
                      {"lifecycle", device.row.lifecycle},
                      {"presence", json_text(presence_word(device))},
                      {"state", json_text(to_string(device.state))}};
}

}  // namespace

std::string name_of_reader(const agreements::Snapshot& snapshot, const std::string& by,
                           agreements::LocalDay today) {
  if (const auto* const account = snapshot.accounts.find(by)) return account->name;
  if (const auto* const person = snapshot.employees.find(by)) return person->name_on(today);
  return by;
}

Result<std::unique_ptr<FindingBoard>> join_findings(const ApiParts& parts, store::Reader& reader,
                                                    const Caller& caller,
                                                    std::vector<store::Finding> findings) {
  auto board = std::make_unique<FindingBoard>();
  const auto in_force = parts.admission.in_force();
  auto fleet = parts.fleet.now(reader, caller.registry(), in_force.get(), parts.clock.wall());
  if (!fleet) return fleet.error();
  board->fleet = std::move(*fleet);
  auto care = store::care_of_open(reader);
  if (!care) return care.error();
  const auto waivers = waivers_now(caller);
  for (auto& finding : findings) {
    JoinedFinding joined;
    auto words = words_of(finding, in_force ? &in_force->policy : nullptr);
    joined.title = std::move(words.title);
    joined.remedy = std::move(words.remedy);
    joined.what = finding.requirement.value_or(std::string(to_string(finding.kind)));
    joined.device = find_device(board->fleet, finding.device);
    joined.finding = std::move(finding);
    const auto seen = sees_finding(parts, reader, caller, joined);
    if (!seen) return seen.error();
    if (!*seen) continue;
    if (const auto said = care->find(joined.finding.id); said != care->end()) {
      joined.care = said->second;
    }
    if (joined.care.account) {
      joined.assignee = name_of_reader(caller.registry(), *joined.care.account, caller.today());
    }
    joined.waiver = waiver_of(caller, joined, waivers);
    board->findings.push_back(std::move(joined));
  }
  return board;
}

json::object joined_object(const JoinedFinding& finding, bool care) {
  auto object = finding_object(finding.finding);
  object["what"] = finding.what;
  object["title"] = local(finding.title);
  object["remedy"] =
      finding.remedy.sv.empty() ? json::value(nullptr) : json::value(local(finding.remedy));
  object["computer"] = computer_of(finding);
  object["waiver"] = text_or_null(finding.waiver);
  if (!care) return object;
  object["assigned"] = finding.care.account
                           ? json::value(json::object{{"account", *finding.care.account},
                                                      {"name", finding.assignee}})
                           : json::value(nullptr);
  object["notes"] = finding.care.notes;
  return object;
}

}  // namespace distanskoll::server::api
