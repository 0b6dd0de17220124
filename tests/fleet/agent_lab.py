# SPDX-License-Identifier: EUPL-1.2
"""A real distanskoll-agent beside a Collector of lab.py: configured, enrolled, run, killed, looked
into. And the namespaces that such a test runs in, so that network devices and mounts can come and go
and nobody else sees them. Used by tests/fault and tests/bench."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

from lab import LabError, Running, fetch

IN_NAMESPACE = "DISTANSKOLL_IN_NAMESPACE"


def enter_namespaces():
    """The same program again in network and mount namespaces of its own; exit 77 where that is not
    allowed."""
    if IN_NAMESPACE in os.environ:
        ip("link", "set", "lo", "up")
        return
    command = ["unshare", "--net", "--mount"]
    able = subprocess.run([*command, "mount", "-t", "tmpfs", "none", "/mnt"], capture_output=True,
                          check=False)
    if os.geteuid() != 0 or able.returncode != 0:
        print("skipped: needs root for namespaces of its own")
        sys.exit(77)
    os.environ[IN_NAMESPACE] = "yes"
    os.execvp(command[0], [*command, sys.executable, *sys.argv])


def ip(*words, check=True):
    done = subprocess.run(["ip", *words], check=False, capture_output=True, text=True)
    if check and done.returncode != 0:
        raise LabError(f"ip {' '.join(words)}: {done.stderr}")


def tunnel_up(name="tun9"):
    ip("tuntap", "add", "dev", name, "mode", "tun")
    ip("address", "add", "10.99.0.2/24", "dev", name)
    ip("link", "set", name, "up")
    ip("route", "add", "default", "dev", name)


def tunnel_down(name="tun9", check=True):
    ip("link", "delete", name, check=check)


class Agent(Running):
    """One laptop's agent with its own state folder, reporting to `collector`; ended with `lab`."""

    def __init__(self, lab, build, folder, collector, state=None):
        super().__init__("the agent", Path(folder) / "agent.log")
        lab.started.append(self)
        top = Path(__file__).resolve().parent.parent.parent
        self.program = str(Path(build) / "bin" / "distanskoll-agent")
        self.folder = Path(folder)
        self.folder.mkdir(exist_ok=True)
        self.state = Path(state) if state else self.folder / "state"
        self.config = self.folder / "agent.yaml"
        self.collector = collector
        self.config.write_text(
            f'collector: "https://{collector.address}"\nstate: "{self.state}"\n'
            f'catalogues: "{top}/policies"\nproxy: none\n'
            f'smart_card:\n  reader: "{build}/bin/distanskoll-card-reader"\n')

    def command(self, *words, stdin=None):
        return subprocess.run([self.program, *words, "--config", str(self.config)], input=stdin,
                              capture_output=True, text=True, check=False)

    def enroll(self):
        done = self.command("enroll", "--json", stdin=self.collector.run("codes", "create").stdout)
        if done.returncode != 0:
            raise LabError(f"enroll: exit {done.returncode}\n{done.stderr}")
        self.device = json.loads(done.stdout)["device"]
        return self

    def start(self):
        self.spawn(self.program, "run", "--config", str(self.config))
        return self

    def status(self):
        done = self.command("status", "--json")
        return json.loads(done.stdout) if done.stdout.startswith("{") else {}

    def stop(self, wait=20):
        return super().stop(wait)

    def spool(self):
        """What its spool holds, from a copy, so that nothing is changed before the agent itself opens
        it again: {number: (state, leaf, salt, JWS)}, the next number, the gaps. Only when it does not
        run."""
        copy = self.folder / "look"
        shutil.rmtree(copy, ignore_errors=True)
        copy.mkdir()
        for name in ("spool.db", "spool.db-wal"):
            if (self.state / name).exists():
                shutil.copy(self.state / name, copy / name)
        database = sqlite3.connect(copy / "spool.db")
        try:
            health = database.execute("PRAGMA quick_check(1)").fetchone()[0]
            if health != "ok":
                raise LabError(f"the spool is damaged: {health}")
            if not database.execute("SELECT 1 FROM sqlite_master WHERE name = 'report'").fetchone():
                return {}, 1, 0
            rows = {seq: (state, leaf, salt, jws) for seq, state, leaf, salt, jws in database.execute(
                "SELECT seq, state, leaf, salt, jws FROM report")}
            following = database.execute("SELECT next_seq FROM series").fetchone()
            gaps = database.execute("SELECT count(*) FROM gap").fetchone()[0]
            return rows, following[0] if following else 1, gaps
        finally:
            database.close()

    def record(self):
        """The device as the API shows it."""
        status, body = fetch(f"{self.collector.web}/api/v1/devices/{self.device}",
                             self.collector.token)
        if status != 200:
            raise LabError(f"/api/v1/devices/{{id}} answers {status}")
        return body

    def vpn_in_api(self):
        body = self.record()
        found = body.find('"vpn":{"state":"')
        return body[found + 16:].split('"')[0] if found >= 0 else "absent"


def until(what, seconds, condition, pause=0.2):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return
        time.sleep(pause)
    raise LabError(f"not within {seconds} s: {what}")
