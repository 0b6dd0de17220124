// SPDX-License-Identifier: EUPL-1.2
#include "agent/reporting/ways.h"

#include <utility>

namespace distanskoll::agent {

std::string_view to_string(WayFrom from) {
  switch (from) {
    case WayFrom::kNobody:
      return "nobody";
    case WayFrom::kConfiguration:
      return "configuration";
    case WayFrom::kEnvironment:
      return "environment";
    case WayFrom::kServices:
      return "winhttp";
    case WayFrom::kInternetOptions:
      return "internet_options";
    case WayFrom::kScript:
      return "script";
    case WayFrom::kDetection:
      return "detection";
  }
  return "";
}

Result<std::optional<Ways>> ways_by_words(const Endpoint& collector, const ProxyWords& words) {
  const bool configured = !words.configured.empty();
  Ways ways;
  ways.from = configured ? WayFrom::kConfiguration : WayFrom::kEnvironment;
  if (words.configured == "none") return std::optional(std::move(ways));
  if (bypasses_proxy(collector, words.no_proxy)) {
    ways.from = WayFrom::kEnvironment;
    return std::optional(std::move(ways));
  }
  const std::string& url = configured ? words.configured : words.https_proxy;
  if (url.empty()) return std::optional<Ways>();
  auto proxy = parse_proxy(url);
  if (!proxy) return proxy.error();
  ways.list = {std::move(*proxy)};
  return std::optional(std::move(ways));
}

Result<Ways> find_ways(const Endpoint& collector, const ProxyWords& words,
                       const AskSystemWays& ask_system) {
  auto said = ways_by_words(collector, words);
  if (!said) return said.error();
  if (*said) return std::move(**said);
  return ask_system ? ask_system(collector) : Result<Ways>(Ways{});
}

}  // namespace distanskoll::agent
