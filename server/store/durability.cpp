// SPDX-License-Identifier: EUPL-1.2
#include "server/store/durability.h"

namespace distanskoll::server::store {

Result<void> set_durable(Writer& writer, bool durable) {
  return guarded("set durability", [&]() -> Result<void> {
    writer.database().exec(durable ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL");
    return {};
  });
}

}  // namespace distanskoll::server::store
