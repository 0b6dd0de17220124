// SPDX-License-Identifier: EUPL-1.2
#include "tests/fleet/figures.h"

#include <algorithm>
#include <fstream>
#include <sstream>

#include <fmt/format.h>
#include <unistd.h>

namespace distanskoll::fleet {
namespace {

std::string json_of(const std::map<std::string, std::uint64_t>& counts) {
  std::string out = "{";
  for (const auto& [name, count] : counts) {
    std::string plain = name;
    std::ranges::replace_if(
        plain, [](unsigned char c) { return c < ' ' || c == '"' || c == '\\'; }, '?');
    out += fmt::format("{}\"{}\":{}", out.size() > 1 ? "," : "", plain, count);
  }
  return out + "}";
}

std::string watched_json(const Figures& figures) {
  if (!figures.watched_before || !figures.watched_after) return "null";
  return fmt::format("{{\"cpu_seconds\":{:.3f},\"rss_kib_before\":{},\"rss_kib_after\":{}}}",
                     figures.watched_after->cpu_seconds - figures.watched_before->cpu_seconds,
                     figures.watched_before->rss_kib, figures.watched_after->rss_kib);
}

std::string simulated_json(const std::optional<Simulated>& simulated) {
  if (!simulated) return "null";
  return fmt::format(R"({{"from":"{}","to":"{}","steps":{},"laptop_days":{}}})",
                     format_time(simulated->from), format_time(simulated->to), simulated->steps,
                     simulated->laptop_days);
}

}  // namespace

void Latencies::add(std::chrono::nanoseconds taken) {
  const auto micros = std::chrono::duration_cast<std::chrono::microseconds>(taken).count();
  values_.push_back(static_cast<std::uint32_t>(
      std::clamp<std::int64_t>(micros, 0, std::numeric_limits<std::uint32_t>::max())));
}

std::string Latencies::json() const {
  if (values_.empty()) return "null";
  std::vector<std::uint32_t> sorted = values_;
  std::ranges::sort(sorted);
  const auto at = [&](std::size_t per_mille) {
    return sorted[std::min(sorted.size() - 1, sorted.size() * per_mille / 1000)];
  };
  return fmt::format("{{\"count\":{},\"p50\":{},\"p90\":{},\"p99\":{},\"max\":{}}}", sorted.size(),
                     at(500), at(900), at(990), sorted.back());
}

std::optional<ProcessUse> use_of(int pid) {
  std::ifstream in(fmt::format("/proc/{}/stat", pid));
  std::string text;
  if (!std::getline(in, text)) return std::nullopt;
  // The name in parentheses may hold anything; fields are counted after it, from 3 on.
  const std::size_t end = text.rfind(')');
  if (end == std::string::npos) return std::nullopt;
  std::istringstream fields(text.substr(end + 1));
  std::string skipped;
  double user = 0;
  double kernel = 0;
  std::uint64_t pages = 0;
  for (int field = 3; field < 14; ++field) fields >> skipped;
  fields >> user >> kernel;
  for (int field = 16; field < 24; ++field) fields >> skipped;
  fields >> pages;
  if (!fields) return std::nullopt;
  const auto ticks = static_cast<double>(::sysconf(_SC_CLK_TCK));
  const auto page_kib = static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE)) / 1024;
  return ProcessUse{(user + kernel) / ticks, pages * page_kib};
}

std::uint64_t Figures::losses_total() const {
  std::uint64_t total = 0;
  for (const auto& [reason, count] : losses) total += count;
  return total;
}

std::string Figures::json(std::string_view mode, std::size_t laptops) const {
  const auto rate = [this](std::uint64_t count) {
    return seconds > 0 ? static_cast<double>(count) / seconds : 0.0;
  };
  return fmt::format(
      "{{\"mode\":\"{}\",\"laptops\":{},\"seconds\":{:.3f},"
      "\"reports\":{{\"sent\":{},\"receipts\":{},\"receipts_per_second\":{:.1f},\"retries\":{},"
      "\"sent_again\":{},\"unsent\":{},\"refused\":{}}},"
      "\"heartbeats\":{{\"sent\":{},\"answered\":{},\"answered_per_second\":{:.1f}}},"
      "\"journal\":{{\"confirmed\":{},\"moved\":{},\"missing\":{}}},"
      "\"report_latency_us\":{},\"heartbeat_latency_us\":{},"
      "\"handshakes\":{{\"full\":{},\"resumed\":{}}},\"renewals\":{},\"simulated\":{},"
      "\"statuses\":{},\"losses\":{},"
      "\"own_cpu_seconds\":{:.3f},\"watched\":{}}}",
      mode, laptops, seconds, reports_sent, receipts, rate(window_receipts), retries, sent_again,
      unsent, json_of(refused), heartbeats_sent, heartbeats_answered, rate(window_heartbeats),
      confirmed, moved, missing, report_latency.json(), heartbeat_latency.json(), full_handshakes,
      resumed_handshakes, renewals, simulated_json(simulated), json_of(statuses), json_of(losses),
      own_cpu_seconds, watched_json(*this));
}

}  // namespace distanskoll::fleet
