// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Windows' PC/SC as this program uses it: contexts, names of readers, their states. Nothing here
// can connect to a card, so that no card is reset and no PIN state lost. For windows_cards.cpp and
// windows_card_watcher.cpp.

#include "agent/host/windows_decode.h"
#include "agent/host/windows_library.h"

#include <windows.h>

#include <string>
#include <vector>
// after windows.h
#include <winscard.h>

namespace distanskoll::agent::windows {

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
  decltype(::SCardCancel)* cancel = library.find<decltype(::SCardCancel)>("SCardCancel");
  decltype(::SCardAccessStartedEvent)* access_started =
      library.find<decltype(::SCardAccessStartedEvent)>("SCardAccessStartedEvent");
  decltype(::SCardReleaseStartedEvent)* release_started =
      library.find<decltype(::SCardReleaseStartedEvent)>("SCardReleaseStartedEvent");
};

/// Null where nothing may be called: under Wine, whose functions end the process, and without it.
[[nodiscard]] const WinScard* winscard();

/// The names of the readers, limits::kCardReaders at most. `result` is SCardListReaders' own.
struct ReaderNames {
  LONG result = SCARD_S_SUCCESS;
  std::vector<std::wstring> names;
};
[[nodiscard]] ReaderNames reader_names(const WinScard& winscard, SCARDCONTEXT context);

/// Of each reader, about which nothing is known before. The names must outlive them.
[[nodiscard]] std::vector<SCARD_READERSTATEW> unknown_states(
    const std::vector<std::wstring>& names);
/// What windows_decode.h judges.
[[nodiscard]] std::vector<CardReader> card_readers(const std::vector<SCARD_READERSTATEW>& states);

/// Asks the service manager.
[[nodiscard]] CardPresence presence_after(LONG error);

}  // namespace distanskoll::agent::windows
