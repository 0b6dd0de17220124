// SPDX-License-Identifier: EUPL-1.2
#include "agent/probes/windows_network_location.h"

#include "agent/probes/windows_directaccess.h"
#include "agent/probes/windows_vpn.h"

#include <algorithm>
#include <string>

namespace distanskoll::agent::windows {
namespace {

using report::Observation;

constexpr std::uint32_t kAuthenticated = 2;  // NLM_DOMAIN_TYPE_DOMAIN_AUTHENTICATED

bool is_authenticated(const LocationFacts& facts) {
  return std::any_of(facts.networks.begin(), facts.networks.end(), [&](const ListedNetwork& row) {
    return row.domain_type == kAuthenticated && is_same_guid(row.adapter_guid, facts.way_out->name);
  });
}

class NetworkLocationProbe final : public Probe {
 public:
  NetworkLocationProbe(WindowsQuestions& questions, const policy::VpnCatalogue* kinds,
                       const policy::DirectAccessCatalogue* codes, Locate locate)
      : questions_(questions), kinds_(kinds), codes_(codes), locate_(std::move(locate)) {}

  report::ProbeId id() const override { return report::ProbeId::kNetworkLocation; }

  Observation observe(Host&, const ProbeContext& context) override {
    auto network = questions_.network(context.deadline);
    if (!network) return Observation::unknown(std::string(reason_of(network.error())));
    const NetworkFacts rows{std::move(*network), questions_.ras_connections(context.deadline),
                            kinds_};
    LocationFacts facts;
    facts.way_out = find_way_out(rows);
    if (locate_) facts.internal = locate_(facts.way_out);
    if (facts.way_out && !(facts.internal && facts.internal->observable())) {
      facts.vpn = interpret_vpn(rows);
      facts.directaccess =
          interpret_directaccess(questions_.directaccess(context.deadline), codes_);
      if (auto networks = questions_.listed_networks(context.deadline)) {
        facts.networks = std::move(*networks);
      }
    }
    return interpret_location(facts);
  }

 private:
  WindowsQuestions& questions_;
  const policy::VpnCatalogue* kinds_;
  const policy::DirectAccessCatalogue* codes_;
  const Locate locate_;
};

}  // namespace

Observation interpret_location(const LocationFacts& facts) {
  if (!facts.way_out) return Observation::value("offline");
  if (facts.internal && facts.internal->observable()) return *facts.internal;
  const std::string& directaccess = facts.directaccess.state;
  if (directaccess == "connected_locally") {
    return Observation::value("office").with("method", std::string("directaccess"));
  }
  if (directaccess == "connected_remotely") {
    return Observation::value("remote").with("method", std::string("directaccess"));
  }
  if (directaccess == "not_configured" && facts.vpn.state == "disconnected" &&
      is_authenticated(facts)) {
    return Observation::value("office").with("method", std::string("domain"));
  }
  if (facts.internal) return *facts.internal;
  return Observation::unknown(std::string(reason::kNotConfigured));
}

std::unique_ptr<Probe> make_network_location_probe(WindowsQuestions& questions,
                                                   const policy::VpnCatalogue* kinds,
                                                   const policy::DirectAccessCatalogue* codes,
                                                   Locate locate) {
  return std::make_unique<NetworkLocationProbe>(questions, kinds, codes, std::move(locate));
}

}  // namespace distanskoll::agent::windows
