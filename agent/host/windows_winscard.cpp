// SPDX-License-Identifier: EUPL-1.2
#include "agent/host/windows_winscard.h"

#include "agent/host/windows_service_state.h"
#include "agent/host/windows_strings.h"
#include "shared/limits.h"

#include <array>

namespace distanskoll::agent::windows {
namespace {

constexpr std::size_t kNamesLength = 8 * 1024;  // of all readers' names

}  // namespace

const WinScard* winscard() {
  if (is_wine()) return nullptr;
  static const WinScard loaded;
  const bool usable = loaded.establish != nullptr && loaded.release != nullptr &&
                      loaded.list_readers != nullptr && loaded.get_status != nullptr &&
                      loaded.cancel != nullptr && loaded.access_started != nullptr &&
                      loaded.release_started != nullptr;
  return usable ? &loaded : nullptr;
}

ReaderNames reader_names(const WinScard& winscard, SCARDCONTEXT context) {
  ReaderNames readers;
  std::array<wchar_t, kNamesLength> list{};
  auto length = static_cast<DWORD>(list.size());
  readers.result = winscard.list_readers(context, nullptr, list.data(), &length);
  if (readers.result != SCARD_S_SUCCESS) return readers;
  // Names one after the other, an empty one at the end.
  for (const wchar_t* name = list.data();
       *name != L'\0' && readers.names.size() < limits::kCardReaders;
       name += readers.names.back().size() + 1) {
    readers.names.emplace_back(name);
  }
  return readers;
}

std::vector<SCARD_READERSTATEW> unknown_states(const std::vector<std::wstring>& names) {
  std::vector<SCARD_READERSTATEW> states(names.size());
  for (std::size_t i = 0; i < names.size(); ++i) states[i].szReader = names[i].c_str();
  return states;
}

std::vector<CardReader> card_readers(const std::vector<SCARD_READERSTATEW>& states) {
  std::vector<CardReader> readers;
  for (const SCARD_READERSTATEW& state : states) {
    readers.push_back({to_utf8(state.szReader), state.dwEventState});
  }
  return readers;
}

CardPresence presence_after(LONG error) {
  return presence_without_readers(static_cast<std::uint32_t>(error),
                                  is_service_disabled(L"SCardSvr"));
}

}  // namespace distanskoll::agent::windows
