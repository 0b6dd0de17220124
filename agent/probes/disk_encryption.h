// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Probe `disk_encryption`: whether what this computer writes lies encrypted on its disks. Every
// mounted local writable file system and every swap area is followed down through all devices that
// it rests on; a path counts only when a dm-crypt device of an accepted kind (LUKS and its like,
// never dm-verity, which shares the name prefix) lies on it, and a volume only when all its paths
// count. Not looked at: network and virtual file systems (they write to no disk of ours), read-only
// ones, and the boot partitions, which cannot be encrypted on most computers and hold no data of
// people. No privilege is needed. The rule: evaluation.md; the facts: systemd's path_is_encrypted,
// with its dm-verity pitfall avoided.

#include "agent/probes/probe.h"
#include "agent/probes/volumes.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace distanskoll::agent {

/// One line of /proc/self/mountinfo.
struct Mount {
  DeviceNumber device;
  std::string root;        ///< folder of the file system that is mounted
  std::string point;       ///< where, octal escapes resolved
  std::string type;        ///< "ext4"
  std::string source;      ///< "/dev/mapper/root"
  bool read_only = false;  ///< of the file system itself
  std::string upper;       ///< upperdir of an overlay
};
/// Lines of another form are kMalformed: a mount overlooked could be the unencrypted one.
[[nodiscard]] Result<std::vector<Mount>> parse_mountinfo(std::string_view text);

struct Swap {
  std::string path;
  bool is_file = false;
};
[[nodiscard]] Result<std::vector<Swap>> parse_swaps(std::string_view text);

/// What a dm uuid ("CRYPT-LUKS2-…") says about its device.
enum class CryptKind {
  kNone,  ///< not an encrypting device: LVM, dm-verity, dm-integrity, …
  kEncrypted,
  kReencrypting,  ///< a helper device of an encryption in progress
};
struct CryptDevice {
  CryptKind kind = CryptKind::kNone;
  std::string method;  ///< "luks2", …
};
[[nodiscard]] CryptDevice parse_dm_uuid(std::string_view uuid);

[[nodiscard]] std::unique_ptr<Probe> make_disk_encryption_probe();

}  // namespace distanskoll::agent
