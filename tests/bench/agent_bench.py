# SPDX-License-Identifier: EUPL-1.2
"""The agent's budgets: memory, CPU and wake-ups of a real agent that reports to a real collector,
and how long a change on the laptop takes to be seen in the API. In namespaces of its own, where a
tun device can come and go.

An agent reports at most one change a second and thirty in a row (sixty an hour); no bound is
loosened for the benchmark: AGENTS laptops with a key of their own take turns."""

import json
import math
import os
import subprocess
import sys
import time
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "fleet"))
from agent_lab import Agent, enter_namespaces, tunnel_down, tunnel_up  # noqa: E402
from lab import Lab, LabError  # noqa: E402

IDLE_SECONDS = int(os.environ.get("DISTANSKOLL_IDLE_SECONDS", "30"))  # 3600: the budget's own hour
AGENTS = 4
CHANGES = 25  # of each agent
SPACING = 1.5  # seconds from one change seen to the next; more than one report a second is folded
NAMES = ["agent memory (PSS)", "agent memory (anonymous)", "agent CPU while nothing happens",
         "change on the laptop -> API, p99"]


def measure_agent(build, table):
    """Runs this file in namespaces; its last line is the figures."""
    done = subprocess.run([sys.executable, __file__, str(build)], capture_output=True, text=True,
                          check=False)
    if done.returncode != 0:
        said = (done.stderr + done.stdout).strip().splitlines() or ["no reason given"]
        for name in NAMES:
            table.skipped(name, "", said[-1])
        return
    seen = json.loads(done.stdout.splitlines()[-1])
    table.add(NAMES[0], "12288 KiB", f"{seen['pss']} KiB", seen["pss"] <= 12288,
              f"RSS {seen['rss']} KiB")
    table.add(NAMES[1], "4096 KiB", f"{seen['anonymous']} KiB", seen["anonymous"] <= 4096)
    percent = 100 * seen["cpu"] / IDLE_SECONDS
    table.add(NAMES[2], "0.05 %", f"{percent:.4f} %", percent <= 0.05,
              f"{IDLE_SECONDS} s of the scheduler's own clock; {seen['switches']} wake-ups of all threads")
    taken = sorted(seen["changes"])
    if len(taken) < AGENTS * CHANGES:
        table.skipped(NAMES[3], "1000 ms", f"after {len(taken)} changes: {seen['why_no_changes']}")
        return
    p99 = percentile(taken, 99)
    table.add(NAMES[3], "1000 ms", f"{p99:.0f} ms", p99 <= 1000,
              f"{len(taken)} changes of {AGENTS} agents, p50 {percentile(taken, 50):.0f} ms, worst "
              f"{taken[-1]:.0f} ms, polled every 10 ms")


def percentile(ordered, percent):
    """Nearest rank."""
    return ordered[math.ceil(len(ordered) * percent / 100) - 1]


def rollup(pid):
    figures = {}
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]:
        name, value = line.split(":")
        figures[name] = int(value.split()[0])
    return figures


def spent(pid):
    """Wake-ups and processor seconds of all threads that live."""
    switches, nanoseconds = 0, 0
    for task in Path(f"/proc/{pid}/task").iterdir():
        for line in (task / "status").read_text().splitlines():
            if line.startswith("voluntary_ctxt_switches"):
                switches += int(line.split()[1])
        nanoseconds += int((task / "schedstat").read_text().split()[0])
    return switches, nanoseconds / 1e9


def idle(agent):
    time.sleep(5)
    switches, cpu = spent(agent.process.pid)
    time.sleep(IDLE_SECONDS)
    more_switches, more_cpu = spent(agent.process.pid)
    memory = rollup(agent.process.pid)
    return {"pss": memory["Pss"], "anonymous": memory["Anonymous"], "rss": memory["Rss"],
            "cpu": more_cpu - cpu, "switches": more_switches - switches}


def wait_for(agent, wanted, began):
    while agent.vpn_in_api() != wanted:
        if time.perf_counter() - began > 10:
            raise LabError(f"vpn did not become {wanted} within 10 s")
        time.sleep(0.01)


def time_changes(agent, taken):
    wait_for(agent, "disconnected", time.perf_counter())
    for number in range(CHANGES):
        time.sleep(SPACING)
        up = number % 2 == 0
        began = time.perf_counter()
        (tunnel_up if up else tunnel_down)()
        wait_for(agent, "connected" if up else "disconnected", began)
        taken.append(1000 * (time.perf_counter() - began))
    tunnel_down(check=False)


def inside(build):
    figures = {"changes": [], "why_no_changes": ""}
    with Lab(build) as lab:
        collector = lab.collector().init().start()
        try:
            for number in range(AGENTS):
                agent = Agent(lab, build, lab.folder / f"laptop{number}", collector).enroll().start()
                if number == 0:
                    figures.update(idle(agent))
                time_changes(agent, figures["changes"])
                agent.stop()
        except LabError as error:
            if "pss" not in figures:
                raise
            figures["why_no_changes"] = str(error).splitlines()[0]
        collector.stop()
    print(json.dumps(figures))


if __name__ == "__main__":
    enter_namespaces()
    try:
        inside(sys.argv[1])
    except LabError as error:
        print(error, file=sys.stderr)
        sys.exit(3)
