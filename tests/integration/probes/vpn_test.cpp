// SPDX-License-Identifier: EUPL-1.2
// The probe `vpn` and the event source on the kernel's real network, with real OpenVPN and
// wireguard-go as peers.
#include "agent/probes/vpn.h"

#include "agent/host/linux_host.h"
#include "packaging/build/test_paths.h"
#include "shared/files.h"
#include "tests/integration/probes/own_world.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

#include <sys/wait.h>
#include <unistd.h>

namespace distanskoll::agent {
namespace {

using own_world::Background;
using own_world::becomes;
using own_world::run;
using report::Observation;
using namespace std::chrono_literals;

class VpnOnLinux : public own_world::OwnWorld {
 protected:
  Observation observe() {
    ProbeContext context;
    context.clock = &clock_;
    context.deadline = clock_.boot() + 5s;
    return probe_->observe(*host_, context);
  }
  bool becomes_state(const std::string& state) {
    return becomes([&] { return observe().state == state; });
  }
  static Observation connected(const char* tunnel, const char* kind, bool leak) {
    return Observation::value("connected")
        .with("tunnel", std::string(tunnel))
        .with("kind", std::string(kind))
        .with("ipv6_leak", leak);
  }
  static policy::VpnCatalogue kinds() {
    const auto yaml = read_file(
        std::filesystem::path(DISTANSKOLL_SOURCE_DIR) / "policies/vpn-kinds.yaml", 1 << 20);
    return *policy::load_vpn_kinds(*yaml, "vpn-kinds.yaml");
  }

  SystemClock clock_;
  const policy::VpnCatalogue kinds_ = kinds();
  std::unique_ptr<Host> host_ = make_linux_host({}, nullptr);
  std::unique_ptr<Probe> probe_ = make_vpn_probe(&kinds_);
  const Observation disconnected_ =
      Observation::value("disconnected").with("tunnel", std::string("none"));
};

TEST_F(VpnOnLinux, SeesATunDeviceWithADefaultRouteComeAndGoWithinASecond) {
  auto events =
      make_linux_events({.signals = false, .inhibit = false, .system_bus = "unix:path=/x"});
  ASSERT_THAT(events, IsOk());
  EXPECT_EQ(observe(), disconnected_);
  const auto changed_to = [&](const Observation& wanted) {
    const BootTime end = clock_.boot() + 1s;
    while (clock_.boot() < end) {
      if ((*events)->wait(end) == Event::kChanged && observe() == wanted) return true;
    }
    return false;
  };
  run("ip tuntap add dev tun7 mode tun && ip addr add 10.9.0.2/24 dev tun7 && "
      "ip link set tun7 up && ip route add default dev tun7");
  EXPECT_TRUE(changed_to(connected("full", "tun", false)));
  run("ip link del tun7");
  EXPECT_TRUE(changed_to(disconnected_));
}

TEST_F(VpnOnLinux, FollowsPolicyRulesAsWgQuickSetsThem) {
  const own_world::Neighbour home("home");
  run("ip addr add 192.168.1.2/24 dev home0 && ip route add default via 192.168.1.1");
  EXPECT_EQ(observe(), disconnected_);
  run("ip tuntap add dev corp0 mode tun && ip addr add 10.9.0.2/24 dev corp0 && "
      "ip link set corp0 up && ip route add default dev corp0 table 51820 && "
      "ip rule add not fwmark 51820 table 51820");
  EXPECT_EQ(observe(), connected("full", "tun", false));
}

TEST_F(VpnOnLinux, SaysThatIpv6GoesPastTheTunnel) {
  const own_world::Neighbour home("home");
  run("ip addr add 192.168.1.2/24 dev home0 && ip addr add 2001:db8::2/64 dev home0 nodad && "
      "ip -6 route add default via 2001:db8::1 && ip route add default via 192.168.1.1");
  run("ip tuntap add dev tun0 mode tun && ip addr add 10.9.0.2/24 dev tun0 && "
      "ip link set tun0 up && ip route add 0.0.0.0/1 dev tun0 && ip route add 128.0.0.0/1 dev "
      "tun0");
  EXPECT_EQ(observe(), connected("full", "tun", true));
}

TEST_F(VpnOnLinux, SeesAnOpenvpnTunnelAndItsEnd) {
  const TempDir dir;
  const own_world::Neighbour office("office");
  run("ip addr add 192.0.2.1/24 dev office0 && ip route add default via 192.0.2.2");
  office.run("ip addr add 192.0.2.2/24 dev eth0");
  const std::string at = dir.path().string();
  const auto certify = [&](const std::string& name) {
    const std::string file = at + "/" + name;
    run("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=" +
        name + " -keyout " + file + ".key -out " + file + ".pem 2>/dev/null");
  };
  certify("server");
  certify("client");
  const auto prints = [&](const std::string& name) {
    return "$(openssl x509 -in " + at + "/" + name +
           ".pem -noout -fingerprint -sha256 | cut -d= -f2)";
  };
  const std::string common = " --dev tun --proto udp --port 1194 --dh none --verb 0 --persist-tun";
  const Background server =
      office.start("sh -c \"openvpn --tls-server --ifconfig 10.8.0.1 10.8.0.2" + common +
                   " --cert " + at + "/server.pem --key " + at + "/server.key --peer-fingerprint " +
                   prints("client") + " >/dev/null\"");
  Background client("openvpn --tls-client --remote 192.0.2.2 --ifconfig 10.8.0.2 10.8.0.1" +
                    common + " --redirect-gateway def1 --cert " + at + "/client.pem --key " + at +
                    "/client.key --peer-fingerprint " + prints("server") + " >/dev/null");
  ASSERT_TRUE(becomes_state("connected"));
  EXPECT_TRUE(becomes([&] { return observe() == connected("full", "tun", false); }));
  client.stop();
  EXPECT_TRUE(becomes_state("disconnected"));
}

TEST_F(VpnOnLinux, CountsWireguardOnlyAfterAHandshake) {
  const TempDir dir;
  const own_world::Neighbour office("office");
  run("ip addr add 192.0.2.1/24 dev office0");
  office.run("ip addr add 192.0.2.2/24 dev eth0");
  const std::string at = dir.path().string();
  run("for n in a b; do wg genkey | tee " + at + "/$n.key | wg pubkey > " + at + "/$n.pub; done");
  const Background ours("exec wireguard-go -f dkwg0 >/dev/null 2>&1");
  const Background theirs = office.start("wireguard-go -f dkwg1 >/dev/null 2>&1");
  ASSERT_TRUE(becomes([] {
    return ::access("/run/wireguard/dkwg0.sock", F_OK) == 0 &&
           ::access("/run/wireguard/dkwg1.sock", F_OK) == 0;
  }));
  run("wg set dkwg0 private-key " + at + "/a.key peer $(cat " + at +
      "/b.pub) endpoint 192.0.2.2:51820 allowed-ips 0.0.0.0/0");
  run("ip addr add 10.7.0.1/24 dev dkwg0 && ip link set dkwg0 up && ip route add default dev "
      "dkwg0");
  EXPECT_EQ(observe(), disconnected_);  // up, routed, and nobody at the other end
  office.run("wg set dkwg1 listen-port 51820 private-key " + at + "/b.key peer $(cat " + at +
             "/a.pub) allowed-ips 10.7.0.1/32 && ip addr add 10.7.0.2/24 dev dkwg1 && "
             "ip link set dkwg1 up");
  run("wg set dkwg0 peer $(cat " + at + "/b.pub) persistent-keepalive 1");
  ASSERT_TRUE(becomes_state("connected"));
  EXPECT_EQ(observe(), connected("full", "wireguard", false));
}

TEST_F(VpnOnLinux, SeesIpsecPoliciesButNoTunnelWithoutAnAssociation) {
  run("ip xfrm policy add src 192.0.2.1 dst 10.0.0.0/8 dir out tmpl src 192.0.2.1 dst 192.0.2.9 "
      "proto esp reqid 4 mode tunnel");
  const auto tunnels = host_->ipsec_tunnels(clock_.boot() + 5s);
  ASSERT_THAT(tunnels, IsOk());
  ASSERT_EQ(tunnels->size(), 1U);
  EXPECT_EQ(tunnels->front().destination_prefix, 8);
  EXPECT_FALSE(tunnels->front().established);
  EXPECT_EQ(observe(), disconnected_);
}

TEST_F(VpnOnLinux, CannotClaimDisconnectedWithoutPrivilege) {
  const pid_t child = ::fork();
  if (child == 0) {
    if (::setgid(65534) != 0 || ::setuid(65534) != 0) ::_exit(2);
    ::_exit(observe() == Observation::unknown("needs_privilege") ? 0 : 1);
  }
  int status = -1;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(WEXITSTATUS(status), 0);
}

}  // namespace
}  // namespace distanskoll::agent
