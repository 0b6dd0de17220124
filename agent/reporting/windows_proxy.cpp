// SPDX-License-Identifier: EUPL-1.2
#include "agent/reporting/windows_proxy.h"

#include "shared/ascii.h"
#include "shared/text.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace distanskoll::agent {
namespace {

constexpr std::size_t kListBytes = 16 * 1024;
constexpr std::size_t kPatternBytes = 256;
constexpr std::size_t kMostWays = 4;  // each may take a connection's time to fail
constexpr std::string_view kBlanks = " \t\r\n";
constexpr std::string_view kUsualPort = "80";

/// The piece up to the next of `separators`, which is taken out of `text` with it.
std::string_view next_piece(std::string_view& text, std::string_view separators) {
  const std::size_t end = std::min(text.find_first_of(separators), text.size());
  const std::string_view piece = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return piece;
}

/// `text` without `word` at its beginning, whatever the case.
std::optional<std::string_view> after(std::string_view text, std::string_view word) {
  if (text.size() < word.size() || !ascii_same(text.substr(0, word.size()), word)) {
    return std::nullopt;
  }
  return text.substr(word.size());
}

bool is_any(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::ranges::any_of(words, [&](std::string_view one) { return ascii_same(word, one); });
}

/// A list being read.
struct Found {
  std::vector<Way> ways;
  bool unusable = false;  ///< something stands there that is no way of ours

  void add(Way way) {
    if (ways.size() < kMostWays) ways.push_back(std::move(way));
  }
  void add_address(std::string_view address) {
    auto proxy = parse_proxy(address, kUsualPort);
    if (proxy && proxy->credentials.empty() && address.find('@') == std::string_view::npos) {
      add(std::move(*proxy));
    } else {
      unusable = true;
    }
  }
  /// "a:1", "https=a:1", "DIRECT".
  void add_word(std::string_view word) {
    if (ascii_same(word, "DIRECT")) return add(std::nullopt);
    const std::size_t equals = word.find('=');
    if (equals == std::string_view::npos) return add_address(word);
    const std::string_view scheme = word.substr(0, equals);
    if (ascii_same(scheme, "https")) return add_address(word.substr(equals + 1));
    if (!is_any(scheme, {"http", "ftp", "gopher"})) unusable = true;
  }
  /// What stands between two semicolons.
  void add_entry(std::string_view entry) {
    bool keyword = false;  // of a script's answer, in front of an address
    bool ours = true;
    while (!entry.empty()) {
      const std::string_view word = next_piece(entry, kBlanks);
      if (word.empty()) continue;
      const bool more = entry.find_first_not_of(kBlanks) != std::string_view::npos;
      if (std::exchange(keyword, false)) {
        if (ours) {
          add_address(word);
        } else {
          unusable = true;
        }
      } else if (more && is_any(word, {"PROXY", "HTTP"})) {
        keyword = ours = true;
      } else if (more && is_any(word, {"HTTPS", "SOCKS", "SOCKS4", "SOCKS5"})) {
        keyword = true;
        ours = false;
      } else {
        add_word(word);
      }
    }
  }
};

/// `*` stands for any part; the pattern is in lower case. Never more than both lengths' product.
bool matches(std::string_view text, std::string_view pattern) {
  std::size_t at = 0;
  std::size_t in_pattern = 0;
  std::size_t star = std::string_view::npos;
  std::size_t taken = 0;  // of the text, by the last star
  while (at < text.size()) {
    if (in_pattern < pattern.size() && pattern[in_pattern] == '*') {
      star = in_pattern++;
      taken = at;
    } else if (in_pattern < pattern.size() && pattern[in_pattern] == text[at]) {
      ++in_pattern;
      ++at;
    } else if (star != std::string_view::npos) {
      in_pattern = star + 1;
      at = ++taken;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', in_pattern) == std::string_view::npos;
}

bool is_local(const Endpoint& collector) {
  return collector.host.find_first_of(".:") == std::string::npos;
}

/// "intra.example.se:8443" has a port and "[::1]" none.
std::pair<std::string_view, std::string_view> split_port(std::string_view entry) {
  const std::size_t colon = entry.rfind(':');
  if (colon == std::string_view::npos || entry.find(']', colon) != std::string_view::npos ||
      (entry.find(':') != colon && entry[colon - 1] != ']')) {
    return {entry, {}};
  }
  return {entry.substr(0, colon), entry.substr(colon + 1)};
}

bool is_exception(const Endpoint& collector, std::string_view entry) {
  if (entry.empty() || entry.size() > kPatternBytes) return false;
  if (ascii_same(entry, "<local>")) return is_local(collector);
  if (after(entry, "http://")) return false;
  if (const auto rest = after(entry, "https://")) entry = *rest;
  auto [host, port] = split_port(entry);
  if (!port.empty() && port != "*" && port != collector.port) return false;
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') {
    host = host.substr(1, host.size() - 2);
  }
  return !host.empty() && matches(collector.host, ascii_lowered(host));
}

Result<Ways> ways_of(const Endpoint& collector, std::string_view proxies,
                     std::string_view exceptions, WayFrom from) {
  Ways ways;
  ways.from = from;
  if (is_windows_exception(collector, exceptions)) return ways;
  auto list = parse_windows_proxies(proxies);
  // Another setting or another network may do: it is tried again, as when nobody answers.
  if (!list) return Error{ErrorCode::kUnavailable, list.error().message};
  ways.list = std::move(*list);
  return ways;
}

}  // namespace

Result<std::vector<Way>> parse_windows_proxies(std::string_view list) {
  if (list.size() > kListBytes) {
    return Error{ErrorCode::kTooLarge, "Windows' list of proxies is over 16 KiB"};
  }
  Found found;
  while (!list.empty()) found.add_entry(next_piece(list, ";"));
  if (!found.ways.empty()) return std::move(found.ways);
  if (found.unusable) {
    return Error{ErrorCode::kUnsupported,
                 "Windows' settings name only proxies that are not spoken here (HTTP alone is)"};
  }
  return std::vector<Way>{std::nullopt};
}

bool is_windows_exception(const Endpoint& collector, std::string_view list) {
  if (list.size() > kListBytes) return false;
  while (!list.empty()) {
    if (is_exception(collector, next_piece(list, "; \t\r\n"))) return true;
  }
  return false;
}

Result<Ways> windows_ways(const Endpoint& collector, const windows::ProxySettings& settings,
                          const AskScript& ask_script) {
  if (!settings.services.empty()) {
    return ways_of(collector, settings.services, settings.services_exceptions, WayFrom::kServices);
  }
  std::string doubt;
  const auto ask = [&](const std::string& script, WayFrom from) -> Result<Ways> {
    const auto answer = ask_script(script);
    if (!answer) return answer.error();
    auto ways = ways_of(collector, *answer, {}, from);
    if (ways && ways->list.back()) ways->list.emplace_back(std::nullopt);
    return ways;
  };
  for (const auto& [wanted, script, from] :
       {std::tuple(settings.detect, std::string(), WayFrom::kDetection),
        std::tuple(!settings.script.empty(), settings.script, WayFrom::kScript)}) {
    if (!wanted) continue;
    auto ways = ask(script, from);
    if (ways) return ways;
    // A network without a script is an ordinary one.
    if (ways.error().code == ErrorCode::kNotFound) continue;
    // Its address is not said: it may hold a password.
    doubt = "the automatic proxy script: " + ways.error().message;
  }
  Ways ways;
  if (!settings.proxies.empty()) {
    auto listed =
        ways_of(collector, settings.proxies, settings.exceptions, WayFrom::kInternetOptions);
    if (!listed) return listed;
    ways = std::move(*listed);
  }
  ways.doubt = std::move(doubt);
  return ways;
}

}  // namespace distanskoll::agent
