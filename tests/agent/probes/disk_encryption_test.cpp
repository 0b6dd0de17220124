// SPDX-License-Identifier: EUPL-1.2
#include "agent/probes/disk_encryption.h"

#include "shared/report/schema.h"
#include "tests/agent/probes/fake_host.h"
#include "tests/support/matchers.h"

#include <filesystem>

namespace distanskoll::agent {
namespace {

using report::Observation;

constexpr const char* kNoSwap = "Filename\tType\tSize\tUsed\tPriority\n";

/// A machine described by its mountinfo and its block devices.
class DiskEncryption : public ::testing::Test {
 protected:
  DiskEncryption() {
    host_.files["/proc/swaps"] = kNoSwap;
    disk("8:0", "sda");
    partition("8:1", "sda1");  // ESP
    partition("8:2", "sda2");  // /boot
    partition("8:3", "sda3");  // all else
  }

  void mount(const std::string& device, const std::string& point, const std::string& type,
             const std::string& source, const std::string& options = "rw") {
    host_.files["/proc/self/mountinfo"] += "30 1 " + device + " / " + point +
                                           " rw,relatime shared:1 - " + type + " " + source + " " +
                                           options + "\n";
  }
  void disk(const std::string& number, const std::string& name) {
    const std::string folder = "/sys/dev/block/" + number;
    host_.folders[folder] = {"size"};
    host_.folders[folder + "/slaves"] = {};
    const std::size_t colon = number.find(':');
    host_.devices["/dev/" + name] = {
        static_cast<std::uint32_t>(std::stoul(number.substr(0, colon))),
        static_cast<std::uint32_t>(std::stoul(number.substr(colon + 1)))};
  }
  void partition(const std::string& number, const std::string& name) {
    disk(number, name);
    const std::string folder = "/sys/dev/block/" + number;
    host_.folders.erase(folder + "/slaves");
    host_.files[folder + "/partition"] = "1\n";
    host_.folders[folder + "/../slaves"] = {};
  }
  /// A device-mapper device with the given devices below it, each given by uuid or "" for a disk.
  void mapped(const std::string& number, const std::string& name, const std::string& uuid,
              const std::vector<std::pair<std::string, std::string>>& below) {
    disk(number, name);
    const std::string folder = "/sys/dev/block/" + number;
    host_.files[folder + "/dm/uuid"] = uuid + "\n";
    for (const auto& [slave, slave_uuid] : below) {
      host_.folders[folder + "/slaves"].push_back(slave);
      const auto part = std::filesystem::path(folder) / "slaves" / slave;
      host_.folders[part / "slaves"] = {};
      if (!slave_uuid.empty()) host_.files[part / "dm/uuid"] = slave_uuid + "\n";
    }
  }
  Observation observe() {
    Observation observation = make_disk_encryption_probe()->observe(host_, ProbeContext{});
    EXPECT_THAT(report::check("disk_encryption", observation), IsOk());
    return observation;
  }
  static Observation state(std::string word, std::string system, std::string method,
                           std::string swap) {
    Observation observation = Observation::value(std::move(word));
    observation.with("system_volume", std::move(system));
    if (!method.empty()) observation.with("method", std::move(method));
    return observation.with("swap", std::move(swap));
  }

  FakeHost host_;
};

TEST_F(DiskEncryption, IsUnprotectedOnAPlainPartition) {
  mount("8:3", "/", "ext4", "/dev/sda3");
  EXPECT_EQ(observe(), state("unprotected", "unprotected", "", "protected"));
}

TEST_F(DiskEncryption, IsProtectedByLuksUnderLvmBesideOpenBootPartitions) {
  mapped("253:1", "mapper/vg-root", "LVM-abc", {{"dm-0", "CRYPT-LUKS2-0123-sda3_crypt"}});
  mapped("253:2", "mapper/vg-swap", "LVM-def", {{"dm-0", "CRYPT-LUKS2-0123-sda3_crypt"}});
  mount("253:1", "/", "ext4", "/dev/mapper/vg-root");
  mount("8:2", "/boot", "ext4", "/dev/sda2");
  mount("8:1", "/boot/efi", "vfat", "/dev/sda1");
  host_.files["/proc/swaps"] += "/dev/mapper/vg-swap partition 100 0 -2\n";
  EXPECT_EQ(observe(), state("protected", "protected", "luks2", "protected"));
}

TEST_F(DiskEncryption, IsPartlyProtectedWithOpenSwap) {
  mapped("253:0", "mapper/root", "CRYPT-LUKS2-0123-root", {{"sda3", ""}});
  mount("253:0", "/", "ext4", "/dev/mapper/root");
  partition("8:4", "sda4");
  host_.files["/proc/swaps"] += "/dev/sda4 partition 100 0 -2\n";
  EXPECT_EQ(observe(), state("partly_protected", "protected", "luks2", "unprotected"));
}

TEST_F(DiskEncryption, TakesASwapFileForWhatHoldsItAndZramForMemory) {
  mapped("253:0", "mapper/root", "CRYPT-LUKS1-0123-root", {{"sda3", ""}});
  mount("253:0", "/", "ext4", "/dev/mapper/root");
  host_.files["/proc/swaps"] += "/swap\\040file file 100 0 -2\n/dev/zram0 partition 100 0 5\n";
  EXPECT_EQ(observe(), state("protected", "protected", "luks1", "protected"));
}

TEST_F(DiskEncryption, DoesNotTakeVerityOrIntegrityForEncryption) {
  mapped("253:0", "mapper/root", "CRYPT-VERITY-0123-root", {{"sda3", ""}});
  mount("253:0", "/", "ext4", "/dev/mapper/root");
  EXPECT_EQ(observe(), state("unprotected", "unprotected", "", "protected"));
  for (const char* uuid : {"CRYPT-INTEGRITY-1-x", "CRYPT-TEMP-1-x", "LVM-1", "CRYPT-LUKS9-1-x",
                           "crypt-luks2-1-x", ""}) {
    EXPECT_EQ(parse_dm_uuid(uuid).kind, CryptKind::kNone) << uuid;
  }
}

TEST_F(DiskEncryption, NeedsEveryDeviceOfAMirrorToBeEncrypted) {
  mapped("9:0", "md0", "", {{"dm-0", "CRYPT-LUKS2-1-a"}, {"sdb1", ""}});
  host_.files.erase("/sys/dev/block/9:0/dm/uuid");
  mount("9:0", "/", "ext4", "/dev/md0");
  EXPECT_EQ(observe(), state("unprotected", "unprotected", "", "protected"));
}

TEST_F(DiskEncryption, SaysThatAConversionIsInProgress) {
  mapped("253:0", "mapper/root", "CRYPT-LUKS2-0123-root",
         {{"dm-5", "CRYPT-SUBDEV-0123-root-hotzone-forward"}});
  mount("253:0", "/", "ext4", "/dev/mapper/root");
  EXPECT_EQ(observe(), state("in_progress", "in_progress", "luks2", "protected"));
}

TEST_F(DiskEncryption, FindsAllDevicesOfABtrfs) {
  mapped("253:0", "mapper/a", "CRYPT-LUKS2-1-a", {{"sda3", ""}});
  mount("0:31", "/", "btrfs", "/dev/mapper/a", "rw,space_cache=v2");
  host_.folders["/sys/fs/btrfs"] = {"0aaa", "features"};
  const std::string members = "/sys/fs/btrfs/0aaa/devices";
  host_.folders[members] = {"dm-0"};
  host_.files[members + "/dm-0/dev"] = "253:0\n";
  host_.files[members + "/dm-0/dm/uuid"] = "CRYPT-LUKS2-1-a\n";
  EXPECT_EQ(observe(), state("protected", "protected", "luks2", "protected"));
  host_.folders[members].push_back("sdb");  // a second, open device
  host_.files[members + "/sdb/dev"] = "8:16\n";
  host_.folders[members + "/sdb/slaves"] = {};
  EXPECT_EQ(observe(), state("unprotected", "unprotected", "", "protected"));
}

TEST_F(DiskEncryption, LooksBehindOverlaysAndLoopDevices) {
  mapped("253:0", "mapper/root", "CRYPT-LUKS2-1-a", {{"sda3", ""}});
  mount("253:0", "/", "ext4", "/dev/mapper/root");
  mount("0:40", "/var/lib/merged", "overlay", "overlay",
        "rw,lowerdir=/a,upperdir=/var/lib/upper,workdir=/w");
  disk("7:0", "loop0");
  host_.files["/sys/dev/block/7:0/loop/backing_file"] = "/var/image.raw\n";
  mount("7:0", "/mnt/image", "ext4", "/dev/loop0");
  EXPECT_EQ(observe(), state("protected", "protected", "luks2", "protected"));
}

TEST_F(DiskEncryption, LooksAtNothingThatCannotBeWrittenOrIsElsewhere) {
  mapped("253:0", "mapper/root", "CRYPT-LUKS2-1-a", {{"sda3", ""}});
  mount("253:0", "/", "ext4", "/dev/mapper/root");
  mount("0:22", "/proc", "proc", "proc");
  mount("0:50", "/net", "nfs4", "server:/share");
  mount("0:51", "/tmp", "tmpfs", "tmpfs");
  disk("7:3", "loop3");
  mount("7:3", "/snap/core/1", "squashfs", "/dev/loop3", "ro");
  EXPECT_EQ(observe(), state("protected", "protected", "luks2", "protected"));
}

TEST_F(DiskEncryption, CountsAStickThatIsMountedOpen) {
  mapped("253:0", "mapper/root", "CRYPT-LUKS2-1-a", {{"sda3", ""}});
  mount("253:0", "/", "ext4", "/dev/mapper/root");
  partition("8:17", "sdb1");
  mount("8:17", "/media/anna/KINGSTON", "vfat", "/dev/sdb1");
  EXPECT_EQ(observe(), state("partly_protected", "protected", "luks2", "protected"));
}

TEST_F(DiskEncryption, CannotTellAFileSystemThatHidesItsDevices) {
  mapped("253:0", "mapper/root", "CRYPT-LUKS2-1-a", {{"sda3", ""}});
  mount("253:0", "/", "ext4", "/dev/mapper/root");
  mount("0:60", "/tank", "zfs", "tank/home");
  EXPECT_EQ(observe(), Observation::unknown("unknown_file_system"));
}

TEST_F(DiskEncryption, GivesUpOnDevicesStackedTooDeep) {
  mount("253:0", "/", "ext4", "/dev/mapper/root");
  disk("253:0", "mapper/root");
  std::string folder = "/sys/dev/block/253:0";
  for (int i = 0; i < 20; ++i) {
    host_.folders[folder + "/slaves"] = {"dm-1"};
    folder += "/slaves/dm-1";
  }
  EXPECT_EQ(observe(), Observation::unknown("unsupported"));
}

TEST_F(DiskEncryption, IsUnobservableWhenTheSystemRefuses) {
  host_.files_error = kAccessDenied;
  EXPECT_EQ(observe(), Observation::unknown("needs_privilege"));
}

TEST_F(DiskEncryption, IsUnobservableOnLinesOfAnotherForm) {
  host_.files["/proc/self/mountinfo"] = "30 1 8:3 / / rw\n";
  EXPECT_EQ(observe(), Observation::unknown("read_error"));
  EXPECT_THAT(parse_mountinfo("1 1 8 / / rw - ext4 /dev/sda rw\n"), IsError(ErrorCode::kMalformed));
  EXPECT_THAT(parse_swaps("heading\n/dev/sda4 elsewhere 1 0 -2\n"), IsError(ErrorCode::kMalformed));
}

TEST(Mountinfo, ResolvesOctalEscapes) {
  const auto mounts = parse_mountinfo("1 1 8:3 / /mnt/a\\040b\\134c rw - ext4 /dev/sda rw\n");
  ASSERT_THAT(mounts, IsOk());
  EXPECT_EQ(mounts->front().point, "/mnt/a b\\c");
}

}  // namespace
}  // namespace distanskoll::agent
