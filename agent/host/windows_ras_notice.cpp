// SPDX-License-Identifier: EUPL-1.2
#include "agent/host/windows_ras_notice.h"

#include "agent/host/windows_error.h"
#include "agent/host/windows_library.h"
#include "agent/host/windows_service_state.h"

// after windows.h
#include <ras.h>
#include <raserror.h>

namespace distanskoll::agent {
namespace {

constexpr std::chrono::seconds kSpacing{10};
constexpr std::chrono::milliseconds kAsk{250};

using windows::ServiceState;
using Notify = decltype(::RasConnectionNotificationW);

/// Whether the event is set from now on; false: the service does not run.
Result<bool> listen(bool listening, HANDLE event) {
  switch (windows::service_state(L"RasMan")) {
    case ServiceState::kRunning:
      break;
    case ServiceState::kUnknown:
      return Error{ErrorCode::kUnavailable, "the service manager does not say"};
    case ServiceState::kNotInstalled:
    case ServiceState::kStopped:
    case ServiceState::kOther:
      return false;
  }
  if (listening) return true;
  static const Library rasapi{L"rasapi32.dll"};
  static Notify* const notify = rasapi.find<Notify>("RasConnectionNotificationW");
  if (notify == nullptr) {
    return Error{ErrorCode::kUnsupported, "this Windows has no remote access"};
  }
  // Without a connection: of all of them.
  auto* const all = static_cast<HRASCONN>(INVALID_HANDLE_VALUE);
  const DWORD done = notify(all, event, RASCN_Connection | RASCN_Disconnection);
  if (done != ERROR_SUCCESS) return windows_error("listening to remote access", done);
  return true;
}

}  // namespace

RasNotice::RasNotice()
    : event_(std::make_shared<Handle>(::CreateEventW(nullptr, FALSE, FALSE, nullptr))) {}

void RasNotice::keep() {
  const BootTime now = clock_.boot();
  if (!event_->open() || (asked_ && now - *asked_ < BootTime(kSpacing))) return;
  asked_ = now;
  const auto heard = lane_.ask(now + BootTime(kAsk), [listening = listening_, event = event_] {
    return listen(listening, event->get());
  });
  // Late or refused: as before. A second listening with the same event only sets it twice.
  if (heard) listening_ = *heard;
}

}  // namespace distanskoll::agent
