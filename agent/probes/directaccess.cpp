// SPDX-License-Identifier: EUPL-1.2
#include "agent/probes/directaccess.h"

namespace distanskoll::agent {
namespace {

class DirectaccessProbe final : public Probe {
 public:
  report::ProbeId id() const override { return report::ProbeId::kDirectaccess; }
  report::Observation observe(Host&, const ProbeContext&) override {
    return report::Observation::value("not_configured");
  }
};

}  // namespace

std::unique_ptr<Probe> make_directaccess_probe() { return std::make_unique<DirectaccessProbe>(); }

}  // namespace distanskoll::agent
