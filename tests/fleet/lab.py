# SPDX-License-Identifier: EUPL-1.2
"""A collector and a fleet of its own for one test: made in a temporary folder, on loopback, with
free ports, and everything that was started is stopped by its process id. Used by tests/fault and
tests/bench. Standard library only. Errors are LabError with what the program said last."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path


class LabError(Exception):
    """A program did not do what the lab needs; the message carries the end of its log."""


def say(text):
    print(text, file=sys.stderr, flush=True)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def tail(path, lines=15):
    try:
        return "\n".join(Path(path).read_text(errors="replace").splitlines()[-lines:])
    except OSError:
        return ""


def fetch(url, token=None, timeout=5):
    """(status, body) of a GET; no proxy is asked."""
    request = urllib.request.Request(url)
    if token:
        request.add_header("Authorization", "Bearer " + token)
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=timeout) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode(errors="replace")


class Running:
    """A program that a test started: its process (None when it does not run), its name, its log."""

    def __init__(self, name, log):
        self.name = name
        self.log = Path(log)
        self.process = None

    def spawn(self, *command):
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log,
                                            stdin=subprocess.DEVNULL)

    def must_run(self):
        if self.process.poll() is not None:
            raise LabError(f"{self.name} ended with {self.process.returncode}\n{tail(self.log)}")

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.process = None

    def stop(self, wait):
        if self.process is None:
            return 0
        self.process.terminate()
        try:
            code = self.process.wait(wait)
        except subprocess.TimeoutExpired as late:
            self.kill()
            raise LabError(f"{self.name} did not stop in {wait} s\n{tail(self.log)}") from late
        self.process = None
        return code


class Collector(Running):
    """A real distanskoll-collector: init, serve, kill, stop, commands."""

    def __init__(self, program, folder, data=None):
        super().__init__("the collector", Path(folder) / "collector.log")
        self.program = str(program)
        self.folder = Path(folder)
        self.data = Path(data) if data else self.folder / "collector"
        self.port = free_port()
        self.web_port = free_port()

    @property
    def address(self):
        return f"127.0.0.1:{self.port}"

    @property
    def web(self):
        return f"http://127.0.0.1:{self.web_port}"

    @property
    def token(self):
        return (self.data / "api-token").read_text().strip()

    def run(self, *arguments, check=True, stdin=None):
        done = subprocess.run([self.program, "--data", str(self.data), *arguments], input=stdin,
                              capture_output=True, text=True, check=False)
        if check and done.returncode != 0:
            raise LabError(f"{' '.join(arguments)}: exit {done.returncode}\n{done.stderr}")
        return done

    def init(self, name="127.0.0.1", more=()):
        done = subprocess.run(
            [self.program, "--data", str(self.data), "init", "--name", name, "--listen",
             self.address, "--web-listen", f"127.0.0.1:{self.web_port}", *more],
            capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise LabError(f"init: exit {done.returncode}\n{done.stderr}{done.stdout}")
        self.init_text = done.stdout + done.stderr
        return self

    def start(self, wait=60):
        self.spawn(self.program, "--data", str(self.data), "serve")
        self.wait_until_answering(wait)
        return self

    def wait_until_answering(self, wait=60):
        until = time.monotonic() + wait
        while time.monotonic() < until:
            self.must_run()
            try:
                return fetch(self.web + "/healthz", timeout=2)
            except OSError:
                time.sleep(0.05)
        raise LabError(f"the collector does not answer\n{tail(self.log)}")

    def ready(self):
        return fetch(self.web + "/readyz")

    def metrics(self):
        return fetch(self.web + "/metrics")[1]

    def stop(self, wait=30):
        return super().stop(wait)

    def group_code(self, laptops, fleet, seed=1):
        """A group code that enrols at once: its network is loopback, the numbers are in the inventory."""
        serials = fleet.output("inventory", "--laptops", str(laptops), "--seed", str(seed))
        listed = self.folder / "inventory.txt"
        listed.write_text(serials)
        self.run("inventory", "put", str(listed))
        return self.run("codes", "create", "--group", "--max-uses", str(laptops + 1000), "--network",
                        "127.0.0.0/8").stdout.strip().splitlines()[-1]

    def fsck(self):
        """None when clean, else what it says."""
        done = self.run("fsck", check=False)
        return None if done.returncode == 0 else f"exit {done.returncode}: {done.stdout}{done.stderr}"


class Fleet:
    """The simulated laptops of one folder."""

    def __init__(self, program, folder, name="fleet"):
        self.program = str(program)
        self.folder = Path(folder) / name
        self.log = Path(folder) / f"{name}.log"
        self.journal = Path(folder) / f"{name}.journal"

    def output(self, *arguments):
        return subprocess.run([self.program, *arguments], capture_output=True, text=True,
                              check=True).stdout

    def start(self, mode, *arguments, stdin=None):
        log = open(self.log, "ab")  # closed with the process
        process = subprocess.Popen([self.program, mode, "--folder", str(self.folder), *arguments],
                                   stdin=subprocess.PIPE if stdin else subprocess.DEVNULL,
                                   stdout=subprocess.PIPE, stderr=log, text=True)
        log.close()
        if stdin:
            process.stdin.write(stdin)
            process.stdin.close()
            process.stdin = None
        return process

    def finish(self, process, wait=600, fine=(0,)):
        """Its figures; LabError when it ended otherwise than with `fine`."""
        try:
            out, _ = process.communicate(timeout=wait)
        except subprocess.TimeoutExpired as late:
            process.terminate()
            process.communicate()
            raise LabError(f"the fleet did not end in {wait} s\n{tail(self.log)}") from late
        if process.returncode not in fine:
            raise LabError(f"the fleet ended with {process.returncode}\n{out}\n{tail(self.log)}")
        return json.loads(out)

    def run(self, mode, *arguments, stdin=None, wait=600, fine=(0,)):
        return self.finish(self.start(mode, *arguments, stdin=stdin), wait, fine)

    def enroll_with(self, collector, code, fine=(0,)):
        """One laptop with a one-time code. The figures, or None when the code was refused."""
        process = self.start("enroll", "--collector", collector.address, "--laptops", "1",
                             stdin=code + "\n")
        out, _ = process.communicate(timeout=60)
        if process.returncode not in fine:
            return None
        return json.loads(out)

    def device_id(self, laptop=0):
        """As its certificate says."""
        line = json.loads((self.folder / "laptops.jsonl").read_text().splitlines()[laptop])
        shown = subprocess.run(["openssl", "x509", "-noout", "-subject", "-nameopt", "multiline"],
                               input=line["certificate"], capture_output=True, text=True, check=True)
        return shown.stdout.split("commonName")[1].split("=")[1].split()[0]

    def enroll(self, collector, laptops, seed=1, wait=600):
        """`seed` says which people these are: two fleets of one collector need two."""
        code = collector.group_code(laptops, self, seed)
        return self.run("enroll", "--collector", collector.address, "--laptops", str(laptops),
                        "--seed", str(seed), stdin=code + "\n", wait=wait)


class Lab:
    """with Lab(build) as lab: … The folder goes away, also after a failure, unless `keep`."""

    def __init__(self, build, keep=False):
        self.collector_program = Path(build) / "bin" / "distanskoll-collector"
        self.fleet_program = Path(build) / "bin" / "distanskoll-fleet"
        for program in (self.collector_program, self.fleet_program):
            if not os.access(program, os.X_OK):
                raise LabError(f"{program} is not there: build it first")
        self.keep = keep
        self.started = []

    def __enter__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="distanskoll-lab."))
        return self

    def __exit__(self, *_):
        for collector in self.started:
            if collector.process is not None:
                collector.kill()
        if self.keep:
            say(f"kept: {self.folder}")
        else:
            shutil.rmtree(self.folder, ignore_errors=True)

    def collector(self, data=None):
        made = Collector(self.collector_program, self.folder, data)
        self.started.append(made)
        return made

    def fleet(self, name="fleet"):
        return Fleet(self.fleet_program, self.folder, name)
