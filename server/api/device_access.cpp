// SPDX-License-Identifier: EUPL-1.2
#include "server/api/device_access.h"

#include "server/access/owner.h"
#include "server/store/device_state.h"

namespace distanskoll::server::api {
namespace {

using access::Caller;
using access::Scope;

/// A role limited to units sees the devices of these, and none that has no unit.
bool in_grant(const Caller& caller, const store::Device& device) {
  if (caller.acting().units.empty()) return true;
  return device.unit && caller.sees_unit(*device.unit);
}

Result<bool> is_own(store::Connection& connection, ByteView pseudonym_key, const Caller& caller,
                    const store::Device& device) {
  const agreements::Employee* self =
      caller.employee() ? caller.registry().employees.find(*caller.employee()) : nullptr;
  if (self == nullptr) return false;
  const auto state = store::find_device_state(connection, device.id);
  if (!state) return state.error();
  return *state && (*state)->expected_user &&
         access::is_user(pseudonym_key, device.id, *(*state)->expected_user, *self, caller.today());
}

}  // namespace

bool sees_no_device(const Caller& caller) {
  switch (caller.scope()) {
    case Scope::kNames:
    case Scope::kOwn:
    case Scope::kAll:
      return false;
    case Scope::kNone:
    case Scope::kCounts:
    case Scope::kLookUps:
    case Scope::kDrawn:  // nothing is drawn before there are samples
    case Scope::kArea:   // posture is nobody's by unit alone
      return true;
  }
  return true;
}

Result<bool> sees_device(store::Connection& connection, ByteView pseudonym_key,
                         const Caller& caller, const store::Device& device) {
  if (sees_no_device(caller)) return false;
  if (caller.scope() == Scope::kOwn) return is_own(connection, pseudonym_key, caller, device);
  return in_grant(caller, device);
}

Result<store::Device> find_seen_device(store::Connection& connection, ByteView pseudonym_key,
                                       const Caller& caller, const std::string& id) {
  auto device = store::find_device(connection, id);
  if (!device) return device;
  const auto seen = sees_device(connection, pseudonym_key, caller, *device);
  if (!seen) return seen.error();
  if (!*seen) return Error{ErrorCode::kNotFound, "no device has the id " + id};
  return device;
}

}  // namespace distanskoll::server::api
