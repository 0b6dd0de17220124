// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Whether a commit of the writer is on the disk when it returns (as after open), or only survives
// this process: then a power cut may take the last ones, and leaves whole what is there. Not inside
// a transaction; on the writer's thread.

#include "server/store/database.h"

namespace distanskoll::server::store {

[[nodiscard]] Result<void> set_durable(Writer& writer, bool durable);

}  // namespace distanskoll::server::store
