// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Follows a mounted file system or a swap area through sysfs down to the devices that it rests on
// and says whether all of it is encrypted. The queries half of disk_encryption: Host is asked, the
// words are interpreted by parse_dm_uuid. Bounded by limits::kBlockDepth.

#include "agent/probes/disk_encryption.h"

namespace distanskoll::agent {

class BlockDevices {
 public:
  /// `mounts` outlives this. Needed for files: loop devices, overlays and swap files rest on the
  /// file system that holds them.
  BlockDevices(Host& host, const std::vector<Mount>& mounts) : host_(host), mounts_(mounts) {}

  [[nodiscard]] VolumeState of_mount(const Mount& mount) { return of_mount(mount, 0); }
  /// The file system that holds the file or folder `path`.
  [[nodiscard]] VolumeState of_path(std::string_view path) { return of_path(path, 0); }
  [[nodiscard]] VolumeState of_device_file(const std::string& path) {
    return of_device_file(path, 0);
  }
  [[nodiscard]] static bool is_in_memory(const std::string& device_file);

 private:
  [[nodiscard]] VolumeState of_mount(const Mount& mount, int depth);
  [[nodiscard]] VolumeState of_path(std::string_view path, int depth);
  [[nodiscard]] VolumeState of_device_file(const std::string& path, int depth);
  [[nodiscard]] VolumeState of_device(DeviceNumber device, int depth);
  /// `folder`: the device's folder in sysfs.
  [[nodiscard]] VolumeState of_sysfs(const std::string& folder, int depth);
  /// All devices of a btrfs whose one device is `source`.
  [[nodiscard]] VolumeState of_btrfs(const Mount& mount, int depth);

  Host& host_;
  const std::vector<Mount>& mounts_;
};

}  // namespace distanskoll::agent
