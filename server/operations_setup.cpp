// SPDX-License-Identifier: EUPL-1.2
#include "server/operations_setup.h"

#include "server/access/sign_in/setup_link.h"
#include "server/people_sign_in.h"

#include <boost/json.hpp>
#include <fmt/format.h>

namespace distanskoll::server {
namespace {

/// Where a browser finds the pages: as configured, else at the listener itself.
std::string pages_of(const Config& config) {
  if (!config.outgoing.pages.empty()) return config.outgoing.pages;
  const std::string host =
      config.web.hosts.empty() ? config.web.listen.text() : config.web.hosts.front();
  return fmt::format("{}://{}", config.web.certificate ? "https" : "http", host);
}

}  // namespace

OperationResult setup_link_make(Core& core, const boost::json::object&, const std::string& by) {
  const WallTime now = core.sign_in->clock().wall();
  const auto secret = access::sign_in::make_setup_link(core.config().data, now);
  if (!secret) return secret.error();
  auto commit = core.sequencer->run([&](ledger::Transaction& transaction) -> Result<void> {
    auto appended =
        transaction.ledger.append(setup_link_entry("setup_link_made", by, transaction.now));
    if (!appended) return appended.error();
    return {};
  });
  if (!commit) return commit.error();
  // After '#': a browser sends it to no server and no log has it.
  return boost::json::value{
      {"link", fmt::format("{}/logga-in#{}", pages_of(core.config()), *secret)},
      {"ends", format_time(now + access::sign_in::kSetupLinkLife)}};
}

}  // namespace distanskoll::server
