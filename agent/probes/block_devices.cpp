// SPDX-License-Identifier: EUPL-1.2
#include "agent/probes/block_devices.h"

#include "shared/limits.h"
#include "shared/text.h"

#include <algorithm>

namespace distanskoll::agent {
namespace {

using Kind = VolumeState::Kind;

VolumeState unknown(std::string_view why) { return {Kind::kUnknown, {}, why}; }

std::string trimmed(std::string text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.pop_back();
  return text;
}

std::string sysfs_folder(DeviceNumber device) {
  return "/sys/dev/block/" + std::to_string(device.major) + ":" + std::to_string(device.minor);
}

bool is_below(std::string_view path, std::string_view folder) {
  if (folder == "/") return path.starts_with('/');
  return path.starts_with(folder) && (path.size() == folder.size() || path[folder.size()] == '/');
}

}  // namespace

VolumeState BlockDevices::of_sysfs(const std::string& folder, int depth) {
  if (depth > limits::kBlockDepth) return unknown(reason::kUnsupported);
  std::string method;
  const auto uuid = host_.read_file(folder + "/dm/uuid", limits::kSysfsFileBytes);
  if (!uuid && uuid.error().code != ErrorCode::kNotFound) return unknown(reason_of(uuid.error()));
  const CryptDevice crypt = uuid ? parse_dm_uuid(trimmed(*uuid)) : CryptDevice{};
  const auto names = host_.list_folder(folder + "/slaves");
  const std::string below = folder + "/slaves/";
  if (!names && names.error().code != ErrorCode::kNotFound)
    return unknown(reason_of(names.error()));
  const std::vector<std::string> slaves = names ? *names : std::vector<std::string>{};
  if (crypt.kind == CryptKind::kReencrypting) return {Kind::kInProgress, crypt.method, {}};
  if (crypt.kind == CryptKind::kEncrypted) {
    for (const std::string& slave : slaves) {  // its parts tell whether it is being converted
      std::string file = below + slave;
      file += "/dm/uuid";
      const auto part = host_.read_file(file, limits::kSysfsFileBytes);
      if (part && parse_dm_uuid(trimmed(*part)).kind == CryptKind::kReencrypting) {
        return {Kind::kInProgress, crypt.method, {}};
      }
    }
    return {Kind::kProtected, crypt.method, {}};
  }
  if (!slaves.empty()) {
    std::vector<VolumeState> parts;
    parts.reserve(slaves.size());
    for (const std::string& slave : slaves) {
      parts.push_back(of_sysfs(below + slave, depth + 1));
    }
    return all_of(parts);
  }
  const auto backing = host_.read_file(folder + "/loop/backing_file", limits::kSysfsFileBytes);
  if (backing) return of_path(trimmed(*backing), depth + 1);
  // A partition has no parts of its own: it rests on what the whole disk rests on.
  if (host_.read_file(folder + "/partition", limits::kSysfsFileBytes)) {
    return of_sysfs(folder + "/..", depth + 1);
  }
  return {Kind::kUnprotected, {}, {}};
}

VolumeState BlockDevices::of_device(DeviceNumber device, int depth) {
  const std::string folder = sysfs_folder(device);
  if (const auto there = host_.list_folder(folder); !there) {
    return unknown(reason_of(there.error()));
  }
  return of_sysfs(folder, depth);
}

VolumeState BlockDevices::of_device_file(const std::string& path, int depth) {
  const auto device = host_.block_device(path);
  if (!device) return unknown(reason_of(device.error()));
  return of_device(*device, depth);
}

bool BlockDevices::is_in_memory(const std::string& device_file) {
  return device_file.starts_with("/dev/zram") &&
         std::all_of(device_file.begin() + 9, device_file.end(),
                     [](char each) { return each >= '0' && each <= '9'; });
}

VolumeState BlockDevices::of_path(std::string_view path, int depth) {
  if (depth > limits::kBlockDepth) return unknown(reason::kUnsupported);
  const Mount* holder = nullptr;
  for (const Mount& mount : mounts_) {  // later mounts cover earlier ones at the same place
    if (is_below(path, mount.point) &&
        (holder == nullptr || mount.point.size() >= holder->point.size())) {
      holder = &mount;
    }
  }
  if (holder == nullptr) return unknown(reason::kUnknownFileSystem);
  return of_mount(*holder, depth + 1);
}

VolumeState BlockDevices::of_btrfs(const Mount& mount, int depth) {
  const std::string name = mount.source.substr(mount.source.rfind('/') + 1);
  const auto device = host_.block_device(mount.source);
  if (!device) return unknown(reason_of(device.error()));
  // Its other devices stand in /sys/fs/btrfs/UUID/devices, by kernel name.
  const auto all = host_.list_folder("/sys/fs/btrfs");
  if (!all) return unknown(reason_of(all.error()));
  for (const std::string& uuid : *all) {
    const std::string folder = "/sys/fs/btrfs/" + uuid + "/devices";
    const auto members = host_.list_folder(folder);
    if (!members) continue;
    const std::string number = std::to_string(device->major) + ":" + std::to_string(device->minor);
    const std::string below = folder + "/";
    const bool ours = std::any_of(members->begin(), members->end(), [&](const std::string& each) {
      std::string file = below + each;
      file += "/dev";
      const auto dev = host_.read_file(file, limits::kSysfsFileBytes);
      return dev && trimmed(*dev) == number;
    });
    if (!ours) continue;
    std::vector<VolumeState> parts;
    parts.reserve(members->size());
    for (const std::string& each : *members) {
      parts.push_back(of_sysfs(below + each, depth + 1));
    }
    return all_of(parts);
  }
  return unknown(reason::kUnknownFileSystem);
}

VolumeState BlockDevices::of_mount(const Mount& mount, int depth) {
  if (depth > limits::kBlockDepth) return unknown(reason::kUnsupported);
  if (mount.type == "btrfs") return of_btrfs(mount, depth);
  if (mount.type == "overlay") {
    if (mount.upper.empty()) return unknown(reason::kUnknownFileSystem);
    return of_path(mount.upper, depth + 1);
  }
  if (mount.device.major != 0) return of_device(mount.device, depth);
  if (mount.type == "tmpfs" || mount.type == "ramfs") return {Kind::kProtected, {}, {}};
  return unknown(reason::kUnknownFileSystem);
}

}  // namespace distanskoll::agent
