// SPDX-License-Identifier: EUPL-1.2
#include "agent/host/network_news.h"

#include "shared/limits.h"

#include <algorithm>
#include <initializer_list>

#include <linux/rtnetlink.h>

namespace distanskoll::agent {
namespace {

std::uint64_t hash_of(std::initializer_list<ByteView> parts) {  // FNV-1a
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const ByteView part : parts) {
    for (const std::uint8_t byte : part) hash = (hash ^ byte) * 0x100000001b3U;
    hash = (hash ^ 0xffU) * 0x100000001b3U;
  }
  return hash;
}

template <class T>
ByteView raw(const T& value) {
  return {reinterpret_cast<const std::uint8_t*>(&value), sizeof(T)};
}

}  // namespace

bool NetworkNews::learn(std::uint64_t hash) {
  if (known_.size() >= limits::kNetworkRows) known_.clear();
  const auto at = std::lower_bound(known_.begin(), known_.end(), hash);
  if (at != known_.end() && *at == hash) return false;
  known_.insert(at, hash);
  return true;
}

bool NetworkNews::unlearn(std::uint64_t hash) {
  const auto at = std::lower_bound(known_.begin(), known_.end(), hash);
  if (at == known_.end() || *at != hash) return false;
  known_.erase(at);
  return true;
}

bool NetworkNews::link_is_news(const Link& link, bool gone) {
  const std::uint64_t base =
      hash_of({as_bytes("link"), raw(link.index), as_bytes(link.name), raw(link.master)});
  const std::uint64_t state = (link.up ? 1U : 0U) | (link.running ? 2U : 0U);
  bool known = false;  // a link is in one of four states at a time
  for (std::uint64_t other = 0; other < 4; ++other) {
    if (other == state && !gone) continue;
    unlearn(base + other);
  }
  if (!gone) known = !learn(base + state);
  return gone || !known;
}

bool NetworkNews::is_news(const NetlinkMessage& message) {
  switch (message.type) {  // the kernel's numbers, no enumeration of ours: the rest is no news
    case RTM_NEWLINK:
    case RTM_DELLINK: {
      const auto link = parse_link(message.body);
      return link && link_is_news(*link, message.type == RTM_DELLINK);
    }
    case RTM_NEWADDR:
    case RTM_DELADDR: {
      const auto row = parse_address(message.body);
      if (!row) return false;
      const std::uint64_t hash =
          hash_of({as_bytes("address"), raw(row->link), raw(row->address.family),
                   row->address.bytes, raw(row->prefix)});
      return message.type == RTM_NEWADDR ? learn(hash) : (unlearn(hash), true);
    }
    case RTM_NEWROUTE:
    case RTM_DELROUTE: {
      const auto routes = parse_routes(message.body);
      if (routes.empty()) return false;
      const Route& first = routes.front();
      const IpAddress gateway = first.gateway.value_or(IpAddress{});
      const std::uint64_t hash =
          hash_of({as_bytes("route"), raw(first.family), raw(first.prefix), first.destination.bytes,
                   raw(first.link), raw(first.table), raw(first.metric), gateway.bytes,
                   raw(routes.size())});
      return message.type == RTM_NEWROUTE ? learn(hash) : (unlearn(hash), true);
    }
    case RTM_NEWRULE:
    case RTM_DELRULE:
      return true;
  }
  return false;
}

}  // namespace distanskoll::agent
