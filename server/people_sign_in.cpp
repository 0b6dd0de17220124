// SPDX-License-Identifier: EUPL-1.2
#include "server/people_sign_in.h"

#include "server/access/sign_in/setup_link.h"

#include <boost/json.hpp>
#include <spdlog/spdlog.h>

namespace distanskoll::server {
namespace {

namespace json = boost::json;
namespace oidc = access::sign_in::oidc;

constexpr std::size_t kWaitingForProvider = 64;

/// That a link was used: written on the sequencer's thread, which nobody waits for. The session is
/// good before it: who has the link could have had it a moment earlier.
class LinkUsed final : public ledger::Change {
 public:
  [[nodiscard]] const std::string& device() const override { return nobody_; }
  [[nodiscard]] Result<void> apply(ledger::Transaction& transaction) override {
    auto appended = transaction.ledger.append(
        setup_link_entry("setup_link_used", "setup link", transaction.now));
    if (!appended) return appended.error();
    return {};
  }
  void committed(const ledger::Commit&) override {}
  void failed(const Error& error) override {
    spdlog::error("the use of a setup link is not in the ledger: {}", error.message);
  }

 private:
  std::string nobody_;
};

}  // namespace

evidence::Entry setup_link_entry(std::string_view notice, const std::string& by, WallTime now) {
  const json::object body{{"notice", json::string_view(notice.data(), notice.size())}, {"by", by}};
  return {evidence::EntryKind::kNotice, now, {}, json::serialize(body)};
}

PeopleSignIn::PeopleSignIn(Core& core) : core_(core), waiting_(kWaitingForProvider) {
  const Config& config = core.config();
  if (!config.web.oidc) return;
  provider_ = std::make_shared<oidc::Provider>(
      *config.web.oidc,
      oidc::curl_transport(*config.web.oidc, config.outgoing.local_targets, stopping_),
      core.sign_in->clock());
}

void PeopleSignIn::add_routes(net::Router& router) {
  api::SignInParts parts{*core_.gatekeeper,
                         *core_.sign_in,
                         access::sign_in::Demonstration::of(core_.demo()),
                         core_.config().web.organisation,
                         {},
                         {}};
  parts.use_setup_link = [&core = core_](std::string_view secret) {
    auto person =
        access::sign_in::use_setup_link(core.config().data, secret, core.sign_in->clock().wall());
    if (person && !core.sequencer->submit(std::make_unique<LinkUsed>())) {
      return Result<access::sign_in::Verified>(
          Error{ErrorCode::kUnavailable, "the collector is stopping; make another link"});
    }
    return person;
  };
  if (provider_) {
    parts.ways.push_back({access::sign_in::Method::kOidc, provider_->settings().name,
                          std::string(oidc::kStartPath)});
    oidc::add_oidc_routes(router, {*core_.gatekeeper, *core_.sign_in, provider_,
                                   std::make_shared<oidc::FlowKeeper>(core_.sign_in->clock()),
                                   [this](std::function<void(bool)> task) {
                                     return waiting_.submit(std::move(task));
                                   }});
  }
  parts.ways.insert(parts.ways.end(), others_.begin(), others_.end());
  api::add_sign_in_routes(router, parts);
}

void PeopleSignIn::stop() {
  stopping_ = true;
  waiting_.stop();
}

}  // namespace distanskoll::server
