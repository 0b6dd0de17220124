// SPDX-License-Identifier: EUPL-1.2
#include "server/monitor.h"

#include "server/store/erasure.h"
#include "server/store/policies.h"
#include "server/store/recovery.h"
#include "shared/crypto/tls.h"
#include "shared/files.h"
#include "shared/limits.h"

#include <algorithm>

#include <boost/json.hpp>
#include <spdlog/spdlog.h>
#include <sys/timex.h>

namespace distanskoll::server {
namespace {

using namespace std::chrono_literals;

constexpr auto kTick = 60s;
constexpr auto kRotateTickets = 12h;  // tickets live 24 h; the key before stays readable
constexpr auto kTellAgain = 24h;
constexpr std::size_t kNoticesLookedAt = 100;

bool clock_is_synchronised() {
  timex state{};
  const int answer = ::adjtimex(&state);
  return answer >= 0 && answer != TIME_ERROR && (state.status & STA_UNSYNC) == 0;
}

/// Written by `backup` when a copy is whole.
std::optional<WallTime> last_backup(const std::filesystem::path& directory) {
  auto text = read_file(directory / "last-backup", 64);
  if (!text || text->empty()) return std::nullopt;
  while (!text->empty() && text->back() == '\n') text->pop_back();
  auto time = parse_time(*text);
  if (!time) return std::nullopt;
  return *time;
}

std::map<std::string, WallTime> ends_of(const Pki& pki) {
  return {{"server", pki.server_certificate.not_after()},
          {"server_ca", pki.server_ca.certificate.not_after()},
          {"devices_ca", pki.devices_ca.certificate.not_after()},
          {"root", pki.root.not_after()}};
}

/// What was told after `since`, also by a process before this one: a restart is no news.
std::map<std::string, WallTime> told_lately(store::ReaderPool& readers, WallTime since) {
  std::map<std::string, WallTime> told;
  auto reader = readers.lend();
  if (!reader) return told;
  const auto notices = store::list_notices(**reader, kNoticesLookedAt);
  if (!notices) return told;
  for (const auto& notice : *notices) {
    if (notice.at > since) told.try_emplace(notice.kind, notice.at);
  }
  return told;
}

/// That the collector was blind, or could not be trusted to be up to date, belongs to the evidence.
evidence::Entry notice_entry(const api::Reason& reason, WallTime now) {
  const boost::json::object body{
      {"notice", "health"}, {"code", reason.code}, {"detail", reason.detail}};
  return {evidence::EntryKind::kNotice, now, {}, boost::json::serialize(body)};
}

}  // namespace

Result<crypto::TlsContextOwner> make_device_tls(const Pki& pki) {
  crypto::ServerTlsConfig config;
  config.chain = {pki.server_certificate, pki.server_ca.certificate, pki.root};
  config.key = &pki.server_key;
  config.client_ca_names = pki.device_cas();
  return crypto::make_server_tls(config);
}

Monitor::Monitor(Core& core, const net::Gate& gate, std::shared_ptr<net::TlsSource> tls)
    : core_(core),
      gate_(gate),
      tls_(std::move(tls)),
      started_(core.clock.wall()),
      tickets_rotated_(core.clock.boot()),
      certificates_end_(ends_of(core.pki)),
      thinning_(*core.sequencer) {}

Monitor::~Monitor() { stop(); }

void Monitor::start() {
  thread_ = std::thread([this] { run(); });
}

void Monitor::stop() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  wake_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void Monitor::run() {
  for (std::uint64_t round = 0;;) {
    every_minute();
    std::unique_lock lock(mutex_);
    rounds_done_ = round;
    wake_.notify_all();
    wake_.wait_for(lock, kTick, [&] { return stop_ || rounds_wanted_ != round; });
    if (stop_) return;
    round = rounds_wanted_;
  }
}

void Monitor::look_now() {
  std::unique_lock lock(mutex_);
  const std::uint64_t round = ++rounds_wanted_;
  wake_.notify_all();
  wake_.wait(lock, [&] { return stop_ || rounds_done_ >= round; });
}

void Monitor::every_minute() {
  core_.admission->tick();
  renew_certificate();
  if (core_.clock.boot() - tickets_rotated_ > kRotateTickets) {
    tickets_rotated_ = core_.clock.boot();
    crypto::rotate_ticket_keys(tls_->get().get());
  }
  tell_policy();
  if (!recovering()) {
    keep_days();
    erase_what_is_old();
  }
  thin_checkpoints();
  seal_access_log();
  tell(api::judge_health(facts(), rules()));
  if (also_) also_();
}

/// In recovery nothing is entered, and what comes back then makes days stale again.
bool Monitor::recovering() {
  auto reader = core_.readers.lend();
  if (!reader) return true;
  const auto recovery = store::find_recovery(**reader);
  return !recovery || recovery->has_value();
}

void Monitor::tell_policy() {
  const auto in_force = core_.admission->in_force();
  if (!in_force || in_force->sha256_hex == policy_told_) return;
  if (!policy_told_.empty()) {
    spdlog::info("{} version {} is in force", in_force->policy.id, in_force->policy.version);
  }
  policy_told_ = in_force->sha256_hex;
}

void Monitor::keep_days() {
  const auto pass = core_.days->pass();
  if (!pass) {
    spdlog::error("days cannot be judged: {}", pass.error().message);
  } else if (pass->changed > 0 || pass->fixed_dates > 0) {
    spdlog::debug("{} days judged, {} changed, {} dates fixed, {} late", pass->judged,
                  pass->changed, pass->fixed_dates, pass->late);
  }
  const auto months = core_.months->refresh();
  if (!months) spdlog::error("indicators cannot be made: {}", months.error().message);
  const std::lock_guard lock(mutex_);
  days_fault_ = pass ? std::string() : pass.error().message;
}

void Monitor::erase_what_is_old() {
  const auto today = compliance::local_day(core_.clock.wall());
  if (erased_on_ == today) return;
  const auto erased = core_.eraser->run();
  if (!erased) {
    spdlog::error("what is old enough cannot be erased: {}", erased.error().message);
    return;
  }
  erased_on_ = today;
  if (erased->any()) {
    spdlog::info("erased: {} reports, {} days, {} people; {} reports are kept for now",
                 erased->reports, erased->days, erased->people, erased->kept);
  }
}

void Monitor::thin_checkpoints() {
  const auto gone = thinning_.step(core_.clock.wall());
  // What cannot be written now goes later.
  if (gone && *gone > 0) spdlog::debug("{} old checkpoints are not kept any longer", *gone);
}

void Monitor::seal_access_log() {
  const auto sealed = access::seal_finished_hours(*core_.sequencer, core_.readers, core_.clock);
  // The next row, or the next minute, tries again.
  if (!sealed) spdlog::warn("the access log's hour is not sealed: {}", sealed.error().message);
}

void Monitor::renew_certificate() {
  const auto& config = core_.config();
  auto renewed =
      renew_server_certificate(config.data, core_.pki, config.devices.names, core_.clock.wall());
  if (!renewed) {
    spdlog::error("the server certificate cannot be renewed: {}", renewed.error().message);
    return;
  }
  if (!*renewed) return;
  auto tls = make_device_tls(core_.pki);
  if (!tls) {
    spdlog::error("the new server certificate cannot be used: {}", tls.error().message);
    return;
  }
  tls_->replace(std::move(*tls));
  spdlog::info("the server certificate is renewed; connections go on");
  const std::lock_guard lock(mutex_);
  certificates_end_ = ends_of(core_.pki);
}

void Monitor::tell(const std::vector<api::Reason>& reasons) {
  const WallTime now = core_.clock.wall();
  const bool first = !told_;
  if (first) told_ = told_lately(core_.readers, now - kTellAgain);
  std::vector<const api::Reason*> news;
  for (const auto& reason : reasons) {
    const auto told = told_->find(reason.code);
    const bool again = told == told_->end() || now - told->second >= kTellAgain;
    if (again) news.push_back(&reason);
    // A start says in the log what is wrong; the ledger heard it before.
    if (again || first) spdlog::warn("notice {}: {}", reason.code, reason.detail);
  }
  std::erase_if(*told_, [&](const auto& told) {
    const bool holds = std::any_of(reasons.begin(), reasons.end(),
                                   [&](const auto& reason) { return reason.code == told.first; });
    if (!holds) spdlog::info("mended: {}", told.first);
    return !holds;
  });
  for (const auto* reason : news) (*told_)[reason->code] = now;
  if (news.empty()) return;
  auto stored = core_.sequencer->run([&](ledger::Transaction& transaction) -> Result<void> {
    for (const auto* reason : news) {
      DISTANSKOLL_TRY(store::insert_notice(transaction.writer,
                                           {transaction.now, reason->code, reason->detail}));
      // In recovery nothing is appended; the row alone says so then.
      if (transaction.ledger.recovering()) continue;
      const auto appended = transaction.ledger.append(notice_entry(*reason, transaction.now));
      if (!appended) return appended.error();
    }
    return {};
  });
  if (!stored) spdlog::warn("the notice could not be stored: {}", stored.error().message);
}

void Monitor::answered(const admission::Answer& answer) {
  const std::lock_guard lock(mutex_);
  ++answers_[answer.status];
  if (answer.status == 200 || answer.status == 204) last_admitted_ = core_.clock.wall();
  if (answer.body.find("\"refused\":[{") == std::string::npos) return;
  boost::system::error_code bad;
  const auto body = boost::json::parse(answer.body, bad);
  if (bad || !body.is_object()) return;
  const auto* refused = body.as_object().if_contains("refused");
  if (refused == nullptr || !refused->is_array()) return;
  for (const auto& line : refused->as_array()) {
    const auto* code = line.is_object() ? line.as_object().if_contains("code") : nullptr;
    if (code != nullptr && code->is_string()) ++refused_[std::string(code->as_string())];
  }
}

api::HealthFacts Monitor::facts() const {
  api::HealthFacts facts;
  facts.now = core_.clock.wall();
  facts.sequencer = core_.sequencer->health();
  facts.gate = gate_.counts();
  facts.disk_percent = core_.admission->disk_percent_used();
  facts.clock_synchronised = clock_is_synchronised();
  facts.started = started_;
  facts.last_backup = last_backup(core_.config().data);
  facts.ledger_size = core_.ledger_size;
  facts.connections_configured = core_.config().devices.max_open;
  facts.connections_possible = facts.connections_configured;
  if (network_ != nullptr) {
    facts.connections_possible = connections_possible_;
    if (const auto ago = network_->accept_failed_ago()) {
      facts.accept_failed_at = facts.now - std::chrono::duration_cast<std::chrono::seconds>(*ago);
    }
  }
  facts.events_streams = core_.events.streams();
  if (auto reader = core_.readers.lend()) {
    const auto recovery = store::find_recovery(**reader);
    facts.recovering = recovery && recovery->has_value();
    if (const auto oldest = store::oldest_report(**reader); oldest && *oldest) {
      facts.oldest_report = **oldest;
    }
  }
  const std::lock_guard lock(mutex_);
  facts.days_fault = days_fault_;
  facts.last_admitted = last_admitted_;
  facts.report_answers = answers_;
  facts.refused_by_code = refused_;
  facts.certificates_end = certificates_end_;
  return facts;
}

api::HealthRules Monitor::rules() const {
  const auto& notices = core_.config().notices;
  return {notices.silence, notices.workday_from, notices.workday_to, notices.backup_at_most_old,
          core_.config().retention.reports};
}

}  // namespace distanskoll::server
