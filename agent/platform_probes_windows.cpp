// SPDX-License-Identifier: EUPL-1.2
// What Linux' rows mean does not hold for Windows': a VPN client's adapter that looks like Ethernet
// would be taken for none. A fact that is not interpreted for Windows is therefore unobservable.
#include "agent/platform_probes.h"
#include "shared/report/schema.h"

namespace distanskoll::agent {
namespace {

class Unobserved final : public Probe {
 public:
  explicit Unobserved(report::ProbeId id) : id_(id) {}
  [[nodiscard]] report::ProbeId id() const override { return id_; }
  [[nodiscard]] report::Observation observe(Host&, const ProbeContext&) override {
    return report::Observation::unknown(std::string(reason::kUnsupported));
  }

 private:
  report::ProbeId id_;
};

}  // namespace

Probes make_platform_probes(const ProbeInputs&) {
  Probes probes;
  for (const report::ProbeSchema& schema : report::all_probe_schemas()) {
    probes.push_back(std::make_unique<Unobserved>(schema.id));
  }
  return probes;
}

}  // namespace distanskoll::agent
