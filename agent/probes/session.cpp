// SPDX-License-Identifier: EUPL-1.2
#include "agent/probes/session.h"

#include <string>

namespace distanskoll::agent {
namespace {

using report::Observation;

class SessionProbe final : public Probe {
 public:
  report::ProbeId id() const override { return report::ProbeId::kSession; }

  Observation observe(Host&, const ProbeContext& context) override {
    recheck_at_.reset();
    const auto& sessions = *context.sessions;
    if (!sessions) return Observation::unknown(std::string(reason_of(sessions.error())));
    const LoginSession* session = active_session(*sessions);
    const BootTime now = context.clock->boot();
    const bool locked = session != nullptr && session->locked;
    const auto locked_for = memory_.locked_for(locked ? session->id : std::string(), now);
    if (locked_for && *locked_for < context.locked_absent) {
      recheck_at_ = now - *locked_for + context.locked_absent;
    }
    return interpret_session(session != nullptr, locked_for, context.locked_absent);
  }

  std::optional<BootTime> recheck_at() const override { return recheck_at_; }

 private:
  LockMemory memory_;
  std::optional<BootTime> recheck_at_;
};

}  // namespace

const LoginSession* active_session(const std::vector<LoginSession>& sessions) {
  for (const LoginSession& session : sessions) {
    if (session.session_class == "user" && session.active && !session.remote && session.has_seat) {
      return &session;
    }
  }
  return nullptr;
}

std::optional<BootTime> LockMemory::locked_for(const std::string& session, BootTime now) {
  if (session != session_) {
    session_ = session;
    since_ = now;
  }
  if (session_.empty()) return std::nullopt;
  return now - since_;
}

Observation interpret_session(bool present, std::optional<BootTime> locked_for,
                              std::chrono::seconds locked_absent) {
  const bool absent = !present || (locked_for && *locked_for >= locked_absent);
  return Observation::value(absent ? "none" : "present");
}

std::unique_ptr<Probe> make_session_probe() { return std::make_unique<SessionProbe>(); }

}  // namespace distanskoll::agent
