# SPDX-License-Identifier: EUPL-1.2
"""Encrypted and open volumes as a running kernel shows them: LUKS2 root, what lies beside it, and what
lies above it. The service hears of mounts and swaps from the kernel, so its reports are waited for."""

KEY = "printf secret >/run/key"
FORMAT = "cryptsetup luksFormat --batch-mode --type luks2 --pbkdf pbkdf2 --pbkdf-force-iterations 1000 {} /run/key"
BOUND = 10  # seconds from a change to the collector's API on an emulated, loaded machine; 1 is the design's


def watch(laptop):
    guest = laptop.guest
    seen = laptop.until_observed
    guest.must(KEY)
    seen("a root on LUKS2 is protected", 5, "disk_encryption", state="protected", system_volume="protected",
         method="luks2", swap="protected")

    guest.must("mkfs.ext4 -q /dev/vdb && mkdir -p /mnt/open && mount /dev/vdb /mnt/open")
    seen("a disk mounted open beside it is found", BOUND, "disk_encryption", state="partly_protected",
         system_volume="protected")
    guest.must("umount /mnt/open")
    seen("and forgotten when it is unmounted", BOUND, "disk_encryption", state="protected")

    guest.must("mkdir -p /mnt/linear && echo 0 65536 linear /dev/vdb 0 | dmsetup create linear && "
               "mkfs.ext4 -q -F /dev/mapper/linear && mount /dev/mapper/linear /mnt/linear")
    seen("device-mapper alone is no encryption", BOUND, "disk_encryption", state="partly_protected")
    guest.must("umount /mnt/linear && dmsetup remove linear")
    seen("that volume is gone, too", BOUND, "disk_encryption", state="protected")

    integrity(laptop)
    verity(laptop)
    lvm_on_luks(laptop)
    swap(laptop)


def integrity(laptop):
    guest = laptop.guest
    guest.must("integritysetup format --batch-mode /dev/vdd && integritysetup open /dev/vdd checked && "
               "mkfs.ext4 -q /dev/mapper/checked && mkdir -p /mnt/checked && mount /dev/mapper/checked /mnt/checked")
    laptop.until_observed("a volume with checksums (dm-integrity) is not encrypted by them", BOUND, "disk_encryption",
                          state="partly_protected")
    guest.must("umount /mnt/checked && integritysetup close checked && wipefs -qa /dev/vdd")
    laptop.until_observed("it is gone as well", BOUND, "disk_encryption", state="protected")


def verity(laptop):
    guest, checks = laptop.guest, laptop.checks
    guest.must("mkfs.ext4 -q -F -b 4096 /dev/vdb && veritysetup format /dev/vdb /dev/vdd | sed -n 's/^Root hash:\\s*//p' >/run/hash && "
               "veritysetup open /dev/vdb image /dev/vdd \"$(cat /run/hash)\" && "
               "mkdir -p /mnt/image && mount -o ro /dev/mapper/image /mnt/image")
    uuid = guest.must("cat /sys/block/$(basename $(readlink -f /dev/mapper/image))/dm/uuid")
    checks.that("the kernel names a verity volume CRYPT-VERITY", uuid.startswith("CRYPT-VERITY-"), uuid.strip())
    checks.equal("a read-only image that is verified neither counts as encrypted nor as open",
                 {"state": "protected", "method": "luks2"},
                 {name: laptop.probes()["disk_encryption"].get(name) for name in ("state", "method")})
    guest.must("umount /mnt/image && veritysetup close image && wipefs -qa /dev/vdb /dev/vdd")


def lvm_on_luks(laptop):
    guest, checks = laptop.guest, laptop.checks
    guest.must(f"{FORMAT.format('/dev/vdc')} && cryptsetup open --key-file /run/key /dev/vdc store && "
               "pvcreate -q /dev/mapper/store && vgcreate -q group /dev/mapper/store && "
               "lvcreate -q -y -n home -L 20M group && mkfs.ext4 -q /dev/group/home && "
               "mkdir -p /mnt/home && mount /dev/group/home /mnt/home")
    laptop.guest.must("grep -q /mnt/home /proc/self/mountinfo")
    checks.equal("a logical volume on LUKS is protected through what it lies on", "protected",
                 laptop.probes()["disk_encryption"]["state"])
    guest.must("vgextend -q group /dev/vdb --config devices/use_devicesfile=0 && "
               "lvextend -q -y -L +12M group/home /dev/vdb")
    guest.must("umount /mnt/home && mount /dev/group/home /mnt/home")
    laptop.until_observed("and not once a part of it lies on an open disk", BOUND, "disk_encryption",
                          state="partly_protected")
    guest.must("umount /mnt/home && vgremove -q -f group && cryptsetup close store && wipefs -qa /dev/vdb /dev/vdc")
    laptop.until_observed("all is protected again without it", BOUND, "disk_encryption", state="protected")


def swap(laptop):
    guest = laptop.guest
    guest.must("mkswap -q /dev/vdd && swapon /dev/vdd")
    laptop.until_observed("open swap is found", BOUND, "disk_encryption", state="partly_protected", swap="unprotected")
    guest.must("swapoff /dev/vdd && wipefs -qa /dev/vdd && cryptsetup open --type plain --cipher aes-xts-plain64 "
               "--key-size 256 --key-file /dev/urandom /dev/vdd swap && mkswap -q /dev/mapper/swap && swapon /dev/mapper/swap")
    laptop.until_observed("swap with a key of the day passes", BOUND, "disk_encryption", state="protected",
                          swap="protected", method="mixed")
    guest.must("swapoff /dev/mapper/swap && cryptsetup close swap")
    file = "fallocate -l 8M {0}/swapfile && chmod 600 {0}/swapfile && mkswap -q {0}/swapfile && swapon {0}/swapfile"
    guest.must("mkfs.ext4 -q -F /dev/vdb && mount /dev/vdb /mnt/open && " + file.format("/mnt/open"))
    laptop.until_observed("a swap file on an open disk is found", BOUND, "disk_encryption", swap="unprotected")
    guest.must("swapoff /mnt/open/swapfile && umount /mnt/open && wipefs -qa /dev/vdb && " + file.format(""))
    laptop.until_observed("one on the encrypted root passes", BOUND, "disk_encryption", state="protected",
                          swap="protected", method="luks2")
    guest.must("grep -q ^/swapfile /proc/swaps && swapoff /swapfile && rm /swapfile")
