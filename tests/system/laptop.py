# SPDX-License-Identifier: EUPL-1.2
"""What the scenarios share: the collector on this machine, the computer with its TPM, reader and
disks, and checks that are sentences. A check that fails is counted and the next one runs."""

import base64
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "fleet"))
from lab import fetch  # noqa: E402

CARD = {"driver": "ccid-card-emulated", "id": "card0", "bus": "reader.0", "backend": "certificates",
        "cert1": "id-cert", "cert2": "signing-cert", "cert3": "encryption-cert"}
ISSUER = "SITHS e-id Person HSA-id 3 CA v1"  # a name is all that it has of a SITHS card
DISKS = {"vdb": 64, "vdc": 64, "vdd": 32}  # MiB


class Checks:
    """Counts and prints."""

    def __init__(self):
        self.done = self.failed = 0

    def that(self, sentence, good, detail=""):
        self.done += 1
        if good:
            print(f"ok: {sentence}{f' ({detail})' if detail else ''}", flush=True)
        else:
            self.failed += 1
            print(f"FAILED: {sentence}: {detail}", flush=True)
        return good

    def equal(self, sentence, wanted, got):
        return self.that(sentence, wanted == got, "" if wanted == got else f"wanted {wanted!r}, got {got!r}")


def run(*command, **more):
    return subprocess.run([str(word) for word in command], check=True, capture_output=True, text=True, **more)


class Tpm:
    """swtpm as a process of its own, with a control socket for QEMU or a TCP port for OpenSSL."""

    def __init__(self, folder, port=None):
        self.folder = Path(folder)
        self.folder.mkdir()
        place = ["--server", f"type=tcp,port={port},disconnect", "--flags", "not-need-init,startup-clear",
                 "--ctrl", f"type=tcp,port={port + 1}"] if port else \
            ["--ctrl", f"type=unixio,path={self.folder}/sock"]
        with open(self.folder / "log", "wb") as log:
            self.process = subprocess.Popen(
                ["swtpm", "socket", "--tpm2", "--tpmstate", f"dir={self.folder}", *place],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        until = time.monotonic() + 10
        while not port and not (self.folder / "sock").exists() and time.monotonic() < until:
            time.sleep(0.05)

    def end(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(5)
            except subprocess.TimeoutExpired:
                self.process.kill()
        self.process.wait()


def make_card(folder):
    """The certificates of a smart card, in the form of the NSS database that QEMU reads."""
    folder.mkdir()
    database = ("-d", f"sql:{folder}")
    (folder / "noise").write_bytes(os.urandom(64))
    run("certutil", "-N", *database, "--empty-password")
    common = ("-S", *database, "-z", folder / "noise", "-v", "24", "-k", "rsa", "-g", "2048")
    run("certutil", *common, "-n", "ca", "-s", f"CN={ISSUER},O=Test,C=SE", "-x", "-t", "CT,,", "-m", "1", "-2",
        input="y\n-1\ny\n")  # a CA, of any depth, critically so
    for number, name in enumerate(("id-cert", "signing-cert", "encryption-cert"), 2):
        run("certutil", *common, "-n", name, "-s", "CN=Test Person,C=SE", "-c", "ca", "-t", ",,", "-m", str(number))
    shutil.rmtree(folder / "noise", ignore_errors=True)


def card_authority(folder):
    """(PEM, SHA-256 of the key in hexadecimal) of the CA that signed the card's certificates."""
    pem = run("certutil", "-L", "-d", f"sql:{folder}", "-n", "ca", "-a").stdout
    key = run("openssl", "x509", "-noout", "-pubkey", input=pem).stdout
    der = base64.b64decode("".join(key.splitlines()[1:-1]))
    return pem, hashlib.sha256(der).hexdigest()


def make_share(folder, packages):
    """A small ext4 with the packages, for the computer's first disk after its own."""
    tree = folder / "share"
    tree.mkdir()
    for package in packages:
        shutil.copy(package, tree)
    image = folder / "share.img"
    run("mke2fs", "-q", "-t", "ext4", "-d", tree, image, "48M")
    return image


def hardware(folder, share):
    """QEMU's arguments for all that is not in every computer; needs swtpm and the card's folder."""
    arguments = ["-nic", "user,model=virtio-net-pci",
                 "-chardev", f"socket,id=tpm,path={folder}/tpm/sock", "-tpmdev", "emulator,id=tpm0,chardev=tpm",
                 "-device", "tpm-crb,tpmdev=tpm0",
                 # Not xHCI: replies of exactly one USB packet are lost there.
                 "-device", "piix3-usb-uhci,id=usb", "-device", "usb-ccid,bus=usb.0,id=reader",
                 "-device", ",".join([CARD["driver"]] + [f"{k}={v}" for k, v in CARD.items() if k != "driver"]
                                     + [f"db=sql:{folder}/card"])]
    images = []
    for name, size in DISKS.items():
        images.append(folder / f"{name}.img")
        with open(images[-1], "wb") as image:
            image.truncate(size << 20)
    for image, more in [(each, "") for each in images] + [(share, ",readonly=on")]:
        arguments += ["-drive", f"file={image},if=virtio,format=raw{more}"]
    return arguments


class Laptop:
    """The computer with the agent, and the collector's view of it."""

    def __init__(self, guest, collector, checks, folder):
        self.guest, self.collector, self.checks, self.folder = guest, collector, checks, Path(folder)
        self.device = None

    def probes(self):
        """What the agent's own command says, started by an administrator."""
        return json.loads(self.guest.must("distanskoll-agent probes --json"))

    def record(self):
        status, body = fetch(f"{self.collector.web}/api/v1/devices/{self.device}", self.collector.token)
        if status != 200:
            raise AssertionError(f"the API answers {status}: {body}")
        return json.loads(body)

    def until(self, sentence, seconds, seen):
        """Waits until the collector's record of this computer has what `seen` looks for; one check.
        The time printed is from this call on."""
        start = time.monotonic()
        while True:
            record = self.record()
            found = bool(seen(record))
            took = time.monotonic() - start
            if found or took > seconds:
                break
            time.sleep(0.3)
        looked = json.dumps(record.get("observations")) if not found else f"{took:.1f} s"
        self.checks.that(sentence, found, looked)
        return record

    def until_observed(self, sentence, seconds, probe, **wanted):
        """As until: these details of one probe, as the service reported them."""
        def seen(record):
            observation = (record.get("observations") or {}).get(probe) or {}
            return all(observation.get(name) == value for name, value in wanted.items())
        return self.until(sentence, seconds, seen)
