# SPDX-License-Identifier: EUPL-1.2
"""The agent's budgets: memory, CPU and wake-ups of a real agent that reports to a real collector,
and how long a change on the laptop takes to be seen in the API. In a network namespace of its own,
where a tun device can come and go."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

IDLE_SECONDS = 30
CHANGES = 10  # two reports each; an agent sends thirty in a row


def measure_agent(build, top, folder, table):
    """Runs this file in a namespace; its last line is the figures."""
    names = ["agent memory (PSS)", "agent memory (anonymous)", "agent CPU", "change -> API, p99"]
    if os.geteuid() != 0:
        for name in names:
            table.skipped(name, "", "needs root for a network namespace")
        return
    done = subprocess.run(["unshare", "--net", sys.executable, __file__, str(build), str(top),
                           str(folder)], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        why = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        for name in names:
            table.skipped(name, "", why)
        return
    seen = json.loads(done.stdout.splitlines()[-1])
    table.add("agent memory (PSS)", "12288 KiB", f"{seen['pss']} KiB", seen["pss"] <= 12288,
              f"RSS {seen['rss']} KiB")
    table.add("agent memory (anonymous)", "4096 KiB", f"{seen['anonymous']} KiB",
              seen["anonymous"] <= 4096)
    percent = 100 * seen["cpu"] / IDLE_SECONDS
    table.add("agent CPU while nothing happens", "0.05 %", f"{percent:.3f} %", percent <= 0.05,
              f"{IDLE_SECONDS} s, clock ticks of 10 ms; {seen['switches']} wake-ups of all threads")
    if seen["changes"]:
        taken = sorted(seen["changes"])
        p99 = taken[-1]
        table.add("change on the laptop -> API, p99", "1000 ms", f"{p99:.0f} ms", p99 <= 1000,
                  f"worst of {len(taken)}, median {taken[len(taken) // 2]:.0f} ms, polled every 10 ms")
    else:
        table.skipped("change on the laptop -> API, p99", "1000 ms", seen["why_no_changes"])


def rollup(pid):
    figures = {}
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]:
        name, value = line.split(":")
        figures[name] = int(value.split()[0])
    return figures


def switches(pid):
    total = 0
    for task in Path(f"/proc/{pid}/task").iterdir():
        for line in (task / "status").read_text().splitlines():
            if line.startswith("voluntary_ctxt_switches"):
                total += int(line.split()[1])
    return total


def cpu_seconds(pid):
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def ip(*words):
    subprocess.run(["ip", *words], check=True, capture_output=True)


def vpn_state(collector, device):
    from lab import fetch

    status, body = fetch(f"{collector.web}/api/v1/devices/{device}", collector.token)
    if status != 200:
        raise ValueError(f"/api/v1/devices/{{id}} answers {status}")
    found = body.find('"vpn":{"state":"')
    return body[found + 16:].split('"')[0] if found >= 0 else "absent"


def time_changes(collector, device):
    taken = []
    for number in range(CHANGES):
        up = number % 2 == 0
        wanted = "connected" if up else "disconnected"
        began = time.perf_counter()
        if up:
            ip("tuntap", "add", "dev", "tun9", "mode", "tun")
            ip("address", "add", "10.99.0.2/24", "dev", "tun9")
            ip("link", "set", "tun9", "up")
            ip("route", "add", "default", "dev", "tun9")
        else:
            ip("link", "delete", "tun9")
        while vpn_state(collector, device) != wanted:
            if time.perf_counter() - began > 10:
                return taken, f"vpn did not become {wanted} within 10 s"
            time.sleep(0.01)
        taken.append(1000 * (time.perf_counter() - began))
        time.sleep(1.5)
    return taken, ""


def inside(build, top, folder):
    sys.dont_write_bytecode = True
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "fleet"))
    from lab import Collector

    ip("link", "set", "lo", "up")
    folder = Path(folder) / "agent-bench"
    folder.mkdir()
    collector = Collector(Path(build) / "bin" / "distanskoll-collector", folder).init().start()
    config = folder / "agent.yaml"
    config.write_text(f'collector: "https://{collector.address}"\nstate: "{folder}/state"\n'
                      f'catalogues: "{top}/policies"\nproxy: none\n'
                      f'smart_card:\n  reader: "{build}/bin/distanskoll-card-reader"\n')
    agent = [str(Path(build) / "bin" / "distanskoll-agent")]
    code = collector.run("codes", "create").stdout
    enrolled = subprocess.run([*agent, "enroll", "--config", str(config), "--json"], input=code,
                              capture_output=True, text=True, check=False)
    if enrolled.returncode != 0:
        raise ValueError("enroll: " + enrolled.stderr.strip())
    device = json.loads(enrolled.stdout)["device"]
    with open(folder / "agent.log", "ab") as log:
        process = subprocess.Popen([*agent, "run", "--config", str(config)], stdout=log, stderr=log)
    try:
        time.sleep(5)
        before_cpu, before_switches = cpu_seconds(process.pid), switches(process.pid)
        time.sleep(IDLE_SECONDS)
        memory = rollup(process.pid)
        figures = {"pss": memory["Pss"], "anonymous": memory["Anonymous"], "rss": memory["Rss"],
                   "cpu": cpu_seconds(process.pid) - before_cpu,
                   "switches": switches(process.pid) - before_switches}
        figures["changes"], figures["why_no_changes"] = time_changes(collector, device)
        print(json.dumps(figures))
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)
        collector.stop()


if __name__ == "__main__":
    inside(*sys.argv[1:4])
