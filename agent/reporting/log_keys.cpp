// SPDX-License-Identifier: EUPL-1.2
#include "agent/reporting/log_keys.h"

#include "shared/limits.h"
#include "shared/text.h"

namespace distanskoll::agent {

namespace {

constexpr std::size_t kMostEpochs = 64;

bool same_key(const evidence::Verifier& one, const evidence::Verifier& other) {
  return one.key.spki() == other.key.spki();
}

}  // namespace

Result<LogKey> parse_log_key(std::string_view text) {
  const std::size_t blank = text.find(' ');
  const auto epoch = parse_unsigned(text.substr(0, blank));
  if (blank == std::string_view::npos || !epoch || *epoch == 0 ||
      *epoch > static_cast<std::uint64_t>(limits::kLargestInteger)) {
    return Error{ErrorCode::kMalformed, "a log key is \"EPOCH NAME+HASH+KEY\""};
  }
  auto log = evidence::parse_verifier_key(text.substr(blank + 1));
  if (!log) return log.error();
  return LogKey{*epoch, std::move(*log)};
}

Result<LogKeys> parse_log_keys(std::string_view text) {
  LogKeys keys;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    auto key = parse_log_key(text.substr(0, end));
    if (!key || keys.size() == kMostEpochs || (!keys.empty() && keys.back().epoch >= key->epoch)) {
      return Error{ErrorCode::kCorrupt, "log.keys is not a list of keys by epoch"};
    }
    keys.push_back(std::move(*key));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return keys;
}

std::string encode(const LogKeys& keys) {
  std::string text;
  for (const auto& key : keys) {
    text += std::to_string(key.epoch) + " " + evidence::verifier_key(key.log.origin, key.log.key) +
            "\n";
  }
  return text;
}

Result<LogKeys> with_log_key(LogKeys known, const LogKey& fresh) {
  const auto contradicts = [&](std::string_view what) -> Error {
    return {ErrorCode::kUntrusted, "the collector names a log key for epoch " +
                                       std::to_string(fresh.epoch) + " that " + std::string(what)};
  };
  for (const auto& key : known) {
    if (key.epoch == fresh.epoch) {
      if (same_key(key.log, fresh.log) && key.log.origin == fresh.log.origin) return known;
      return contradicts("is not the one this laptop knows");
    }
    if (same_key(key.log, fresh.log) || key.log.origin == fresh.log.origin) {
      return contradicts("belongs to epoch " + std::to_string(key.epoch));
    }
  }
  if (!known.empty() && fresh.epoch < known.back().epoch) {
    return contradicts("ended before epoch " + std::to_string(known.back().epoch));
  }
  if (known.size() == kMostEpochs) known.erase(known.begin());
  known.push_back(fresh);
  return known;
}

}  // namespace distanskoll::agent
