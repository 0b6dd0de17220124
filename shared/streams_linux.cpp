// SPDX-License-Identifier: EUPL-1.2
#include "shared/streams.h"

namespace distanskoll {

void streams_as_bytes() {}

}  // namespace distanskoll
