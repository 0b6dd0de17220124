// SPDX-License-Identifier: EUPL-1.2
#include "server/scim/routes.h"

#include "server/scim/describe.h"
#include "server/scim/fault.h"
#include "server/scim/users.h"
#include "shared/limits.h"

#include <fmt/format.h>

namespace distanskoll::server::scim {
namespace {

using access::Act;
using access::Provisioner;
using net::Method;
using net::Reply;
using net::Request;

using Handler = void (*)(const ScimParts& parts, Request& request, const Provisioner& asking,
                         const Reply& reply);

net::Response refusal(const Error& error) {
  Fault fault = fault_of(error);
  if (error.code == ErrorCode::kUntrusted) fault.status = 401;
  return answer(fault);
}

void on(net::Router& router, const ScimParts& parts, Method method, const std::string& path,
        Handler handler) {
  const Act act = method == Method::kGet ? Act::kRead : Act::kWrite;
  const std::string whole = "/scim/v2/" + path;
  router.on<Provisioner>(
      method, whole,
      access::provisioner(parts.gatekeeper, act,
                          fmt::format("{} {}", net::to_string(method), whole), refusal),
      [parts, handler](Request& request, const Provisioner& asking, const Reply& reply) {
        handler(parts, request, asking, reply);
      },
      limits::kScimBodyBytes);
}

/// Documents about the service: they name nobody.
template <boost::json::object (*document)()>
void show(const ScimParts&, Request&, const Provisioner&, const Reply& reply) {
  reply(answer(200, document()));
}

void show_schema(const ScimParts&, Request& request, const Provisioner&, const Reply& reply) {
  const auto id = net::decode_segment(request.arguments.front());
  const auto found = id ? schema(*id) : std::nullopt;
  reply(found ? answer(200, *found) : answer(Fault{404, {}, "there is no such schema here"}));
}

void refuse_groups(const ScimParts&, Request&, const Provisioner&, const Reply& reply) {
  reply(answer(not_here(
      "groups are not kept here: who leads a unit is in the register of units, and roles are given "
      "to accounts; turn the provisioning of groups off")));
}

void refuse_bulk(const ScimParts&, Request&, const Provisioner&, const Reply& reply) {
  reply(answer(not_here("bulk requests are not taken: send each user by itself")));
}

void refuse_search(const ScimParts&, Request&, const Provisioner&, const Reply& reply) {
  reply(answer(not_here("search with GET /scim/v2/Users?filter=userName eq \"…\"")));
}

void refuse_me(const ScimParts&, Request&, const Provisioner&, const Reply& reply) {
  reply(answer(not_here("a token of the scope scim is nobody")));
}

}  // namespace

std::shared_ptr<void> BeingMade::take(const std::shared_ptr<BeingMade>& all,
                                      const std::string& number) {
  const std::lock_guard lock(all->mutex_);
  if (!all->numbers_.insert(number).second) return nullptr;
  return {all.get(), [all, number](void*) {
            const std::lock_guard again(all->mutex_);
            all->numbers_.erase(number);
          }};
}

void add_scim_routes(net::Router& router, const ScimParts& parts) {
  on(router, parts, Method::kGet, "ServiceProviderConfig", show<service_provider>);
  on(router, parts, Method::kGet, "ResourceTypes", show<all_types>);
  on(router, parts, Method::kGet, "ResourceTypes/User", show<user_type>);
  on(router, parts, Method::kGet, "Schemas", show<all_schemas>);
  on(router, parts, Method::kGet, "Schemas/{}", show_schema);
  on(router, parts, Method::kGet, "Users", list_users);
  on(router, parts, Method::kPost, "Users", post_user);
  on(router, parts, Method::kGet, "Users/{}", get_user);
  on(router, parts, Method::kPut, "Users/{}", put_user);
  on(router, parts, Method::kPatch, "Users/{}", patch_user);
  on(router, parts, Method::kDelete, "Users/{}", delete_user);
  on(router, parts, Method::kPost, "Users/.search", refuse_search);
  for (const Method method : {Method::kGet, Method::kPost}) {
    on(router, parts, method, "Groups", refuse_groups);
  }
  for (const Method method : {Method::kGet, Method::kPut, Method::kPatch, Method::kDelete}) {
    on(router, parts, method, "Groups/{}", refuse_groups);
  }
  on(router, parts, Method::kPost, "Bulk", refuse_bulk);
  on(router, parts, Method::kGet, "Me", refuse_me);
}

}  // namespace distanskoll::server::scim
