// SPDX-License-Identifier: EUPL-1.2
#include "server/admin_socket.h"
#include "server/commands.h"
#include "server/core.h"
#include "shared/crypto/encoding.h"

#include <ostream>

#include <boost/json.hpp>

namespace distanskoll::server {

namespace json = boost::json;

int command_replace_ca(const Invocation& invocation, const CaWish& wish) {
  auto config = invocation.load();
  if (!config) return invocation.fail(config.error());
  auto root_key = crypto::PrivateKey::load(wish.root_key);
  if (!root_key) return invocation.fail(root_key.error());
  const SystemClock clock;
  auto core = Core::open(*config, clock);
  if (!core) return invocation.fail(core.error());
  auto& pki = (*core)->pki;
  const bool devices = wish.which == "devices";
  const auto replaced = replace_ca(
      config->data, pki, devices ? crypto::Purpose::kTlsClient : crypto::Purpose::kTlsServer,
      std::move(*root_key), config->devices.names, (*core)->clock.wall());
  if (!replaced) return invocation.fail(replaced.error());
  const auto& made = devices ? pki.devices_ca.certificate : pki.server_ca.certificate;
  const json::object body{{"notice", "ca_replaced"},
                          {"ca", wish.which},
                          {"certificate", crypto::base64_encode(made.der())},
                          {"by", own_name()}};
  auto noted = (*core)->sequencer->run([&](ledger::Transaction& transaction) -> Result<void> {
    auto appended = transaction.ledger.append(
        {evidence::EntryKind::kNotice, transaction.now, {}, json::serialize(body)});
    if (!appended) return appended.error();
    return {};
  });
  if (!noted) return invocation.fail(noted.error());
  const auto ends = format_time(made.not_after());
  if (invocation.json) {
    invocation.out << json::serialize(json::object{{"ca", wish.which}, {"ends", ends}}) << "\n";
  } else {
    invocation.out << "ca: " << wish.which << "\nends: " << ends << "\n";
  }
  return kExitOk;
}

}  // namespace distanskoll::server
