// SPDX-License-Identifier: EUPL-1.2
// Text of /proc and /sys: mountinfo, swaps, dm uuids. The first byte chooses the reader.
#include "agent/probes/disk_encryption.h"

#include <cstdlib>

using namespace distanskoll;
using namespace distanskoll::agent;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text = as_text({data + 1, size - 1});
  if (data[0] == 'm') {
    const auto mounts = parse_mountinfo(text);
    if (!mounts) return 0;
    for (const Mount& mount : *mounts) {
      if (mount.point.empty() || mount.type.empty()) std::abort();
    }
  } else if (data[0] == 's') {
    const auto swaps = parse_swaps(text);
    if (!swaps) return 0;
    for (const Swap& swap : *swaps) {
      if (swap.path.empty()) std::abort();
    }
  } else {
    const CryptDevice device = parse_dm_uuid(text);
    if (device.kind == CryptKind::kEncrypted && !text.starts_with("CRYPT-")) std::abort();
  }
  return 0;
}
