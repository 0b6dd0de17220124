// SPDX-License-Identifier: EUPL-1.2
#include "server/messages.h"

#include "server/agreements/reminders/gather.h"
#include "server/days/grounds.h"
#include "server/outgoing/mail.h"
#include "server/outgoing/syslog.h"
#include "server/outgoing/webhook.h"
#include "server/store/days.h"

#include <spdlog/spdlog.h>

namespace distanskoll::server {
namespace {

using agreements::reminders::Shortfalls;
using Senders = std::vector<std::unique_ptr<outgoing::Sender>>;

template <class Made>
Result<void> add(Senders& senders, Made made, std::string_view what) {
  if (!made) return made.error().with_prefix(what);
  senders.push_back(std::move(*made));
  return {};
}

Result<Senders> senders_of(const outgoing::Addresses& addresses, const Clock& clock) {
  Senders senders;
  const auto& local = addresses.local_targets;
  if (addresses.mail) {
    DISTANSKOLL_TRY(
        add(senders, outgoing::MailSender::make(*addresses.mail, local, clock), "mail"));
  }
  for (const outgoing::Webhook& webhook : addresses.webhooks) {
    DISTANSKOLL_TRY(add(senders, outgoing::WebhookSender::make(webhook, local, clock),
                        "webhook " + webhook.name));
  }
  if (addresses.syslog) {
    DISTANSKOLL_TRY(add(senders, outgoing::SyslogSender::make(*addresses.syslog, local), "syslog"));
  }
  return senders;
}

/// Last week's days with a shortfall.
Result<Shortfalls> shortfalls(store::Connection& connection, compliance::LocalDay today) {
  const auto monday = compliance::monday_of(today) - std::chrono::days{7};
  const auto days = store::day_figures(connection, monday, monday + std::chrono::days{6});
  if (!days) return days.error();
  Shortfalls found;
  for (const store::DayFigures& day : *days) {
    if (day.verdict == compliance::to_string(compliance::Verdict::kDeviation)) {
      ++found[day.employee];
    }
  }
  return found;
}

}  // namespace

Result<std::unique_ptr<Messages>> Messages::make(Core& core) {
  std::unique_ptr<Messages> messages(new Messages(core));
  const outgoing::Addresses& addresses = core.config().outgoing;
  auto senders = senders_of(addresses, core.clock);
  if (!senders) return senders.error();
  if (senders->empty()) return messages;
  const auto& names = core.config().devices.names;
  messages->outbox_ = std::make_unique<outgoing::Outbox>(
      *core.sequencer, core.readers, core.clock, std::move(*senders),
      outgoing::OutboxRules{addresses.keep_contents,
                            outgoing::feed_targets(addresses, names.front())});
  return messages;
}

void Messages::start() {
  if (outbox_) outbox_->start();
}

void Messages::stop() {
  if (outbox_) outbox_->stop();
}

void Messages::every_minute() {
  if (!outbox_) return;
  const WallTime now = core_.clock.wall();
  if (core_.config().outgoing.mail && agreements::reminders::time_to_remind(now, reminded_on_)) {
    const auto today = compliance::local_day(now);
    const auto reminded = remind(today);
    if (reminded) {
      reminded_on_ = today;
    } else {
      spdlog::error("nobody could be reminded: {}", reminded.error().message);
    }
  }
  outbox_->wake();
}

Result<void> Messages::remind(compliance::LocalDay today) {
  auto reader = core_.readers.lend();
  if (!reader) return reader.error();
  const auto policies = days::PolicyHistory::load(**reader);
  if (!policies) return policies.error();
  const policy::Policy* policy = policies->on(today);
  if (policy == nullptr) return {};
  const auto short_days = shortfalls(**reader, today);
  if (!short_days) return short_days.error();
  const outgoing::Addresses& addresses = core_.config().outgoing;
  auto round = agreements::reminders::remind(
      agreements::reminders::ground_of(
          *core_.registry->now(), agreements::reminders::rules_of(*policy), *short_days, today),
      *core_.sequencer, core_.readers, addresses.mail->language, addresses.pages);
  if (!round) return round.error();
  std::int64_t unreachable = 0;
  for (const auto& [kind, count] : round->unreachable) unreachable += count;
  if (round->mails > 0 || unreachable > 0) {
    spdlog::info("reminders: {} mails; {} things to do have nobody with an address", round->mails,
                 unreachable);
  }
  return {};
}

}  // namespace distanskoll::server
