// SPDX-License-Identifier: EUPL-1.2
// A recording of what Windows said: what is read can be written and read again as the same, is no
// longer than it may be, and every probe answers from it with words of the schema.
#include "agent/probes/windows_catalog.h"
#include "agent/probes/windows_recording.h"
#include "shared/bytes.h"
#include "shared/clock.h"
#include "shared/report/schema.h"

#include <cstdlib>

namespace {

using namespace distanskoll;
using namespace distanskoll::agent;

/// The recorded computer has no Linux; no probe of Windows asks it.
class NoHost final : public Host {
  static Error absent() { return {ErrorCode::kUnsupported, "no such host"}; }

 public:
  Result<std::string> read_file(const std::string&, std::size_t) override { return absent(); }
  Result<std::vector<std::string>> list_folder(const std::string&) override { return absent(); }
  Result<DeviceNumber> block_device(const std::string&) override { return absent(); }
  Result<Network> network(Deadline) override { return absent(); }
  Result<std::uint32_t> route_to(const IpAddress&, Deadline) override { return absent(); }
  Result<std::vector<Neighbour>> neighbours(Deadline) override { return absent(); }
  Result<std::vector<IpsecTunnel>> ipsec_tunnels(Deadline) override { return absent(); }
  Result<std::vector<WireguardPeer>> wireguard_peers(const Link&, Deadline) override {
    return absent();
  }
  Result<std::vector<std::string>> vpn_plugins(Deadline) override { return absent(); }
  Result<std::vector<LoginSession>> sessions(Deadline) override { return absent(); }
  Result<std::string> session_variable(const LoginSession&, std::string_view) override {
    return absent();
  }
  Result<std::string> home_folder(std::uint32_t) override { return absent(); }
  Card card() override { return {}; }
  Result<std::vector<Token>> card_tokens() override { return absent(); }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  auto read = windows::read_recording(as_text(ByteView(data, size)));
  if (!read) return 0;
  const std::string hidden = windows::write_recording(windows::anonymous(*read));
  const auto again = windows::read_recording(hidden);
  if (!again || windows::write_recording(windows::anonymous(*again)) != hidden) std::abort();
  windows::RecordedWindows recorded(std::move(*read));
  Probes probes = windows::make_probes(recorded, {});
  NoHost host;
  const SystemClock clock;
  ProbeContext context;
  context.clock = &clock;
  for (const auto& probe : probes) {
    const auto observation = probe->observe(host, context);
    if (!report::check(report::name_of(probe->id()), observation)) std::abort();
  }
  return 0;
}
