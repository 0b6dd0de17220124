# SPDX-License-Identifier: EUPL-1.2
"""The collector's package under systemd, as packaging/deployment.md has it started first: the unit with
all its fences serves, obeys its own commands, comes back after a crash, and stops when it is told to."""

import json
import time

UNIT = "distanskoll-collector"
DATA = "/var/lib/distanskoll"
READY = """exec 3<>/dev/tcp/127.0.0.1/8080
printf 'GET /readyz HTTP/1.1\\r\\nHost: 127.0.0.1:8080\\r\\nConnection: close\\r\\n\\r\\n' >&3
cat <&3"""
FENCES = {"NoNewPrivileges": "yes", "ProtectSystem": "strict", "PrivateUsers": "yes", "PrivateDevices": "yes",
          "MemoryDenyWriteExecute": "yes", "CapabilityBoundingSet": "", "User": "distanskoll"}


def shown(guest, name):
    return guest.must(f"systemctl show -P {name} {UNIT}").strip()


def until(laptop, sentence, seconds, seen):
    start = time.monotonic()
    while not (good := seen()) and time.monotonic() - start < seconds:
        time.sleep(0.5)
    journal = laptop.guest.run(f"journalctl --no-pager -n 5 -o cat -u {UNIT}").out if not good else ""
    laptop.checks.that(sentence, good, journal or f"{time.monotonic() - start:.1f} s")


def ready(guest):
    answer = guest.run(READY, 10).out
    return '"ready":true' in answer


def watch(laptop):
    guest, checks = laptop.guest, laptop.checks
    guest.must("mount -o ro /dev/vde /mnt/share && dpkg -i /mnt/share/distanskoll-collector_*.deb && umount /mnt/share")
    checks.equal("the collector's package enables its unit", "enabled", guest.must(f"systemctl is-enabled {UNIT}").strip())
    guest.must(f"systemctl start {UNIT}")
    checks.equal("without a configuration it waits, and that is no failure", ["inactive", "no"],
                 guest.must(f"systemctl show -P ActiveState -P ConditionResult {UNIT}").split())
    guest.must(f"distanskoll-collector init --data {DATA} --config /etc/distanskoll/collector.yaml --name localhost\n"
               f"chown -R distanskoll: {DATA}")
    guest.must(f"systemctl start {UNIT}")
    until(laptop, "made and started as the guide says, it is ready", 60, lambda: ready(guest))
    checks.equal("the unit is active", "active", shown(guest, "ActiveState"))
    checks.equal("with the fences that its file says", FENCES, {name: shown(guest, name) for name in FENCES})
    code = guest.must("distanskoll-collector codes create --json")
    checks.that("root's commands reach it", json.loads(code)["code"].startswith("dk1-"))
    backup = guest.run("distanskoll-collector backup /var/lib/distanskoll-backups/first")
    checks.equal("it may write backups where its unit lets it", 0, backup.code)
    guest.must(f"systemctl reload {UNIT}")
    checks.that("a reload leaves it ready", ready(guest))
    before = shown(guest, "MainPID")
    guest.must(f"systemctl kill -s KILL {UNIT}")
    until(laptop, "killed, it is started again and ready", 90,
          lambda: shown(guest, "MainPID") not in ("0", before) and ready(guest))
    began = time.monotonic()
    guest.must(f"systemctl stop {UNIT}")
    checks.equal("systemctl stop ends it by itself", "success", shown(guest, "Result"))
    checks.that("within its unit's half minute", time.monotonic() - began < 30, f"{time.monotonic() - began:.1f} s")
    checks.that("and leaves a clean ledger", guest.run("runuser -u distanskoll -- distanskoll-collector fsck").code == 0)
    guest.must("printf 'nonsense: true\\n' >>/etc/distanskoll/collector.yaml")
    guest.run(f"systemctl start {UNIT}")
    until(laptop, "a wrong configuration is an end, not a loop of starts", 30,
          lambda: shown(guest, "ActiveState") == "failed" and shown(guest, "NRestarts") == "0")
