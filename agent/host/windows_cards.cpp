// SPDX-License-Identifier: EUPL-1.2
// Readers and whether a card is in one, now.
#include "agent/host/windows_readings.h"
#include "agent/host/windows_winscard.h"

namespace distanskoll::agent::windows {
namespace {

CardPresence ask(const WinScard& winscard, SCARDCONTEXT context) {
  const ReaderNames readers = reader_names(winscard, context);
  if (readers.result != SCARD_S_SUCCESS) return presence_after(readers.result);
  if (readers.names.empty()) return CardPresence::kNoReader;
  auto states = unknown_states(readers.names);
  // Nothing is known before, so that it answers at once.
  const LONG done =
      winscard.get_status(context, 0, states.data(), static_cast<DWORD>(states.size()));
  return done == SCARD_S_SUCCESS ? presence_in(card_readers(states)) : presence_after(done);
}

}  // namespace

CardPresence read_card() {
  const WinScard* api = winscard();
  if (api == nullptr) return CardPresence::kNoService;
  SCARDCONTEXT context = 0;
  const LONG done = api->establish(SCARD_SCOPE_SYSTEM, nullptr, nullptr, &context);
  if (done != SCARD_S_SUCCESS) return presence_after(done);
  const CardPresence presence = ask(*api, context);
  api->release(context);
  return presence;
}

}  // namespace distanskoll::agent::windows
