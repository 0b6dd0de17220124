// SPDX-License-Identifier: EUPL-1.2
#include "server/outgoing/finding_feed.h"

#include "server/outgoing/outbox.h"

#include <set>

#include <boost/json.hpp>
#include <fmt/format.h>
#include <spdlog/spdlog.h>

namespace distanskoll::server::outgoing {
namespace {

namespace json = boost::json;

constexpr std::string_view kFindingsPage = "/att-atgarda";
constexpr std::string_view kSyslogLane = "syslog";
constexpr std::chrono::hours kNews{24};

std::string_view kind_of(const store::FindingNews& news) {
  return news.closed ? "finding.closed" : "finding.opened";
}

WallTime when(const store::FindingNews& news) {
  return news.closed ? news.finding.closed_at.value_or(news.finding.opened_at)
                     : news.finding.opened_at;
}

json::value text_or_null(const std::string& text) {
  return text.empty() ? json::value(nullptr) : json::value(text);
}

SyslogSeverity severity_of(const store::FindingNews& news) {
  if (news.closed) return SyslogSeverity::kInformational;
  if (news.finding.severity == "high") return SyslogSeverity::kError;
  return news.finding.severity == "medium" ? SyslogSeverity::kWarning : SyslogSeverity::kNotice;
}

std::string key_of(const store::FindingNews& news, const std::string& lane) {
  // Not by the finding's number: a rebuild gives new ones.
  return fmt::format("{}/{}/{}/{}/{}/{}", kind_of(news), news.finding.device,
                     store::to_string(news.finding.kind), news.finding.requirement.value_or(""),
                     format_time(news.finding.opened_at), lane);
}

/// A lane that is full loses its messages, and the log says so: findings must not stop the writer.
Result<std::set<std::string>> open_lanes(store::Writer& writer, const FeedTargets& targets) {
  std::vector<std::string> lanes = targets.webhooks;
  if (targets.syslog) lanes.emplace_back(kSyslogLane);
  std::set<std::string> open;
  for (const auto& lane : lanes) {
    const auto room = has_room(writer, lane);
    if (!room) return room.error();
    if (*room) {
      open.insert(lane);
    } else {
      spdlog::error("{}: findings are not told: too many messages wait to be sent", lane);
    }
  }
  return open;
}

Result<void> put(store::Writer& writer, const store::FindingNews& news, const std::string& lane,
                 std::string body, WallTime now) {
  const auto posted = post_unchecked(writer, {lane, key_of(news, lane), "", std::move(body)}, now);
  return posted ? Result<void>() : posted.error();
}

}  // namespace

FeedTargets feed_targets(const Addresses& addresses, const std::string& host) {
  FeedTargets targets;
  for (const auto& webhook : addresses.webhooks)
    targets.webhooks.push_back("webhook:" + webhook.name);
  if (addresses.syslog) {
    targets.syslog = SyslogOrigin{addresses.syslog->facility, addresses.syslog->enterprise, host};
  }
  targets.pages = addresses.pages;
  return targets;
}

std::string event_json(const store::FindingNews& news, const std::string& pages) {
  const auto& finding = news.finding;
  json::object data{{"computer", text_or_null(finding.device)},
                    {"kind", store::to_string(finding.kind)},
                    {"requirement", text_or_null(finding.requirement.value_or(""))},
                    {"severity", finding.severity},
                    {"since", format_time(finding.first_failed_at)},
                    {"opened_at", format_time(finding.opened_at)},
                    {"closed_at", finding.closed_at ? json::value(format_time(*finding.closed_at))
                                                    : json::value(nullptr)},
                    {"link", fmt::format("{}{}", pages, kFindingsPage)}};
  return json::serialize(json::object{
      {"type", kind_of(news)}, {"timestamp", format_time(when(news))}, {"data", std::move(data)}});
}

SyslogEvent event_line(const store::FindingNews& news, const std::string& pages) {
  const auto& finding = news.finding;
  SyslogEvent event;
  event.severity = severity_of(news);
  event.at = when(news);
  event.kind = kind_of(news);
  event.fields = {{"computer", finding.device},
                  {"kind", std::string(store::to_string(finding.kind))},
                  {"requirement", finding.requirement.value_or("")},
                  {"severity", finding.severity},
                  {"since", format_time(finding.first_failed_at)},
                  {"link", fmt::format("{}{}", pages, kFindingsPage)}};
  event.text =
      fmt::format("{} {}: {}", news.closed ? "Brist åtgärdad på dator" : "Ny brist på dator",
                  finding.device.empty() ? "-" : finding.device,
                  finding.requirement.value_or(std::string(store::to_string(finding.kind))));
  return event;
}

Result<void> hand_on_findings(store::Writer& writer, const FeedTargets& targets, std::size_t most,
                              WallTime now) {
  const auto all = store::list_finding_news(writer, most);
  if (!all) return all.error();
  const auto open = open_lanes(writer, targets);
  if (!open) return open.error();
  for (const auto& news : *all) {
    if (now - when(news) > kNews) continue;
    for (const auto& lane : targets.webhooks) {
      if (!open->contains(lane)) continue;
      DISTANSKOLL_TRY(put(writer, news, lane, event_json(news, targets.pages), now));
    }
    if (targets.syslog && open->contains(std::string(kSyslogLane))) {
      DISTANSKOLL_TRY(put(writer, news, std::string(kSyslogLane),
                          syslog_line(*targets.syslog, event_line(news, targets.pages)), now));
    }
  }
  return store::forget_finding_news(writer, most);
}

}  // namespace distanskoll::server::outgoing
