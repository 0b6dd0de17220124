// SPDX-License-Identifier: EUPL-1.2
// Netlink datagrams: every row parser over every message, and WireGuard's control text. Nothing may
// be read beyond the bytes given, and nothing may loop.
#include "agent/host/netlink_rows.h"
#include "agent/host/network_news.h"

#include <cstdlib>

using namespace distanskoll;
using namespace distanskoll::agent;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ByteView whole(data, size);
  const WallTime now{std::chrono::seconds(1'800'000'000)};
  NetworkNews news;
  ByteView rest = whole;
  while (const auto message = next_message(rest)) {
    const ByteView body = message->body;
    (void)parse_link(body);
    (void)parse_address(body);
    (void)parse_neighbour(body);
    for (const Route& route : parse_routes(body)) {
      if (route.link == 0) std::abort();  // a route row always has a link
    }
    (void)parse_route_answer(body);
    (void)parse_ipsec_policy(body);
    (void)parse_ipsec_association(body);
    (void)parse_family_id(body);
    (void)parse_wireguard_device(body, now);
    const bool first = news.is_news(*message);
    // Said twice, what is no removal and no rule is no news.
    const bool repeats = message->type == 16 || message->type == 20 || message->type == 24;
    if (first && repeats && news.is_news(*message)) std::abort();
  }
  (void)parse_wireguard_text(as_text(whole), now);
  return 0;
}
