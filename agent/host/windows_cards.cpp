// SPDX-License-Identifier: EUPL-1.2
// Readers and whether a card is in one. Nothing connects to a card: no card is reset and no PIN
// state lost.
#include "agent/host/windows_decode.h"
#include "agent/host/windows_library.h"
#include "agent/host/windows_readings.h"
#include "agent/host/windows_service_state.h"
#include "agent/host/windows_strings.h"
#include "shared/limits.h"

#include <windows.h>

#include <array>
#include <cwchar>
// after windows.h
#include <winscard.h>

namespace distanskoll::agent::windows {
namespace {

constexpr std::size_t kNamesLength = 8 * 1024;  // of all readers' names

struct WinScard {
  const Library library{L"winscard.dll"};
  decltype(::SCardEstablishContext)* establish =
      library.find<decltype(::SCardEstablishContext)>("SCardEstablishContext");
  decltype(::SCardReleaseContext)* release =
      library.find<decltype(::SCardReleaseContext)>("SCardReleaseContext");
  decltype(::SCardListReadersW)* list_readers =
      library.find<decltype(::SCardListReadersW)>("SCardListReadersW");
  decltype(::SCardGetStatusChangeW)* get_status =
      library.find<decltype(::SCardGetStatusChangeW)>("SCardGetStatusChangeW");

  [[nodiscard]] bool usable() const {
    return establish != nullptr && release != nullptr && list_readers != nullptr &&
           get_status != nullptr;
  }
};

CardPresence presence_after(LONG error) {
  return presence_without_readers(static_cast<std::uint32_t>(error),
                                  is_service_disabled(L"SCardSvr"));
}

CardPresence ask(const WinScard& winscard, SCARDCONTEXT context) {
  std::array<wchar_t, kNamesLength> names{};
  auto length = static_cast<DWORD>(names.size());
  LONG done = winscard.list_readers(context, nullptr, names.data(), &length);
  if (done != SCARD_S_SUCCESS) return presence_after(done);
  std::vector<SCARD_READERSTATEW> states;
  // Names one after the other, an empty one at the end.
  for (const wchar_t* name = names.data(); *name != L'\0' && states.size() < limits::kCardReaders;
       name += std::wcslen(name) + 1) {
    SCARD_READERSTATEW state{};
    state.szReader = name;
    states.push_back(state);
  }
  if (states.empty()) return CardPresence::kNoReader;
  // Nothing is known before, so that it answers at once.
  done = winscard.get_status(context, 0, states.data(), static_cast<DWORD>(states.size()));
  if (done != SCARD_S_SUCCESS) return presence_after(done);
  std::vector<CardReader> readers;
  for (const SCARD_READERSTATEW& state : states) {
    readers.push_back({to_utf8(state.szReader), state.dwEventState});
  }
  return presence_in(readers);
}

}  // namespace

CardPresence read_card() {
  if (is_wine()) return CardPresence::kNoService;
  static const WinScard winscard;
  if (!winscard.usable()) return CardPresence::kNoService;
  SCARDCONTEXT context = 0;
  const LONG done = winscard.establish(SCARD_SCOPE_SYSTEM, nullptr, nullptr, &context);
  if (done != SCARD_S_SUCCESS) return presence_after(done);
  const CardPresence presence = ask(winscard, context);
  winscard.release(context);
  return presence;
}

}  // namespace distanskoll::agent::windows
