// SPDX-License-Identifier: EUPL-1.2
#include "server/access/provisioner.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace distanskoll::server::access {

net::Demand<Provisioner> provisioner(const Gatekeeper& gatekeeper, Act act, std::string route,
                                     std::function<net::Response(const Error&)> refuse) {
  return {std::string(kScimScope),
          [&gatekeeper, act,
           route = std::move(route)](const net::Request& request) -> Result<Provisioner> {
            Provisioner asking;
            std::tie(asking.snapshot, asking.today) = gatekeeper.moment();
            const auto who = gatekeeper.who_of(request, *asking.snapshot, asking.today);
            if (!who) return who.error();
            if (!who->provisions) {
              return Error{ErrorCode::kPermissionDenied,
                           "this address takes a token of the scope scim alone "
                           "(distanskoll-collector tokens create NAME --role scim)"};
            }
            if (act == Act::kWrite && who->read_only) {
              return Error{ErrorCode::kPermissionDenied, "this token may change nothing"};
            }
            asking.reader = who->reader;
            asking.name = who->name;
            asking.route = route;
            asking.query = request.query;
            return asking;
          },
          std::move(refuse)};
}

void answer_naming(ledger::Sequencer& sequencer, const Provisioner& reader,
                   std::vector<std::string> persons, net::Response response,
                   const net::Reply& reply) {
  if (persons.empty()) return reply(std::move(response));
  std::ranges::sort(persons);
  store::AccessRow row;
  row.reader = reader.reader;
  row.name = reader.name;
  row.role = kScimScope;
  row.route = reader.route;
  row.filter = reader.query;
  row.persons = std::move(persons);
  const auto taken =
      sequencer.submit(std::make_unique<LogChange>(std::move(row), reply, std::move(response)));
  if (!taken) reply(not_logged(taken.error()));
}

}  // namespace distanskoll::server::access
