// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The body of a PATCH (RFC 7644 section 3.5.2) as Entra ID writes it: `op` in any case, booleans as
// "True" and "False", a path or an object of paths. `add` and `replace` do the same, because no
// attribute that is kept has several values. Applied whole or not at all. Pure, thread-safe.

#include "server/scim/user.h"

#include <string_view>

namespace distanskoll::server::scim {

/// The user after all operations of the body.
[[nodiscard]] Read<User> patched(User user, std::string_view body);

}  // namespace distanskoll::server::scim
