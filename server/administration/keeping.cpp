// SPDX-License-Identifier: EUPL-1.2
// What the collector sends to other systems, and how long it keeps what: both stand in its
// configuration file and are shown here, never changed. No address's path, no recipient, no secret.
#include "server/administration/kept.h"
#include "server/administration/operation_routes.h"
#include "server/retention/rules.h"
#include "server/store/outbox.h"

#include <algorithm>

#include <boost/json.hpp>

namespace distanskoll::server::administration {
namespace {

namespace json = boost::json;
using access::Act;
using access::Caller;
using access::Resource;
using store::LaneCounts;

json::object lane_object(std::string_view kind, std::string_view name, std::string_view peer,
                         const std::string& lane, const std::vector<LaneCounts>& lanes) {
  const auto found = std::ranges::find(lanes, lane, &LaneCounts::lane);
  const LaneCounts counts = found == lanes.end() ? LaneCounts{} : *found;
  const auto time = [](const std::optional<WallTime>& at) {
    return at ? json::value(format_time(*at)) : json::value(nullptr);
  };
  return {
      {"kind", json::string(kind)},         {"name", json::string(name)},
      {"peer", json::string(peer)},         {"waiting", counts.counts.waiting},
      {"given_up", counts.counts.given_up}, {"oldest_waiting", time(counts.counts.oldest_waiting)},
      {"last_sent", time(counts.last_sent)}};
}

Result<json::object> integrations(Core& core) {
  auto reader = core.readers.lend();
  if (!reader) return reader.error();
  const auto lanes = store::count_lanes(**reader);
  if (!lanes) return lanes.error();
  const outgoing::Addresses& addresses = core.config().outgoing;
  json::array rows;
  if (addresses.mail) {
    rows.push_back(lane_object("mail", "mail", addresses.mail->server.text(), "mail", *lanes));
  }
  for (const outgoing::Webhook& webhook : addresses.webhooks) {
    rows.push_back(lane_object("webhook", webhook.name, webhook.url.origin(),
                               "webhook:" + webhook.name, *lanes));
  }
  if (addresses.syslog) {
    rows.push_back(
        lane_object("syslog", "syslog", addresses.syslog->server.text(), "syslog", *lanes));
  }
  return json::object{{"integrations", std::move(rows)},
                      {"contents_kept_days", addresses.keep_contents.count()}};
}

std::int64_t kept(const retention::Rules& rules, retention::Kind kind) {
  switch (kind) {
    case retention::Kind::kReports:
      return rules.reports.count();
    case retention::Kind::kDays:
      return rules.days.count();
    case retention::Kind::kPeople:
      return rules.people.count();
    case retention::Kind::kAccessLog:
      return rules.access_log.count();
  }
  return 0;
}

compliance::LocalDay erased_before(const retention::Cutoffs& cutoffs, retention::Kind kind) {
  switch (kind) {
    case retention::Kind::kReports:
      return compliance::local_day(cutoffs.reports);
    case retention::Kind::kDays:
      return cutoffs.days;
    case retention::Kind::kPeople:
      return cutoffs.people;
    case retention::Kind::kAccessLog:
      return cutoffs.access_log;
  }
  return {};
}

}  // namespace

json::array kept_kinds(const retention::Rules& rules, compliance::LocalDay today) {
  const auto cutoffs = retention::cutoffs(rules, today);
  json::array rows;
  for (const retention::Kind kind : retention::kAllKinds) {
    json::value decision = nullptr;
    if (const auto found = rules.decisions.find(kind); found != rules.decisions.end()) {
      decision = json::object{{"body", found->second.body},
                              {"date", compliance::format_date(found->second.date)},
                              {"dnr", found->second.dnr}};
    }
    rows.push_back(
        json::object{{"kind", json::string(to_string(kind))},
                     {"keep", kept(rules, kind)},
                     {"unit", kind == retention::Kind::kReports ? "days" : "months"},
                     {"erased_before", compliance::format_date(erased_before(cutoffs, kind))},
                     {"decision", std::move(decision)}});
  }
  return rows;
}

void add_keeping_routes(access::Door& door, const Bench& bench) {
  Core& core = bench.core;
  on_look(door, "/api/v1/integrations", access::needs(Resource::kIntegrations, Act::kRead),
          [&core](const Caller&) { return integrations(core); });
  on_look(door, "/api/v1/retention", access::needs(Resource::kRetention, Act::kRead),
          [&core](const Caller& caller) -> Result<json::object> {
            const retention::Holds holds(caller.registry(), caller.today());
            return json::object{{"kinds", kept_kinds(core.config().retention, caller.today())},
                                {"held", holds.any()}};
          });
}

}  // namespace distanskoll::server::administration
