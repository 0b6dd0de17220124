# SPDX-License-Identifier: EUPL-1.2
"""`distanskoll-audit evaluate` on a year of a municipality: time and memory, with the closing
heartbeats that a collector stores, and with one for each five minutes.

A whole year of 5,000 employees is 12 and 23 GB of lines. Without --employees 5000 a tenth of it is
measured and the time is multiplied; memory is printed as it was."""

import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

EMPLOYEES = 5000
BYTES_EACH = {"closing": 2_600_000, "full": 5_200_000}
FILES = ["policy.yaml", "agreements.json", "directory.json", "calendar.yaml", "reports.jsonl"]


def evaluate(build, folder):
    """(wall seconds, processor seconds, peak KiB, days)"""
    command = [str(build / "bin" / "distanskoll-audit"), "evaluate", "--unsigned"]
    for name in FILES:
        command += [f"--{name.split('.')[0]}", str(folder / name)]
    with open(folder / "days.jsonl", "wb") as out:
        began = time.perf_counter()
        process = subprocess.Popen(command, stdout=out)
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise ValueError(f"evaluate ended with {process.returncode}")
    with open(folder / "days.jsonl", "rb") as days:
        lines = sum(chunk.count(b"\n") for chunk in iter(lambda: days.read(1 << 20), b""))
    return wall, used.ru_utime + used.ru_stime, used.ru_maxrss, lines


def measure_evaluate(build, table, employees):
    for heartbeats in ("closing", "full"):
        name = f"a year of 5,000 employees, {heartbeats} heartbeats"
        needed = employees * BYTES_EACH[heartbeats]
        if shutil.disk_usage(tempfile.gettempdir()).free < 2 * needed:
            table.skipped(name, "60 s, 1 GiB", f"needs {needed >> 30} GiB of disk")
            continue
        folder = Path(tempfile.mkdtemp(prefix="distanskoll-year-"))
        try:
            subprocess.run([str(build / "bin" / "year_of_reports"), str(folder), str(employees),
                            heartbeats], check=True)
            size = (folder / "reports.jsonl").stat().st_size
            wall, cpu, peak, days = evaluate(build, folder)
        finally:
            shutil.rmtree(folder)
        factor = EMPLOYEES / employees
        table.add(name, "60 s, 1 GiB", f"{wall * factor:.1f} s, {peak / 1024:.0f} MiB",
                  wall * factor <= 60 and peak <= 1 << 20,
                  f"{employees} employees, {size / 1e9:.1f} GB, {days} days, {cpu:.1f} s of processor")
