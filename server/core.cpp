// SPDX-License-Identifier: EUPL-1.2
#include "server/core.h"

#include "server/default_policy.h"
#include "server/recovery.h"
#include "server/store/ledger_rows.h"
#include "shared/limits.h"
#include "shared/policy/catalogue.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

namespace distanskoll::server {
namespace {

using namespace std::chrono_literals;

/// The ledger's own origin decides, the configured one only while there is no ledger yet.
Result<std::unique_ptr<DemoClock>> find_demo(const Config& config, store::Connection& connection,
                                             const Clock& machine) {
  auto head = store::find_head(connection);
  if (!head) return head.error();
  WallTime newest{};
  if (*head) {
    auto checkpoint = store::newest_checkpoint(connection, (*head)->epoch);
    if (!checkpoint) return checkpoint.error();
    if (*checkpoint) newest = (*checkpoint)->at;
  }
  return DemoClock::for_directory(config, *head ? (*head)->origin : config.origin, newest, machine);
}

/// Pages that a browser finds over https, here or at a proxy in front of this listener.
access::sign_in::CookieRules cookie_rules(const Config& config) {
  return {config.web.certificate.has_value() || config.outgoing.pages.starts_with("https://")};
}

}  // namespace

Core::Core(Config config, const Clock& machine, std::unique_ptr<DemoClock> demo,
           std::unique_ptr<store::Writer> writer, Pki keys)
    : config_(std::move(config)),
      demo_(std::move(demo)),
      writer_(std::move(writer)),
      clock(demo_ ? static_cast<const Clock&>(*demo_) : machine),
      pki(std::move(keys)),
      readers(config_.data),
      tombstones(config_.data),
      slow_work(limits::kImportsWaiting) {}

Core::~Core() {
  if (sequencer) sequencer->stop();
  slow_work.stop();
}

Result<std::unique_ptr<Core>> Core::open(Config config, const Clock& machine) {
  if (!std::filesystem::exists(keys_folder(config.data))) {
    return Error{ErrorCode::kNotFound,
                 fmt::format("{} is no collector's data directory; make one with init",
                             config.data.string())};
  }
  auto writer = store::Writer::open(config.data);
  if (!writer) return writer.error();
  DISTANSKOLL_TRY(settle_log_key(**writer, config.data));
  auto keys = load_pki(config.data);
  if (!keys) return keys.error();
  auto demo = find_demo(config, **writer, machine);
  if (!demo) return demo.error();
  std::unique_ptr<Core> core(
      new Core(std::move(config), machine, std::move(*demo), std::move(*writer), std::move(*keys)));
  const auto& directory = core->config_.data;
  const Clock& clock = core->clock;
  DISTANSKOLL_TRY(end_recovery(*core->writer_, directory, false, "the collector", clock.wall()));
  auto head = store::find_head(*core->writer_);
  if (!head) return head.error();
  // After a restore the epoch, and with it the origin, may be another than the configured one.
  const auto origin = *head ? (*head)->origin : core->config_.origin;
  auto log_key = crypto::PrivateKey::load(keys_folder(directory) / "log.key");
  if (!log_key) return log_key.error();
  const auto verifier = evidence::verifier_key(origin, log_key->public_key());
  auto ledger = ledger::Ledger::open(*core->writer_, origin, std::move(*log_key), clock.wall());
  if (!ledger) return ledger.error();
  core->ledger_ = std::make_unique<ledger::Ledger>(std::move(*ledger));
  core->checkpoint.set(core->ledger_->checkpoint());
  core->log_key = fmt::format("{} {}", core->ledger_->epoch(), verifier);
  core->ledger_size = core->ledger_->size();
  auto policies = read_schedule(*core->writer_, clock.wall());
  if (!policies) return policies.error();
  auto registry = agreements::Registry::load(*core->writer_);
  if (!registry) return registry.error();
  core->registry = std::move(*registry);

  core->sequencer = std::make_unique<ledger::Sequencer>(
      *core->writer_, *core->ledger_, clock,
      [raw = core.get()](const std::vector<std::string>& devices, const ledger::Commit& commit) {
        raw->checkpoint.set(commit.checkpoint);
        raw->ledger_size = commit.size;
        raw->events.publish(devices, commit.size);
      });
  auto holidays = policy::load_holidays(public_holidays(), "public-holidays.yaml");
  if (!holidays) return holidays.error();
  core->eraser = std::make_unique<retention::Eraser>(
      retention::Eraser::Parts{*core->sequencer, *core->registry, core->readers, core->tombstones,
                               clock, core->config_.retention});
  core->months = std::make_unique<days::MonthBook>(*core->sequencer, core->readers, *holidays);
  core->days = std::make_unique<days::DayKeeper>(
      days::DayKeeper::Parts{*core->sequencer,
                             *core->registry,
                             core->readers,
                             clock,
                             core->pki.pseudonym_key,
                             std::move(*holidays),
                             {core->config_.days.final_after, core->demo_ ? 7200s : 600s}});
  core->sign_in = std::make_unique<access::sign_in::SignIn>(core->config_.web.sessions,
                                                            cookie_rules(core->config_), machine);
  core->sign_in->book().on_end(
      [raw = core.get()](const std::string& key) { raw->events.close(key); });
  core->gatekeeper = std::make_unique<access::Gatekeeper>(
      core->readers, *core->registry, *core->sequencer, core->clock, *core->sign_in);
  core->admission =
      std::make_unique<admission::Admission>(admission::Admission::Parts{*core->sequencer,
                                                                         core->readers,
                                                                         clock,
                                                                         core->pki.device_cas(),
                                                                         {core->pki.root},
                                                                         policies->front(),
                                                                         directory});
  core->admission->schedule(std::move(*policies));
  core->enrolment = std::make_unique<admission::Enrolment>(
      admission::Enrolment::Parts{*core->sequencer, *core->admission, clock, core->pki.devices_ca,
                                  core->pki.pseudonym_key, core->tombstones, *core->registry});
  core->sequencer->start();
  core->keep_pace();
  return core;
}

void Core::keep_pace() {
  const bool retold = demo_ && demo_->stands_still();
  const auto kept = sequencer->set_pace(retold ? ledger::Pace::kRetold : ledger::Pace::kSteady);
  if (!kept) spdlog::warn("the pace of commits stays as it was: {}", kept.error().message);
}

}  // namespace distanskoll::server
