# SPDX-License-Identifier: EUPL-1.2
"""Random whole cases for the evaluation: the same seed gives the same files.

`write(seed, folder)` writes one case and returns the names of the optional files that it has. A case
is a few people in a small tree of units, one to three weeks around a date on which calendars
misbehave, and just enough reports for limits to be reached and missed by little.
"""
import datetime
import json
import pathlib
import random
import zoneinfo

import policies

STOCKHOLM = zoneinfo.ZoneInfo("Europe/Stockholm")
ANCHORS = ["2026-03-29", "2026-10-25", "2027-03-28", "2025-10-26", "2028-02-29", "2024-02-29", "2026-12-31",
           "2027-01-01", "2020-12-31", "2021-01-03", "2024-12-30", "2025-01-01", "2026-06-19", "2026-05-14",
           "2026-08-31", "2026-04-30", "2026-03-04", "2026-02-28"]
UNITS = ["SN", "SN.aldre", "SN:IFO", "KS", "KS-IT", "BUN"]
ROLES = ["151012", "molnarbetare", "chef@x", "204010"]
REASONS = ["timeout", "not_permitted", "tool_missing", "unexpected_answer"]


def stamp(second):
    return datetime.datetime.fromtimestamp(second, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


class Maker:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.anchor = datetime.date.fromisoformat(self.random.choice(ANCHORS))
        self.length = self.random.choice([1, 3, 6, 8, 12])
        self.first = self.anchor - datetime.timedelta(days=self.random.randrange(self.length))
        self.policy = policies.make(self.random, self.anchor, UNITS, ROLES)

    def chance(self, probability):
        return self.random.random() < probability

    def day(self, low, high):
        """A date this many days from the first."""
        return self.first + datetime.timedelta(days=self.random.randint(low, high))

    def age(self):
        """A date some months before the period, often exactly on the edge of a limit."""
        if self.chance(0.5):
            return self.day(-800, 10)
        near = self.day(0, self.length)
        months = self.random.choice([0, 1, 6, 11, 12, 24])
        number = near.year * 12 + near.month - 1 - months
        first = datetime.date(number // 12, number % 12 + 1, 1)
        last = (first + datetime.timedelta(days=31)).replace(day=1) - datetime.timedelta(days=1)
        if self.chance(0.3):
            return last
        return first + datetime.timedelta(days=min(near.day, last.day) - 1 + self.random.choice([-2, -1, 0, 0, 1, 3]))

    def some_dates(self, most=3):
        return [str(self.age()) for _ in range(self.random.randint(0, most))]

    # ---- people, units and what is decided about them

    def directory(self):
        units = []
        for index, code in enumerate(UNITS[:5]):     # the sixth is named here and there and has no entry
            row = {"code": code, "name": f"Förvaltning {index}"}
            if self.chance(0.9):
                row["parent"] = self.random.choice([None, *UNITS])   # circles and unknown parents too
            if self.chance(0.7):
                row["assessments_on"] = self.some_dates()
            units.append(row)
        employees = []
        for index in range(self.random.randint(1, 4)):
            row = {"id": self.random.choice(["e", "E", "a.b@", "e1"]) + str(index), "unit": self.random.choice(UNITS)}
            if self.chance(0.95):
                row["pseudonyms"] = [f"p{index}.{n}" for n in range(self.random.choice([1, 1, 1, 2, 0]))]
            for field, values in (("role", [*ROLES, None]), ("manager", ["e9", None]),
                                  ("employment_percent", [100, 100, 50, 75, 0, None])):
                if self.chance(0.7):
                    row[field] = self.random.choice(values)
            employees.append(row)
        self.random.shuffle(employees)
        self.employees = employees
        return {"employees": employees, "units": units}

    def agreements(self):
        rows = []
        for employee in self.employees:
            for _ in range(self.random.choice([0, 1, 1, 1, 2, 2, 3])):
                start = self.random.choice([self.day(-700, self.length), self.day(-40, self.length), self.day(-3, 4), self.day(0, 6)])
                row = {"id": f"a{self.random.randrange(100)}.{len(rows)}", "employee": employee["id"], "valid_from": str(start),
                       "archived_in_personnel_file": self.chance(0.5), "equipment": ["Skärm", "Stol"][:self.random.randrange(3)]}
                for field, values in (
                        ("valid_to", [None, None, str(self.day(-2, self.length)), str(self.day(100, 300))]),
                        ("ended_on", [None, None, None, str(self.day(-2, self.length))]),
                        ("max_days_per_week", [None, 0, 1, 2, 3]), ("max_share_percent", [None, 0, 20, 25, 40, 49, 50, 60, 75, 100])):
                    if self.chance(0.8):
                        row[field] = self.random.choice(values)
                for who in ("employee", "manager"):
                    if self.chance(0.95):
                        row[f"signed_by_{who}_on"] = self.random.choice(
                            [str(start)] * 6 + [str(self.day(-800, -700))] * 3 + [str(self.day(0, 5)), None])
                for field in ("risk_assessments_on", "follow_ups_on", "trainings_on", "guidelines_read_on"):
                    if self.chance(0.9):
                        row[field] = self.some_dates()
                if "guideline" in self.policy and self.chance(0.2):
                    row["guidelines_read_on"] = [self.policy["guideline"]["valid_from"]]
                rows.append(row)
        if len(rows) > 1 and self.chance(0.3):       # the same first day: the greater id decides
            rows[1]["valid_from"], rows[1]["employee"] = rows[0]["valid_from"], rows[0]["employee"]
        return {"agreements": rows}

    def names(self):
        own = [r["id"] for r in self.policy["requirements"]] + list(self.policy.get("agreement", {}))
        return own * 3 + ["unheard_of", "agreement_valid", "share"]

    def waivers(self):
        rows = []
        for index in range(self.random.randint(1, 6)):
            start = self.day(-3, self.length)
            who = self.random.choice(self.employees)
            rows.append({"id": f"w{index}", "requirement": self.random.choice(self.names()), "employee": None, "unit": None,
                         "valid_from": str(start), "valid_to": str(start + datetime.timedelta(days=self.random.choice([0, 1, 30]))),
                         "reason": "försök", "approved_by": self.random.choice(["e99", "e99", "e99", who["id"], ""])})
            rows[-1].update(self.random.choice([{"employee": who["id"]}, {"unit": self.random.choice(UNITS)}, {}]))
        return {"waivers": rows}

    def marks(self):
        kinds = ["field_work", "travel", "other_workplace", "on_call"]
        rows = [{"employee": self.random.choice(self.employees)["id"], "date": str(self.day(0, self.length)),
                 "kind": self.random.choice(kinds), "set_by": "e1", "set_on": str(self.anchor)}
                for _ in range(self.random.randint(1, 5))]
        if self.chance(0.3):
            rows.append({**rows[0], "kind": self.random.choice(kinds)})
        return {"marks": rows}

    def outages(self):
        rows = []
        for index in range(self.random.randint(1, 5)):
            start = self.local(self.day(0, self.length), self.random.randrange(86400))
            row = {"id": f"o{index}", "requirement": self.random.choice([*self.names(), "network_location", "network_location"]),
                   "from": stamp(start), "to": stamp(start + self.random.choice([1, 600, 7200, 86400])), "reason": "fel",
                   "declared_by": "e5", "declared_on": str(self.anchor)}
            if self.chance(0.05):                    # ends before it begins: covers nothing
                row["from"], row["to"] = row["to"], row["from"]
            if self.chance(0.7):
                row["units"] = self.random.sample(UNITS, self.random.choice([0, 1, 2]))
            rows.append(row)
        return {"outages": rows}

    # ---- what the devices say

    @staticmethod
    def local(day, seconds):
        midnight = datetime.datetime(day.year, day.month, day.day, tzinfo=STOCKHOLM).timestamp()
        return int(midnight) + seconds

    def observation(self, probe, states, details):
        if self.chance(0.05):
            return {"unobservable": self.random.choice(REASONS)}
        value = {"state": self.random.choice(states)}
        for name, values in details.items():
            if self.chance(0.6):
                value[name] = self.random.choice(values) if self.chance(0.95) else None
        if self.chance(0.2):
            value["source"] = self.random.choice(["system", "session"])
        return value

    def observations(self, before):
        """What a report sees: like the last one, with a thing or two changed."""
        seen = {}
        for probe, (states, details) in policies.probes(self.policy).items():
            if probe in before and self.chance(0.75):
                seen[probe] = before[probe]
            elif self.chance(0.9):
                seen[probe] = self.observation(probe, states, details)
        if self.chance(0.8):
            seen["session"] = {"state": "present"}
        network = self.random.random()
        if network < 0.6:
            seen["network_location"] = {"state": "remote"}
        elif network < 0.7:
            seen["network_location"] = {"unobservable": self.random.choice(REASONS)}
        elif network < 0.75:
            seen.pop("network_location", None)
        return seen

    def device(self, name, users):
        beat = self.policy.get("heartbeat_seconds", 300)
        hold, records, seq, seen = 2 * beat, [], self.random.randint(1, 50), {}
        mostly = self.random.choice(users)
        for offset in range(self.length):
            if self.chance(0.2):
                continue
            now = self.local(self.first + datetime.timedelta(days=offset),
                             self.random.choice([0, 4000, 7200, 28800, 30000, 60000, 84000]) + self.random.randrange(3600))
            for index in range(self.random.randint(1, 4)):
                seq += self.random.choice([1, 1, 1, 2, 9])
                seen = self.observations(seen)
                trigger = "start" if index == 0 else self.random.choice(["change"] * 6 + ["resume", "suspend", "stop"])
                report = {"kind": "report", "device": name, "seq": seq, "at": now, "trigger": trigger, "observations": seen}
                if self.chance(0.97):
                    report["user"] = mostly if self.chance(0.9) else self.random.choice([*users, None, "nobody"])
                records.append(report)
                length = self.random.choice([1, 60, beat, hold, 900, 3600, 15000, 15000, 20000])
                seq = self.heartbeats(records, name, report, length, hold)
                now += length
        for record in records:
            self.spoil_clock(record)
        return records

    def heartbeats(self, records, name, report, length, hold):
        """Some that vouch for the time, some that come too cheap, some that speak of something else."""
        seq, at = report["seq"], report["at"]
        for _ in range(self.random.choice([1, 1, 1, 2, 3])):
            at += self.random.randint(0, length)
            needed = report["seq"] + (at - report["at"]) // hold
            seq = max(seq + 1, needed + (self.random.choice([-1, 0, 0]) if self.chance(0.5) else 0))
            about = report["seq"] if self.chance(0.93) else max(1, report["seq"] + self.random.choice([-3, -1, 1]))
            records.append({"kind": "heartbeat", "device": name, "seq": seq, "at": at, "unchanged_since": about})
        return seq

    def spoil_clock(self, record):
        at = record["at"]
        if self.chance(0.03):
            at += self.random.choice([-7200, -600, -1, 1, 600, 90000])
        if self.chance(0.8):
            late = self.random.choice([0, 1, 1, 5, 100000]) if self.chance(0.96) else -self.random.choice([1, 300, 5000])
            record["received_at"] = stamp(record["at"] + late)
        record["at"] = stamp(at)

    def reports(self):
        users = [p for e in self.employees for p in e.get("pseudonyms", [])] or ["nobody"]
        records = []
        for index in range(self.random.randint(1, 4)):
            records += self.device(self.random.choice(["d", "D", "pc-"]) + str(index), users)
        order = self.random.random()
        if order < 0.4:                              # devices take turns, each in order of its numbers
            records.sort(key=lambda record: (record["seq"], record["device"]))
        elif order < 0.7:
            self.random.shuffle(records)
        return records

    def holidays(self):
        days = sorted({str(self.day(-60, self.length)) for _ in range(self.random.randint(0, 12))})
        quote = '"' if self.chance(0.3) else ""
        return "holidays: [" + ", ".join(quote + day + quote for day in days) + "]\n"


def write(seed, folder):
    folder, maker = pathlib.Path(folder), Maker(seed)
    folder.mkdir(parents=True, exist_ok=True)

    def save(name, value):
        (folder / name).write_text(json.dumps(value, ensure_ascii=maker.chance(0.5)), encoding="utf-8")
    (folder / "policy.yaml").write_text(policies.text(maker.policy, maker.random), encoding="utf-8")
    (folder / "calendar.yaml").write_text(maker.holidays(), encoding="utf-8")
    save("directory.json", maker.directory())
    save("agreements.json", maker.agreements())
    lines = [json.dumps(record, separators=(",", ":")) + "\n" for record in maker.reports()]
    (folder / "reports.jsonl").write_text("".join(lines), encoding="utf-8")
    given = [name for name in ("waivers", "marks", "outages") if maker.chance(0.5)]
    for name in given:
        save(f"{name}.json", getattr(maker, name)())
    return given
