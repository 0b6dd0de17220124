# SPDX-License-Identifier: EUPL-1.2
"""The input of the naive implementation: the files of one case, their dates and times, and who and
what they name. The rules themselves are in reference.py."""
import datetime
import hashlib
import json
import pathlib
import re
import zoneinfo

import yaml

STOCKHOLM = zoneinfo.ZoneInfo("Europe/Stockholm")
DAY = datetime.timedelta(days=1)


class CoreLoader(yaml.SafeLoader):
    """YAML 1.2 core: `yes` and `on` are words, 010 is ten, and a date is a string."""


CoreLoader.yaml_implicit_resolvers = {}
for tag, pattern, first in (
        ("null", r"^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
        ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", list("tTfF")),
        ("int", r"^[-+]?[0-9]+$", list("-+0123456789"))):
    CoreLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), first)
CoreLoader.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(node.value, 10))


def instant(text):
    return int(datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp())


def date(text):
    return datetime.date.fromisoformat(text)


def dates(row, field):
    return [date(text) for text in row.get(field) or []]


def local_date(second):
    return datetime.datetime.fromtimestamp(second, STOCKHOLM).date()


def local_midnight(day):
    return int(datetime.datetime(day.year, day.month, day.day, tzinfo=STOCKHOLM).timestamp())


def add_months(day, months):
    """Same day number, or the month's last day."""
    number = day.year * 12 + day.month - 1 + months
    year, month = number // 12, number % 12 + 1
    following = datetime.date(year + month // 12, month % 12 + 1, 1)
    return datetime.date(year, month, min(day.day, (following - DAY).day))


class Case:
    """The input of one evaluation, read from its files."""

    def __init__(self, folder):
        def read(name, key):
            path = folder / name
            return json.loads(path.read_text())[key] if path.exists() else []
        folder = pathlib.Path(folder)
        policy_bytes = (folder / "policy.yaml").read_bytes()
        self.policy = yaml.load(policy_bytes, CoreLoader)
        self.sha256 = hashlib.sha256(policy_bytes).hexdigest()
        directory = json.loads((folder / "directory.json").read_text())
        self.employees = directory["employees"]
        self.units = {unit["code"]: unit for unit in directory.get("units") or []}
        self.agreements = read("agreements.json", "agreements")
        self.waivers = read("waivers.json", "waivers")
        self.outages = read("outages.json", "outages")
        self.marked = {(m["employee"], date(m["date"])) for m in read("marks.json", "marks")}
        calendar = yaml.load((folder / "calendar.yaml").read_bytes(), CoreLoader)
        self.holidays = {date(text) for text in calendar["holidays"] or []}
        lines = (folder / "reports.jsonl").read_text().splitlines()
        self.devices = {}
        for record in map(json.loads, lines):
            self.devices.setdefault(record["device"], []).append(record)
        self.min_remote = self.policy.get("min_remote_seconds", 900)
        self.min_agreement = self.policy.get("min_agreement_seconds", self.min_remote)
        self.hold = 2 * self.policy.get("heartbeat_seconds", 300)
        for outage in self.outages:
            outage["start"], outage["end"] = instant(outage["from"]), instant(outage["to"])

    def is_within(self, unit, named):
        """Whether the unit is one of those named, or below one."""
        seen = []
        while unit is not None and unit not in seen:
            if unit in named:
                return True
            seen.append(unit)
            unit = self.units[unit].get("parent") if unit in self.units else None
        return False

    def in_scope(self, employee, row):
        scope = row.get("applies_to") or {}
        unit, role = employee["unit"], employee.get("role")
        return not (("units" in scope and not self.is_within(unit, scope["units"]))
                    or ("roles" in scope and role not in scope["roles"])
                    or ("except_units" in scope and self.is_within(unit, scope["except_units"]))
                    or ("except_roles" in scope and role in scope["except_roles"]))

    def is_out(self, employee, name, second):
        return any(o["requirement"] == name and o["start"] <= second < o["end"]
                   and (not o.get("units") or self.is_within(employee["unit"], o["units"]))
                   for o in self.outages)
