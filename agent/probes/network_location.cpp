// SPDX-License-Identifier: EUPL-1.2
#include "agent/probes/network_location.h"

#include "agent/probes/tunnels.h"

namespace distanskoll::agent {
namespace {

using report::Observation;

class NetworkLocationProbe final : public Probe {
 public:
  explicit NetworkLocationProbe(NetworkLocator* locator) : locator_(locator) {}

  report::ProbeId id() const override { return report::ProbeId::kNetworkLocation; }

  Observation observe(Host& host, const ProbeContext& context) override {
    const auto network = host.network(context.deadline);
    if (!network) return Observation::unknown(std::string(reason_of(network.error())));
    const auto way_out = find_way_out(*network);
    if (locator_ != nullptr) return locator_->observe(way_out);
    if (!way_out) return Observation::value("offline");
    return Observation::unknown(std::string(reason::kNotConfigured));
  }

 private:
  NetworkLocator* locator_;
};

}  // namespace

std::unique_ptr<Probe> make_network_location_probe(NetworkLocator* locator) {
  return std::make_unique<NetworkLocationProbe>(locator);
}

}  // namespace distanskoll::agent
