# SPDX-License-Identifier: EUPL-1.2
"""The collector's budgets, measured with simulated laptops that share the machine with it."""

import datetime
import json
import re
import shutil
import statistics
import subprocess
import time
from pathlib import Path

from lab import LabError, fetch
from nginx import Nginx

TOP = Path(__file__).resolve().parent.parent.parent
EMPLOYEES = 1700
LISTS_ASKED = 200
INDICATORS_WAITED = 300
# What the pages of IT security ask for first, and the orders that cost most.
SECURITY_LISTS = (
    ("devices, first page", "/api/v1/devices"),
    ("devices counted", "/api/v1/devices?limit=1"),
    ("devices, a page of 200", "/api/v1/devices?limit=200"),
    ("devices that fail", "/api/v1/devices?overall=fail"),
    ("devices by state", "/api/v1/devices?sort=state&limit=200"),
    ("devices in one state by name", "/api/v1/devices?state=fail&sort=name"),
    ("devices with a text in their name", "/api/v1/devices?search=99"),
    ("findings, first page", "/api/v1/findings"),
    ("findings counted", "/api/v1/findings?limit=1"),
    ("findings by age, 200", "/api/v1/findings?sort=age&limit=200"),
    ("inventory", "/api/v1/inventory"),
    ("outages", "/api/v1/outages"),
)


def micros(cpu_seconds, count):
    return 1e6 * cpu_seconds / count if count else float("inf")


def resident_kib(pid):
    found = re.search(r"^VmRSS:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text(), re.M)
    return int(found.group(1))


def verification_micros():
    """What one ECDSA P-256 verification costs here and now, by `openssl speed`."""
    done = subprocess.run(["openssl", "speed", "-seconds", "2", "ecdsap256"], capture_output=True,
                          text=True, check=True)
    found = re.search(r"nistp256\)\s+(.*)$", done.stdout, re.M)
    return 1e6 / float(found.group(1).split()[-1])


class CollectorBench:
    def __init__(self, lab, table, laptops, seconds, more=4000):
        self.lab, self.table, self.laptops, self.seconds = lab, table, laptops, seconds
        self.more, self.others, self.large = more, None, None
        self.collector = lab.collector().init()
        self.collector.start()
        self.fleet = lab.fleet()
        self.enrolled = self.fleet.enroll(self.collector, laptops)
        # Everybody has said something once: a heartbeat needs a report.
        self.speak_once(self.fleet, laptops)
        self.nginx = None

    @staticmethod
    def speak_once(fleet, laptops):
        fleet.run("live", "--pace", "rate", "--per-second", "400", "--seconds",
                  str(2 + laptops // 400), "--journal", str(fleet.journal))

    def enroll_more(self):
        """A second collector with more laptops, once: what is kept per device is the difference."""
        if self.large is not None:
            return
        self.large = self.lab.collector(self.lab.folder / "large").init()
        self.large.start()
        self.others = self.lab.fleet("others")
        self.others.enroll(self.large, self.laptops + self.more)
        self.speak_once(self.others, self.laptops + self.more)

    def stop(self):
        if self.nginx is not None:
            self.nginx.stop()
        if self.collector.process is not None:
            self.collector.stop()

    def live(self, *arguments):
        return self.fleet.run("live", "--seconds", str(self.seconds), "--watch",
                              str(self.collector.process.pid), *arguments)

    def against_nginx(self, *arguments):
        """The same laptops and requests; their numbers are not saved afterwards."""
        if self.nginx is None:
            head = json.loads((self.fleet.folder / "fleet.json").read_text())
            self.nginx = Nginx(self.lab.folder, head["roots"] + head["issuers"]).start()
        return self.fleet.run("live", "--seconds", str(self.seconds), "--watch",
                              str(self.nginx.worker), "--collector", self.nginx.address, "--trust",
                              self.nginx.trust, *arguments)

    def sizes(self):
        self.live("--pace", "rate", "--per-second", "300", "--heartbeats", "70", "--journal",
                  str(self.fleet.journal))
        lines = [line.split() for line in self.fleet.journal.read_text().splitlines()]
        reports = [len(line[5]) for line in lines]
        beats = [len(line[4]) for line in lines if line[4] != "-"]
        self.table.add("report as compact JWS", "1536 B", f"{max(reports)} B", max(reports) <= 1536,
                       f"largest of {len(reports)}; median {statistics.median(reports):.0f}")
        if beats:
            self.table.add("heartbeat as compact JWS", "400 B", f"{max(beats)} B", max(beats) <= 400,
                           f"largest of {len(beats)}")

    def reports(self):
        # One verification before and one after: the machine may be busy with something else.
        yardstick = verification_micros()
        ahead = max(4, 5000 * self.seconds * 3 // 2 // self.laptops)
        figures = self.live("--pace", "fast", "--presign", str(min(ahead, 400)))
        yardstick = (yardstick + verification_micros()) / 2
        rate = figures["reports"]["receipts_per_second"]
        count = rate * figures["seconds"]
        cost = micros(figures["watched"]["cpu_seconds"], count)
        latency = figures["report_latency_us"]
        self.table.add("durable reports per second", ">= 5000", f"{rate:.0f}", rate >= 5000,
                       f"{self.laptops} connections, signed ahead; the fleet took "
                       f"{figures['own_cpu_seconds']:.1f} s CPU of {figures['seconds']:.1f} s")
        self.table.add("  answered after, p50 / p99", "",
                       f"{latency['p50'] / 1000:.1f} / {latency['p99'] / 1000:.1f} ms", None)
        self.table.add("collector CPU per durable report", f"{1.5 * yardstick:.0f} us", f"{cost:.0f} us",
                       cost <= 1.5 * yardstick,
                       f"{cost / yardstick:.2f} x a verification of openssl speed ({yardstick:.0f} us)")

    def heartbeats(self):
        words = ["--pace", "fast", "--heartbeats", "100", "--presign", "20"]
        ours = self.live(*words)
        cost = micros(ours["watched"]["cpu_seconds"],
                      ours["heartbeats"]["answered_per_second"] * ours["seconds"])
        try:
            theirs = self.against_nginx(*words)
        except LabError as error:
            self.table.skipped("collector CPU per heartbeat", "3 x nginx", str(error).splitlines()[0])
            return
        yardstick = micros(theirs["watched"]["cpu_seconds"],
                           theirs["heartbeats"]["answered_per_second"] * theirs["seconds"])
        self.table.add("collector CPU per heartbeat", f"{3 * yardstick:.0f} us", f"{cost:.0f} us",
                       cost <= 3 * yardstick,
                       f"{cost / yardstick:.2f} x nginx ({yardstick:.0f} us); "
                       f"{ours['heartbeats']['answered_per_second']:.0f}/s against "
                       f"{theirs['heartbeats']['answered_per_second']:.0f}/s")

    def handshakes(self):
        words = ["--pace", "fast", "--heartbeats", "100", "--reconnect", "--connections", "64"]
        resumed = self.live(*words)
        ours = self.live(*words, "--full-handshakes")
        rate = ours["heartbeats"]["answered_per_second"]
        share = resumed["handshakes"]["resumed"]
        self.table.add("  resumed handshakes per second", "",
                       f"{resumed['heartbeats']['answered_per_second']:.0f}", None,
                       f"{share} of {share + resumed['handshakes']['full']} resumed, a heartbeat each")
        try:
            theirs = self.against_nginx(*words, "--full-handshakes")
        except LabError as error:
            self.table.skipped("mutual TLS handshakes per second", ">= 0.8 x nginx",
                               str(error).splitlines()[0])
            return
        yardstick = theirs["heartbeats"]["answered_per_second"]
        cost = micros(ours["watched"]["cpu_seconds"], rate * ours["seconds"])
        other = micros(theirs["watched"]["cpu_seconds"], yardstick * theirs["seconds"])
        self.table.add("mutual TLS handshakes per second", f">= {0.8 * yardstick:.0f}", f"{rate:.0f}",
                       rate >= 0.8 * yardstick,
                       f"{rate / yardstick:.2f} x nginx; CPU {cost:.0f} us against {other:.0f} us")

    def resident_after_talk(self, collector, fleet):
        """KiB of a collector that has just started, when everybody has said something."""
        collector.stop()
        collector.start()
        fleet.run("live", "--seconds", str(self.seconds), "--pace", "fast", "--heartbeats", "100",
                  "--connections", "16")
        return resident_kib(collector.process.pid)

    def memory(self):
        few = self.resident_after_talk(self.collector, self.fleet)
        held = self.live("--pace", "rate", "--per-second", "200", "--heartbeats", "100")["watched"]
        per_connection = (held["rss_kib_after"] - few) / self.laptops
        self.table.add("collector memory per open connection", "96 KiB", f"{per_connection:.1f} KiB",
                       per_connection <= 96, f"{self.laptops} kept alive")
        self.enroll_more()
        many = self.resident_after_talk(self.large, self.others)
        per_device = 1024 * (many - few) / self.more
        self.table.add("collector memory per enrolled device", "1024 B", f"{per_device:.0f} B",
                       per_device <= 1024,
                       f"{self.laptops + self.more} devices take {many} KiB, {self.laptops} took {few}")

    def lists(self):
        """Lists of a collector with all those devices and, for 1,700 employees, a year of final days."""
        self.enroll_more()
        large = self.large
        large.run("policy", "put", "--now", str(TOP / "policies" / "vaggeryd.yaml"))
        large.stop()
        done = subprocess.run(
            [str(self.lab.collector_program.parent / "year_of_days"), str(large.data),
             str(TOP / "packaging" / "demo" / "municipality.csv"), str(EMPLOYEES)],
            capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise LabError(f"year_of_days: {done.stderr}")
        made = json.loads(done.stdout)
        large.start()
        self.table.add("a year of days stored", "", f"{made['days']} days", None,
                       f"of {EMPLOYEES} employees, in {made['seconds']} s; "
                       f"closing 12 months and their report {made['months_seconds']} s")
        devices = f"{self.laptops + self.more} devices"
        security = self.token_of("it-sakerhet")
        for name, target in SECURITY_LISTS:
            self.measure_list(name, target, devices, security)
        manager = self.token_of("chef")
        today = datetime.date.today()
        weeks = [str(today - datetime.timedelta(days=back)) for back in (28, 61, 0)]
        for name, since in (("four weeks", weeks[0]), ("62 days", weeks[1])):
            self.measure_list(f"a manager's staff and days, {name}",
                              f"/api/v1/staff/days?role=manager&from={since}&to={weeks[2]}",
                              "first page of the largest unit but one", manager)
        self.measure_list("what a manager has to do", "/api/v1/staff/to-do", "", manager)
        self.measure_list("a manager's agreements", "/api/v1/agreements?role=manager", "", manager)
        personnel = self.token_of("hr")
        self.measure_list("all agreements, first page", "/api/v1/agreements", "", personnel)
        self.measure_list("agreements counted", "/api/v1/agreement-counts", "", personnel)
        auditor = self.token_of("revisor")
        last = today.replace(day=1) - datetime.timedelta(days=40)
        month = f"/api/v1/indicators?year={last.year}&month={last.month}"
        self.wait_for(month, auditor)
        self.measure_list("indicators of a month, all", month, "", auditor)
        self.measure_list("indicators of a month, a unit", month + "&unit=SN", "", auditor)
        self.measure_list("indicators of a year", f"/api/v1/indicators/{last.year}", "", auditor)
        since = today - datetime.timedelta(days=120)
        self.measure_list("an auditor's period of a quarter",
                          f"/api/v1/audits/frame?from={since}&to={since + datetime.timedelta(days=90)}", "", auditor)
        self.measure_list("what is collected and why", "/api/v1/transparency", "", auditor)
        self.measure_list("units", "/api/v1/units", "", personnel)

    def token_of(self, account):
        done = self.large.run("tokens", "create", account, "--account", account, "--days", "1")
        return done.stdout.strip()

    def wait_for(self, target, token):
        """A collector that has just started reads the year's days once, after its first round."""
        until = time.monotonic() + INDICATORS_WAITED
        while fetch(self.large.web + target, token)[0] != 200 and time.monotonic() < until:
            time.sleep(1)

    def measure_list(self, name, target, note, token=None):
        taken = []
        for _ in range(LISTS_ASKED):
            began = time.perf_counter()
            status, body = fetch(self.large.web + target, token or self.large.token)
            taken.append(1000 * (time.perf_counter() - began))
            if status != 200:
                raise LabError(f"{target} answers {status}: {body}")
        taken.sort()
        p99 = taken[LISTS_ASKED * 99 // 100 - 1]
        self.table.add(f"{name}, p99", "100 ms", f"{p99:.1f} ms", p99 <= 100,
                       f"p50 {taken[LISTS_ASKED // 2]:.1f} ms; {len(body) // 1024} KiB"
                       + (f"; {note}" if note else ""))
