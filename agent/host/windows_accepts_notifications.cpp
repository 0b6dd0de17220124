// SPDX-License-Identifier: EUPL-1.2
#include "agent/host/windows_error.h"
#include "agent/host/windows_library.h"
#include "agent/host/windows_toast.h"

#include <windows.h>

namespace distanskoll::agent {

bool accepts_notifications_in(int state) {
  // Microsoft Learn, QUERY_USER_NOTIFICATION_STATE: 1 nobody is there, 2 a program on the whole
  // screen, 3 a game on it, 4 presentation, 5 accepts notifications, 6 quiet time after the first
  // sign-in, 7 an app of the Store on the whole screen.
  constexpr int kAcceptsNotifications = 5;
  return state == kAcceptsNotifications;
}

Result<bool> accepts_notifications() {
  using Query = HRESULT WINAPI(int*);
  const Library shell(L"shell32.dll");
  auto* const query = shell.find<Query>("SHQueryUserNotificationState");
  if (query == nullptr) {
    return Error{ErrorCode::kUnsupported, "this Windows does not say who may be disturbed"};
  }
  int state = 0;
  const HRESULT called = query(&state);
  if (FAILED(called)) return com_error("whether the person may be disturbed", called);
  return accepts_notifications_in(state);
}

}  // namespace distanskoll::agent
