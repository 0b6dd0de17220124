// SPDX-License-Identifier: EUPL-1.2
// Readers are not looked at on Windows yet; nobody is told that a card is absent.
#include "agent/host/card_watcher.h"

namespace distanskoll::agent {

class CardWatcher::Worker {};

CardWatcher::CardWatcher(CardWatcherConfig, std::function<void()>) {}
CardWatcher::~CardWatcher() = default;

Card CardWatcher::card() const { return {}; }

Result<std::vector<Token>> CardWatcher::tokens() {
  return Error{ErrorCode::kUnsupported, "cards are not read on Windows yet"};
}

}  // namespace distanskoll::agent
