// SPDX-License-Identifier: EUPL-1.2
#include "agent/host/netlink_rows.h"

#include "agent/host/netlink.h"
#include "agent/host/network_news.h"
#include "tests/support/matchers.h"

#include <linux/genetlink.h>
#include <linux/if.h>
#include <linux/if_arp.h>
#include <linux/rtnetlink.h>
#include <linux/wireguard.h>
#include <linux/xfrm.h>
#include <sys/socket.h>

namespace distanskoll::agent {
namespace {

template <class T>
ByteView raw(const T& value) {
  return {reinterpret_cast<const std::uint8_t*>(&value), sizeof(value)};
}

/// Attributes alone, for what lies inside another attribute.
class Nested {
 public:
  Nested& attribute(std::uint16_t type, ByteView value) {
    body_.attribute(type, value);
    return *this;
  }
  [[nodiscard]] ByteView bytes() const { return ByteView(body_.bytes()).subspan(4); }

 private:
  NetlinkBody body_{std::uint32_t{0}};
};

Bytes link_body(const std::string& name, unsigned flags) {
  ifinfomsg info{};
  info.ifi_index = 7;
  info.ifi_type = ARPHRD_NONE;
  info.ifi_flags = flags;
  Nested kind;
  kind.attribute(IFLA_INFO_KIND, as_bytes(std::string_view("wireguard\0", 10)));
  return NetlinkBody(info)
      .attribute(IFLA_IFNAME, as_bytes(name + '\0'))
      .attribute(IFLA_MASTER, raw(std::uint32_t{3}))
      .attribute(IFLA_LINKINFO | NLA_F_NESTED, kind.bytes())
      .bytes();
}

TEST(NetlinkRows, ReadALink) {
  const auto link = parse_link(link_body("wg0", IFF_UP | IFF_RUNNING));
  ASSERT_TRUE(link);
  EXPECT_EQ(link->index, 7U);
  EXPECT_EQ(link->name, "wg0");
  EXPECT_EQ(link->kind, "wireguard");
  EXPECT_EQ(link->hardware, ARPHRD_NONE);
  EXPECT_EQ(link->master, 3U);
  EXPECT_TRUE(link->up && link->running && !link->loopback);
}

rtmsg route_head() {
  rtmsg head{};
  head.rtm_family = AF_INET;
  head.rtm_type = RTN_UNICAST;
  head.rtm_table = RT_TABLE_MAIN;
  return head;
}

TEST(NetlinkRows, ReadEveryHopOfARoute) {
  rtnexthop hop{};
  hop.rtnh_len = sizeof(hop);
  Bytes hops;
  for (const int index : {4, 5}) {
    hop.rtnh_ifindex = index;
    hops.insert(hops.end(), raw(hop).begin(), raw(hop).end());
  }
  const auto rows = parse_routes(NetlinkBody(route_head()).attribute(RTA_MULTIPATH, hops).bytes());
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].link, 4U);
  EXPECT_EQ(rows[1].link, 5U);
  EXPECT_EQ(rows[0].prefix, 0);
}

TEST(NetlinkRows, LeaveOutCachedLocalAndUnreachableRoutes) {
  rtmsg cached = route_head();
  cached.rtm_flags = RTM_F_CLONED;
  rtmsg blackhole = route_head();
  blackhole.rtm_type = RTN_BLACKHOLE;
  rtmsg local = route_head();
  local.rtm_table = RT_TABLE_LOCAL;
  for (const rtmsg& head : {cached, blackhole, local}) {
    EXPECT_TRUE(
        parse_routes(NetlinkBody(head).attribute(RTA_OIF, raw(std::uint32_t{2})).bytes()).empty());
  }
}

TEST(NetlinkRows, ReadIpsecTunnelsThatBelongToNoInterface) {
  xfrm_userpolicy_info info{};
  info.dir = XFRM_POLICY_OUT;
  info.sel.family = AF_INET;
  info.sel.prefixlen_d = 8;
  xfrm_user_tmpl wanted{};
  wanted.mode = XFRM_MODE_TUNNEL;
  wanted.reqid = 42;
  const auto policy =
      parse_ipsec_policy(NetlinkBody(info).attribute(XFRMA_TMPL, raw(wanted)).bytes());
  ASSERT_TRUE(policy);
  EXPECT_EQ(policy->destination_prefix, 8);
  EXPECT_EQ(policy->request_id, 42U);
  EXPECT_FALSE(parse_ipsec_policy(NetlinkBody(info)
                                      .attribute(XFRMA_TMPL, raw(wanted))
                                      .attribute(XFRMA_IF_ID, raw(std::uint32_t{1}))
                                      .bytes()));
  wanted.mode = XFRM_MODE_TRANSPORT;
  EXPECT_FALSE(parse_ipsec_policy(NetlinkBody(info).attribute(XFRMA_TMPL, raw(wanted)).bytes()));
}

TEST(NetlinkRows, ReadTheAgeOfWireguardHandshakes) {
  const WallTime now{std::chrono::seconds(1'000'000)};
  const std::int64_t times[2] = {999'900, 0};
  Nested fresh;
  fresh.attribute(WGPEER_A_LAST_HANDSHAKE_TIME, raw(times));
  const std::int64_t zero[2] = {0, 0};
  Nested never;
  never.attribute(WGPEER_A_LAST_HANDSHAKE_TIME, raw(zero));
  Nested peers;
  peers.attribute(0 | NLA_F_NESTED, fresh.bytes()).attribute(1 | NLA_F_NESTED, never.bytes());
  const auto rows = parse_wireguard_device(
      NetlinkBody(genlmsghdr{}).attribute(WGDEVICE_A_PEERS | NLA_F_NESTED, peers.bytes()).bytes(),
      now);
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].handshake_age_seconds, 100);
  EXPECT_EQ(rows[1].handshake_age_seconds, std::nullopt);
}

TEST(NetlinkRows, ReadWireguardsControlText) {
  const WallTime now{std::chrono::seconds(1'000'000)};
  const auto rows = parse_wireguard_text(
      "private_key=00\nlisten_port=1\npublic_key=aa\nlast_handshake_time_sec=999820\n"
      "last_handshake_time_nsec=5\npublic_key=bb\nlast_handshake_time_sec=0\nerrno=0\n\n",
      now);
  ASSERT_TRUE(rows);
  ASSERT_EQ(rows->size(), 2U);
  EXPECT_EQ(rows->front().handshake_age_seconds, 180);
  EXPECT_EQ(rows->back().handshake_age_seconds, std::nullopt);
  EXPECT_EQ(parse_wireguard_text("public_key=aa\nerrno=-1\n\n", now), std::nullopt);
  EXPECT_EQ(parse_wireguard_text("public_key=aa\n", now), std::nullopt);
}

TEST(NetlinkRows, ReadNothingBeyondTheBytesGiven) {
  const Bytes whole = link_body("wg0", IFF_UP);
  for (std::size_t size = 0; size < whole.size(); ++size) {
    Bytes cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
    cut.shrink_to_fit();
    const auto link = parse_link(cut);
    EXPECT_EQ(link.has_value(), size >= sizeof(ifinfomsg));
  }
  nlmsghdr header{};
  header.nlmsg_len = 4;  // shorter than itself
  ByteView rest = raw(header);
  EXPECT_FALSE(next_message(rest));
  header.nlmsg_len = 400;  // longer than what came
  rest = raw(header);
  EXPECT_FALSE(next_message(rest));
}

TEST(NetworkNews, TellChangesFromRepetition) {
  NetworkNews news;
  const Bytes up = link_body("wg0", IFF_UP | IFF_RUNNING);
  const Bytes down = link_body("wg0", 0);
  EXPECT_TRUE(news.is_news({RTM_NEWLINK, 0, 0, up}));
  EXPECT_FALSE(news.is_news({RTM_NEWLINK, 0, 0, up}));  // a Wi-Fi scan says so again
  EXPECT_TRUE(news.is_news({RTM_NEWLINK, 0, 0, down}));
  EXPECT_TRUE(news.is_news({RTM_NEWLINK, 0, 0, up}));
  EXPECT_TRUE(news.is_news({RTM_DELLINK, 0, 0, up}));
  EXPECT_TRUE(news.is_news({RTM_NEWLINK, 0, 0, up}));
}

TEST(NetworkNews, HearARouteComeAndGo) {
  NetworkNews news;
  const Bytes route = NetlinkBody(route_head()).attribute(RTA_OIF, raw(std::uint32_t{2})).bytes();
  EXPECT_TRUE(news.is_news({RTM_NEWROUTE, 0, 0, route}));
  EXPECT_FALSE(news.is_news({RTM_NEWROUTE, 0, 0, route}));
  EXPECT_TRUE(news.is_news({RTM_DELROUTE, 0, 0, route}));
  EXPECT_TRUE(news.is_news({RTM_NEWROUTE, 0, 0, route}));
  news.forget();
  EXPECT_TRUE(news.is_news({RTM_NEWROUTE, 0, 0, route}));
}

}  // namespace
}  // namespace distanskoll::agent
