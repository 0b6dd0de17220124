// SPDX-License-Identifier: EUPL-1.2
// The locator against real TLS servers in another network namespace.
#include "agent/probes/network_location.h"

#include "agent/host/linux_host.h"
#include "agent/reporting/ask_internal.h"
#include "shared/crypto/certificate.h"
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
using namespace std::chrono_literals;

class LocationOnLinux : public own_world::OwnWorld {
 protected:
  void SetUp() override {
    OwnWorld::SetUp();
    if (IsSkipped()) return;
    const std::string at = dir_.path().string();
    run("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 "
        "-subj /CN=intern -keyout " +
        at + "/key.pem -out " + at + "/cert.pem 2>/dev/null");
    pin_ = crypto::Certificate::from_pem(dir_.read("cert.pem"))->spki_digest();
    office_.emplace("office");
    run("ip addr add 10.0.0.7/24 dev office0 && ip route add default via 10.0.0.1");
    office_->run("ip addr add 10.0.0.1/24 dev eth0");
  }
  Background tls_server() {
    const std::string at = dir_.path().string();
    return office_->start("openssl s_server -quiet -accept 10.0.0.1:8443 -key " + at +
                          "/key.pem -cert " + at + "/cert.pem");
  }
  void locate(const Digest& pin) {
    LocatorConfig config;
    config.addresses = {{"10.0.0.1", 8443, pin}, {"10.0.0.99", 8443, pin}};
    config.state_folder = dir_.path();
    config.retry_after = 200ms;
    config.handshake = 500ms;
    config.refresh = 100ms;
    auto locator =
        NetworkLocator::start(config, ask_internal, make_linux_host({}, nullptr), clock_, [] {});
    ASSERT_THAT(locator, IsOk());
    locator_ = std::move(*locator);
    probe_ = make_network_location_probe(locator_.get());
  }
  std::string observe() {
    ProbeContext context;
    context.clock = &clock_;
    context.deadline = clock_.boot() + 5s;
    const auto observation = probe_->observe(*host_, context);
    return observation.state + observation.unobservable;
  }
  bool settles(const std::string& word) {
    return becomes([&] { return observe() == word; });
  }

  const TempDir dir_;
  SystemClock clock_;
  Digest pin_{};
  std::optional<own_world::Neighbour> office_;
  std::unique_ptr<Host> host_ = make_linux_host({}, nullptr);
  std::unique_ptr<NetworkLocator> locator_;
  std::unique_ptr<Probe> probe_;
};

TEST_F(LocationOnLinux, IsOfficeByAPinnedKeyThenSilentWhereItAnsweredAndRemoteElsewhere) {
  Background server = tls_server();
  locate(pin_);
  EXPECT_TRUE(settles("office"));
  server.stop();
  EXPECT_TRUE(settles("probe_silent"));  // its maintenance is nobody's remote day
  run("ip addr flush dev office0 && ip addr add 192.168.1.7/24 dev office0 && "
      "ip route add default via 192.168.1.1");
  EXPECT_TRUE(settles("remote"));
  run("ip route del default");
  EXPECT_EQ(observe(), "offline");
}

TEST_F(LocationOnLinux, DoesNotBelieveAServerWithAnotherKey) {
  const Background server = tls_server();
  Digest other = pin_;
  other[0] ^= 1;
  locate(other);
  EXPECT_TRUE(settles("remote"));
}

TEST_F(LocationOnLinux, IsNeitherHelpedNorHinderedByATunnel) {
  const Background server = tls_server();
  run("ip tuntap add dev tun0 mode tun && ip addr add 10.9.0.2/24 dev tun0 && ip link set tun0 up "
      "&& ip route add 0.0.0.0/1 dev tun0 && ip route add 10.0.0.1/32 dev tun0 metric 1");
  locate(pin_);
  EXPECT_TRUE(settles("office"));
}

TEST_F(LocationOnLinux, AsksWithoutPrivilege) {
  const Background server = tls_server();
  ASSERT_EQ(::chown(dir_.path().c_str(), 65534, 65534), 0);
  const pid_t child = ::fork();
  if (child == 0) {
    if (::setgid(65534) != 0 || ::setuid(65534) != 0) ::_exit(2);
    locate(pin_);
    ::_exit(settles("office") ? 0 : 1);
  }
  int status = -1;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(WEXITSTATUS(status), 0);
}

}  // namespace
}  // namespace distanskoll::agent
