# SPDX-License-Identifier: EUPL-1.2
"""A virtual computer under QEMU without hardware help (TCG): started, given scripts to run, unplugged
and plugged, and ended by its process id. Standard library only. What goes wrong is a GuestError with
the end of the console. Every wait has a deadline."""

import base64
import json
import os
import select
import socket
import subprocess
import time
from pathlib import Path

BOOT_SECONDS = 150  # 10 on an idle machine
SCRIPT_SECONDS = 90  # tests/system/guest/usr/local/sbin/control gives up then, too


class GuestError(Exception):
    """The computer did not do what it was told."""


class GuestGone(GuestError):
    """It answers no more: nothing else can be asked of it."""


class Done:
    """What a script left: exit code, output, error output."""

    def __init__(self, code, out, err):
        self.code, self.out, self.err = code, out, err


class Lines:
    """Lines from a Unix socket, each waited for until a deadline."""

    def __init__(self, path, alive):
        self.path, self.alive, self.buffer = str(path), alive, b""
        self.socket = None

    def connect(self, deadline):
        while True:
            self.socket = socket.socket(socket.AF_UNIX)
            try:
                self.socket.connect(self.path)
                return
            except OSError as error:
                self.socket.close()
                if time.monotonic() > deadline or not self.alive():
                    raise GuestError(f"{self.path}: {error}") from error
                time.sleep(0.1)

    def send(self, text):
        self.socket.sendall(text.encode() + b"\n")

    def next(self, deadline):
        while b"\n" not in self.buffer:
            left = deadline - time.monotonic()
            ready = left > 0 and select.select([self.socket], [], [], min(left, 1))[0]
            part = self.socket.recv(1 << 16) if ready else b""
            self.buffer += part
            if (ready and not part) or not self.alive():
                raise GuestGone("the computer is gone")
            if left <= 0:
                raise GuestGone("no answer in time")
        line, self.buffer = self.buffer.split(b"\n", 1)
        return line.decode(errors="replace")


class Guest:
    """with Guest(image, folder, arguments) as guest: it has booted; at the end it is killed if need be."""

    def __init__(self, image, folder, arguments):
        self.image, self.folder, self.arguments = Path(image), Path(folder), arguments
        self.console = self.folder / "console.log"
        self.process = None
        self.events = []

    def __enter__(self):
        control, monitor = self.folder / "control.sock", self.folder / "qmp.sock"
        command = [
            "qemu-system-x86_64", "-machine", "q35", "-accel", "tcg,thread=multi", "-cpu", "max",
            "-smp", "2", "-m", "1024", "-display", "none", "-nodefaults", "-vga", "std", "-no-reboot",
            "-global", "ICH9-LPC.disable_s3=0",
            "-kernel", self.image / "vmlinuz", "-initrd", self.image / "initramfs",
            "-append", "console=ttyS0 quiet panic=-1 mitigations=off net.ifnames=0 no_console_suspend "
                       "systemd.show_status=yes systemd.journald.forward_to_console=no",
            "-drive", f"file={self.image / 'root.img'},if=virtio,format=raw,snapshot=on",
            "-device", "virtio-rng-pci", "-device", "virtio-serial-pci",
            "-chardev", f"socket,id=control,path={control},server=on,wait=off",
            "-device", "virtserialport,chardev=control,name=control",
            "-serial", f"file:{self.console}",
            "-qmp", f"unix:{monitor},server=on,wait=off", *self.arguments]
        with open(self.folder / "qemu.log", "wb") as log:
            self.process = subprocess.Popen([str(word) for word in command], stdin=subprocess.DEVNULL,
                                            stdout=log, stderr=log,
                                            env={**os.environ, "TMPDIR": str(self.folder)})
        try:
            deadline = time.monotonic() + BOOT_SECONDS
            self.monitor = Lines(monitor, self.running)
            self.monitor.connect(deadline)
            self.monitor.next(deadline)
            self.tell("qmp_capabilities")
            self.control = Lines(control, self.running)
            self.control.connect(deadline)
            if self.control.next(deadline) != "ready":
                raise GuestError("the computer does not say that it is ready")
        except GuestError as error:
            self.end()
            raise self.explained(error) from error
        return self

    def __exit__(self, *_):
        self.end()

    def running(self):
        return self.process.poll() is None

    def end(self):
        """Kills it, if it has not ended by itself."""
        if self.running():
            self.process.kill()
        self.process.wait()

    def explained(self, error):
        ends = []
        for path in (self.folder / "qemu.log", self.console):
            text = path.read_text(errors="replace") if path.exists() else ""
            ends += [line for line in text.splitlines() if line.strip()][-25:]
        return type(error)(f"{error}\n" + "\n".join("    | " + line for line in ends))

    def run(self, script, seconds=SCRIPT_SECONDS):
        """Runs a bash script as root; Done."""
        try:
            self.control.send(base64.b64encode(script.encode()).decode())
            code, out, err = self.control.next(time.monotonic() + seconds + 10).split(" ")
        except GuestError as error:
            raise self.explained(type(error)(f"{error}, after: {script.strip()[:200]}")) from error
        unpacked = [base64.b64decode(each).decode(errors="replace") if each != "-" else "" for each in (out, err)]
        return Done(int(code), *unpacked)

    def must(self, script, seconds=SCRIPT_SECONDS):
        """Output of a script that has to succeed."""
        done = self.run("set -eo pipefail\n" + script, seconds)
        if done.code != 0:
            raise GuestError(f"exit {done.code}: {script.strip()}\n{done.out[-2000:]}{done.err[-2000:]}")
        return done.out

    def tell(self, command, **arguments):
        """A command to QEMU's monitor; its answer. Events that come meanwhile are kept."""
        self.monitor.send(json.dumps({"execute": command, "arguments": arguments}))
        deadline = time.monotonic() + 30
        while True:
            answer = json.loads(self.monitor.next(deadline))
            if "event" in answer:
                self.events.append(answer["event"])
            elif "error" in answer:
                raise GuestError(f"{command}: {answer['error']['desc']}")
            else:
                return answer["return"]

    def wait_event(self, name, seconds):
        """Waits for an event of QEMU's that has not been waited for before."""
        deadline = time.monotonic() + seconds
        while name not in self.events:
            answer = json.loads(self.monitor.next(deadline))
            if "event" in answer:
                self.events.append(answer["event"])
        self.events = self.events[self.events.index(name) + 1:]

    def wait_gone(self, seconds):
        """Waits until it has switched itself off."""
        try:
            self.process.wait(seconds)
            return True
        except subprocess.TimeoutExpired:
            return False
