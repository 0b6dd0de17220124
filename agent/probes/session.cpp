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
    if (!locked) {
      locked_session_.clear();
      return interpret_session(session, std::nullopt, context.locked_absent);
    }
    if (locked_session_ != session->id) {
      locked_session_ = session->id;
      locked_since_ = now;
    }
    const BootTime absent_at = locked_since_ + context.locked_absent;
    if (now < absent_at) recheck_at_ = absent_at;
    return interpret_session(session, now - locked_since_, context.locked_absent);
  }

  std::optional<BootTime> recheck_at() const override { return recheck_at_; }

 private:
  std::string locked_session_;  ///< empty: not locked
  BootTime locked_since_{};
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

Observation interpret_session(const LoginSession* session, std::optional<BootTime> locked_for,
                              std::chrono::seconds locked_absent) {
  const bool absent = session == nullptr || (locked_for && *locked_for >= locked_absent);
  return Observation::value(absent ? "none" : "present");
}

std::unique_ptr<Probe> make_session_probe() { return std::make_unique<SessionProbe>(); }

}  // namespace distanskoll::agent
