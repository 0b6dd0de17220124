# SPDX-License-Identifier: EUPL-1.2
"""The package is installed under systemd, the computer enrols with a key in its TPM, the service
runs inside its unit's fences, and tells when the computer sleeps, wakes and is switched off."""

import base64
import io
import json
import os
import subprocess
import tarfile
import time

from lab import free_port
from laptop import ISSUER, Tpm, card_authority

CONFIG = """collector: "https://10.0.2.2:{port}"
proxy: none
catalogues: /etc/distanskoll/catalogues
smart_card:
  authorities: [/etc/distanskoll/card-ca.pem]
"""
STATE = "/var/lib/distanskoll-agent"


def install(laptop):
    guest, checks = laptop.guest, laptop.checks
    guest.must("mkdir -p /mnt/share && mount -o ro /dev/vde /mnt/share && dpkg -i /mnt/share/distanskoll-{policies,agent}_*.deb && umount /mnt/share")
    checks.equal("systemd is process 1", "systemd", guest.must("cat /proc/1/comm").strip())
    checks.equal("the installed package enables its unit", "enabled",
                 guest.must("systemctl is-enabled distanskoll-agent").strip())
    guest.must("systemctl start distanskoll-agent")
    state = guest.must("systemctl show -P ActiveState -P ConditionResult distanskoll-agent").split()
    checks.equal("without a configuration it waits, and that is no failure", ["inactive", "no"], state)
    guest.must("ip link set eth0 up && ip address add 10.0.2.15/24 dev eth0 && ip route add default via 10.0.2.2")
    authority, pin = card_authority(laptop.folder / "card")
    guest.must(f"mkdir -p /etc/distanskoll/catalogues && cp /usr/share/distanskoll/policies/* /etc/distanskoll/catalogues/\n"
               f"sed -i '/name: {ISSUER}/,/spki_sha256/s/spki_sha256: .*/spki_sha256: [{pin}]/' "
               f"/etc/distanskoll/catalogues/siths-issuers.yaml\n"
               f"cat >/etc/distanskoll/card-ca.pem <<'PEM'\n{authority}PEM")
    guest.must(f"cat >/etc/distanskoll/agent.yaml <<'TXT'\n"
               f"{CONFIG.format(port=laptop.collector.port)}TXT")


def enrol(laptop):
    """The key is made in the TPM."""
    guest, checks = laptop.guest, laptop.checks
    code = laptop.collector.run("codes", "create").stdout.strip().splitlines()[-1]
    answer = json.loads(guest.must(f"distanskoll-agent enroll --json <<<'{code}'"))
    laptop.device = answer["device"]
    checks.equal("a computer with a TPM enrols with its key in the TPM", "tpm", answer["key"])
    keys = guest.must(f"grep -rlE 'PRIVATE KEY' {STATE}/identity").split()
    kinds = {guest.must(f"grep -h BEGIN.*PRIVATE {key}").strip() for key in keys}
    checks.equal("and no private key lies on its disk", {"-----BEGIN TSS2 PRIVATE KEY-----"}, kinds)


def copied_key_is_useless(laptop, program):
    """The whole state folder is carried away: to a computer without a TPM, and to one with another."""
    guest, checks = laptop.guest, laptop.checks
    guest.must(f"cp -a {STATE} /var/tmp/copy && printf 'state: /var/tmp/copy\\n' | cat /etc/distanskoll/agent.yaml - >/var/tmp/copy.yaml")
    here = guest.run("distanskoll-agent --config /var/tmp/copy.yaml status --json")
    checks.that("a copied identity opens on the same computer (so the next two mean something)", laptop.device in here.out,
                "" if laptop.device in here.out else (here.out + here.err)[-300:])
    packed = base64.b64decode(guest.must(f"tar -C {STATE} -c . | base64 -w 0"))
    folder = laptop.folder / "stolen"
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        archive.extractall(folder)
    config = laptop.folder / "stolen.yaml"
    config.write_text(f'collector: "https://127.0.0.1:{laptop.collector.port}"\nproxy: none\nstate: {folder}\n')
    port = free_port()
    other = Tpm(laptop.folder / "other-tpm", port)
    try:
        for where, environment in (("without a TPM", {}),
                                   ("with another TPM", {"TPM2OPENSSL_TCTI": f"swtpm:host=127.0.0.1,port={port}"})):
            try:
                done = subprocess.run([str(program), "--config", str(config), "run"], capture_output=True, text=True,
                                      timeout=30, env={**os.environ, **environment}, check=False)
                code, text = done.returncode, done.stdout + done.stderr
            except subprocess.TimeoutExpired as late:
                code, text = None, str(late.stderr)
            checks.that(f"carried to a computer {where} it is of no use", code not in (0, None) and "report" not in text,
                        f"exit {code}: {text.strip().splitlines()[-1][:160] if text.strip() else ''}")
    finally:
        other.end()


def start(laptop):
    guest, checks = laptop.guest, laptop.checks
    guest.must("systemctl start distanskoll-agent")
    laptop.until("the service reports, signed by the TPM, over mutual TLS", 30,
                 lambda record: record["presence"] == "current" and record["observations"])
    checks.equal("the unit is active", "active", guest.must("systemctl is-active distanskoll-agent").strip())
    checks.equal("with the fences that its file says", {"yes", "strict", "closed"},
                 set(guest.must("systemctl show -P NoNewPrivileges -P ProtectSystem -P DevicePolicy distanskoll-agent").split()))
    status = guest.run("runuser -u person -- distanskoll-agent status --json")
    checks.that("the person at the computer reads its status from the socket",
                '"running":true' in status.out, status.out[:200] + status.err[:200] if '"running":true' not in status.out else "")
    inside, outside = laptop.record()["observations"], laptop.probes()
    checks.equal("inside its fences it sees what an administrator's shell sees", outside, inside)
    checks.that("logind waits for it before the computer sleeps",
                "Distanskoll" in guest.must("systemd-inhibit --list --no-legend --no-pager"))


def sleep_and_wake(laptop):
    guest, checks = laptop.guest, laptop.checks
    guest.must("systemctl suspend")
    guest.wait_event("SUSPEND", 60)
    laptop.until("before it sleeps it says so", 5, lambda record: record["presence"] == "off")
    time.sleep(2)
    guest.tell("system_wakeup")
    laptop.until("awake again it reports", 60, lambda record: record["presence"] == "current")
    checks.equal("and runs on", "active", guest.must("systemctl is-active distanskoll-agent").strip())


def stop_and_go(laptop):
    guest, checks = laptop.guest, laptop.checks
    began = time.monotonic()
    guest.must("systemctl stop distanskoll-agent")
    took = time.monotonic() - began
    checks.equal("systemctl stop ends it by itself", "success",
                 guest.must("systemctl show -P Result distanskoll-agent").strip())
    checks.that("within ten seconds", took < 10, f"{took:.1f} s")
    laptop.until("and the collector knows", 5, lambda record: record["presence"] == "off")
    guest.must("systemctl start distanskoll-agent")
    laptop.until("started again it reports", 30, lambda record: record["presence"] == "current")


def switch_off(laptop):
    """Last: the computer is gone afterwards."""
    laptop.guest.must("systemctl poweroff --no-block")
    laptop.checks.that("the computer switches itself off", laptop.guest.wait_gone(60))
    laptop.until("and had said so before", 5, lambda record: record["presence"] == "off")
