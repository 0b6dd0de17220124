// SPDX-License-Identifier: EUPL-1.2
#include "agent/probes/disk_encryption.h"

#include "agent/probes/block_devices.h"
#include "shared/limits.h"
#include "shared/text.h"

#include <algorithm>
#include <array>
#include <set>

namespace distanskoll::agent {
namespace {

using report::Observation;

/// Without a device number of their own and yet on a local disk.
constexpr std::array<std::string_view, 6> kAnonymousLocal = {"btrfs", "overlay",  "zfs",
                                                             "ubifs", "bcachefs", "jffs2"};
/// Boot loader and kernel: firmware must read them, no person's data is in them.
constexpr std::array<std::string_view, 4> kBootPoints = {"/boot", "/boot/efi", "/efi", "/boot/EFI"};

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& list, std::string_view value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

std::string_view next_word(std::string_view& line) {
  const std::size_t start = std::min(line.find_first_not_of(" \t"), line.size());
  line.remove_prefix(start);
  const std::string_view word = line.substr(0, line.find_first_of(" \t"));
  line.remove_prefix(word.size());
  return word;
}

/// Octal escapes as the kernel writes them: "\040" is a blank.
std::string unescaped(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto digit = [&](std::size_t at) { return text[at] >= '0' && text[at] <= '7'; };
    if (text[i] == '\\' && i + 3 < text.size() && digit(i + 1) && digit(i + 2) && digit(i + 3)) {
      const int value = (text[i + 1] - '0') * 64 + (text[i + 2] - '0') * 8 + (text[i + 3] - '0');
      out.push_back(static_cast<char>(value & 0xff));
      i += 3;
    } else {
      out.push_back(text[i]);
    }
  }
  return out;
}

std::optional<DeviceNumber> device_number(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const auto major = parse_unsigned(text.substr(0, colon));
  const auto minor = parse_unsigned(text.substr(colon + 1));
  if (!major || !minor || *major > UINT32_MAX || *minor > UINT32_MAX) return std::nullopt;
  return DeviceNumber{static_cast<std::uint32_t>(*major), static_cast<std::uint32_t>(*minor)};
}

void read_options(std::string_view options, Mount& mount) {
  while (!options.empty()) {
    const std::string_view option = options.substr(0, options.find(','));
    options.remove_prefix(std::min(options.size(), option.size() + 1));
    if (option == "ro") mount.read_only = true;
    if (option.starts_with("upperdir=")) mount.upper = unescaped(option.substr(9));
  }
}

std::optional<Mount> parse_mount(std::string_view line) {
  Mount mount;
  next_word(line);  // mount id
  next_word(line);  // parent
  const auto device = device_number(next_word(line));
  mount.root = unescaped(next_word(line));
  mount.point = unescaped(next_word(line));
  next_word(line);  // options of this mount; those of the file system come last
  std::string_view word = next_word(line);
  while (!word.empty() && word != "-") word = next_word(line);  // optional fields
  mount.type = unescaped(next_word(line));
  mount.source = unescaped(next_word(line));
  if (!device || word != "-" || mount.point.empty() || mount.type.empty()) return std::nullopt;
  mount.device = *device;
  read_options(next_word(line), mount);
  return mount;
}

bool is_local_writable(const Mount& mount) {
  const bool local = mount.device.major != 0 || contains(kAnonymousLocal, mount.type);
  const bool writable = !mount.read_only && !(mount.type == "overlay" && mount.upper.empty());
  return local && writable;
}

class DiskEncryptionProbe final : public Probe {
 public:
  report::ProbeId id() const override { return report::ProbeId::kDiskEncryption; }

  Observation observe(Host& host, const ProbeContext&) override {
    const auto failed = [](const Error& error) {
      return Observation::unknown(std::string(reason_of(error)));
    };
    const auto mountinfo = host.read_file("/proc/self/mountinfo", limits::kMountinfoBytes);
    if (!mountinfo) return failed(mountinfo.error());
    const auto mounts = parse_mountinfo(*mountinfo);
    if (!mounts) return failed(mounts.error());
    const auto swaps_text = host.read_file("/proc/swaps", limits::kSysfsFileBytes);
    if (!swaps_text) return failed(swaps_text.error());
    const auto swaps = parse_swaps(*swaps_text);
    if (!swaps) return failed(swaps.error());

    DiskFacts facts;
    BlockDevices devices(host, *mounts);
    std::set<std::pair<DeviceNumber, std::string>> seen;  // one file system, many mounts
    for (const Mount& mount : *mounts) {
      if (mount.point == "/" && mount.device.major != 0)
        facts.system_volume = devices.of_mount(mount);
      if (!is_local_writable(mount) || contains(kBootPoints, mount.point)) continue;
      if (!seen.emplace(mount.device, mount.source + "\n" + mount.upper).second) continue;
      facts.volumes.push_back(devices.of_mount(mount));
      if (mount.point == "/") facts.system_volume = facts.volumes.back();
    }
    for (const Swap& swap : *swaps) {
      if (BlockDevices::is_in_memory(swap.path)) continue;
      facts.swaps.push_back(swap.is_file ? devices.of_path(swap.path)
                                         : devices.of_device_file(swap.path));
    }
    return interpret_disks(facts);
  }
};

}  // namespace

Result<std::vector<Mount>> parse_mountinfo(std::string_view text) {
  std::vector<Mount> mounts;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    if (line.empty()) continue;
    auto mount = parse_mount(line);
    if (!mount) {
      return Error{ErrorCode::kMalformed, "/proc/self/mountinfo: a line of another form"};
    }
    mounts.push_back(std::move(*mount));
  }
  return mounts;
}

Result<std::vector<Swap>> parse_swaps(std::string_view text) {
  std::vector<Swap> swaps;
  bool heading = true;
  while (!text.empty()) {
    std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    if (std::exchange(heading, false) || line.empty()) continue;
    Swap swap;
    swap.path = unescaped(next_word(line));
    const std::string_view type = next_word(line);
    if (swap.path.empty() || (type != "file" && type != "partition")) {
      return Error{ErrorCode::kMalformed, "/proc/swaps: a line of another form"};
    }
    swap.is_file = type == "file";
    swaps.push_back(std::move(swap));
  }
  return swaps;
}

CryptDevice parse_dm_uuid(std::string_view uuid) {
  // CRYPT-<TYPE>-<uuid>-<name>. VERITY and INTEGRITY check, they do not encrypt; TEMP is a tool's.
  constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kAccepted = {
      {{"CRYPT-LUKS1-", "luks1"},
       {"CRYPT-LUKS2-", "luks2"},
       {"CRYPT-PLAIN-", "plain"},
       {"CRYPT-TCRYPT-", "tcrypt"},
       {"CRYPT-BITLK-", "bitlk"},
       {"CRYPT-FVAULT2-", "fvault2"},
       {"CRYPT-LOOPAES-", "loopaes"}}};
  for (const auto& [prefix, method] : kAccepted) {
    if (uuid.starts_with(prefix)) return {CryptKind::kEncrypted, std::string(method)};
  }
  if (uuid.starts_with("CRYPT-SUBDEV-")) return {CryptKind::kReencrypting, "luks2"};
  return {};
}

std::unique_ptr<Probe> make_disk_encryption_probe() {
  return std::make_unique<DiskEncryptionProbe>();
}

}  // namespace distanskoll::agent
