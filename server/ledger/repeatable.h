// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A change that may be applied a second time: what admission hands over thousands of times a
// second. A transaction of such changes alone is tried without savepoints, which cost a copy of
// every page that a change touches (batch.h). It is no promise that apply() succeeds, and nothing
// for changes that make up ids or keys while they are applied. On the sequencer's thread; owned by
// the sequencer like any change.

#include "server/ledger/sequencer.h"

namespace distanskoll::server::ledger {

class RepeatableChange : public Change {
 public:
  /// The transaction was rolled back because another change, or this one, failed in it; undoes what
  /// apply() did in memory, whether it succeeded or failed. Called newest first; apply() comes
  /// again.
  virtual void rewind() = 0;
};

}  // namespace distanskoll::server::ledger
