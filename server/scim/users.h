// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The requests about users: find, read, make, change, end. Each looks at one snapshot of the
// registers; a write names the version that it was made from and is refused (409) when somebody
// else wrote meanwhile. Handlers of routes.h; thread-safe.

#include "server/scim/routes.h"

namespace distanskoll::server::scim {

/// filter=, startIndex=, count=.
void list_users(const ScimParts& parts, net::Request& request, const access::Provisioner& asking,
                const net::Reply& reply);
void get_user(const ScimParts& parts, net::Request& request, const access::Provisioner& asking,
              const net::Reply& reply);
/// 201 with the user; takes over a person that is kept here by hand and has the number.
void post_user(const ScimParts& parts, net::Request& request, const access::Provisioner& asking,
               const net::Reply& reply);
/// 200 with the user.
void put_user(const ScimParts& parts, net::Request& request, const access::Provisioner& asking,
              const net::Reply& reply);
/// 204: the client knows what it wrote.
void patch_user(const ScimParts& parts, net::Request& request, const access::Provisioner& asking,
                const net::Reply& reply);
/// 204, and 404 from then on.
void delete_user(const ScimParts& parts, net::Request& request, const access::Provisioner& asking,
                 const net::Reply& reply);

}  // namespace distanskoll::server::scim
