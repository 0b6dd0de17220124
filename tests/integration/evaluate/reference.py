# SPDX-License-Identifier: EUPL-1.2
"""A second, naive implementation of the evaluation rules, written from their text alone.

It shares no code with the product and is made to be read beside the rules: slow, without clever
steps, and without checks of its input (only well-formed input gets here). Every segment is cut at
every local midnight and every edge of an outage, and each piece is judged on its own.
`evaluate(folder)` returns the bytes that `distanskoll-audit evaluate` must print.
"""
import json

from inputs import DAY, Case, add_months, date, dates, instant, local_date, local_midnight

FAIL, PASS, UNKNOWN, NOT_APPLICABLE = "fail", "pass", "unknown", "notapplicable"


# ---- the timeline of one device

def segments_of_device(records, hold):
    """[(start, end, report, the seq numbers of the report and the heartbeats that count)]"""
    for record in records:
        record["time"] = instant(record["at"])
        if record.get("received_at") is not None:
            record["time"] = min(record["time"], instant(record["received_at"]))
    reports = sorted((r for r in records if r["kind"] == "report"), key=lambda r: r["seq"])
    heartbeats = [r for r in records if r["kind"] == "heartbeat"]
    for earlier, later in zip(reports, reports[1:]):
        later["time"] = max(later["time"], earlier["time"])
    segments = []
    for index, report in enumerate(reports):
        start = report["time"]
        following = reports[index + 1]["time"] if index + 1 < len(reports) else None
        last, numbers = start, [report["seq"]]
        for beat in heartbeats:
            counts = (beat["unchanged_since"] == report["seq"] and start <= beat["time"]
                      and (following is None or beat["time"] < following)
                      and beat["seq"] - report["seq"] >= (beat["time"] - start) // hold)
            if counts:
                last = max(last, beat["time"])
                numbers.append(beat["seq"])
        end = last + hold if following is None else min(following, last + hold)
        if report["trigger"] in ("suspend", "stop"):
            end = start
        if end > start:
            segments.append((start, end, report, numbers))
    return segments


# ---- predicates: True, False, or None for unknown

def same(value, wanted):
    return type(value) is type(wanted) and value == wanted


def holds(predicate, observations):
    (key, operand), = predicate.items()
    if key == "not":
        inner = holds(operand, observations)
        return None if inner is None else not inner
    if key in ("all", "any"):
        parts = [holds(part, observations) for part in operand]
        decisive = key == "any"
        if decisive in parts:
            return decisive
        return None if None in parts else not decisive
    probe, field = key.split(".", 1)
    observation = observations.get(probe)
    if observation is None or "unobservable" in observation or observation.get(field) is None:
        return None
    value = observation[field]
    if not isinstance(operand, dict):
        return same(value, operand)
    (operator, operand), = operand.items()
    if operator == "one_of":
        return any(same(value, wanted) for wanted in operand)
    if type(value) is not int:
        return None
    return value >= operand if operator == "at_least" else value <= operand


def on_segment(requirement, observations):
    if "when" in requirement:
        applicable = holds(requirement["when"], observations)
        if applicable is None:
            return UNKNOWN
        if not applicable:
            return NOT_APPLICABLE
    return {True: PASS, False: FAIL, None: UNKNOWN}[holds(requirement["require"], observations)]


class Day:
    """What is summed for one employee and one local date."""

    def __init__(self, policy):
        self.remote = self.undetermined = 0
        self.seconds = {r["id"]: {PASS: 0, FAIL: 0, UNKNOWN: 0, NOT_APPLICABLE: 0} for r in policy["requirements"]}
        self.reports = {}


def pieces(case, start, end):
    """The segment cut at local midnights and where any outage begins or ends."""
    cuts = {start, end}
    day = local_date(start)
    while day <= local_date(end):
        day += DAY
        cuts.add(local_midnight(day))
    for outage in case.outages:
        cuts |= {outage["start"], outage["end"]}
    cuts = sorted(cut for cut in cuts if start <= cut <= end)
    return zip(cuts, cuts[1:])


def add_segment(case, days, employee, device, segment):
    start, end, report, numbers = segment
    observations = report["observations"]
    network = observations.get("network_location")
    for begin, finish in pieces(case, start, end):
        if network is None or "unobservable" in network:
            remote = False
        elif network["state"] != "remote":
            continue
        else:
            remote = not case.is_out(employee, "network_location", begin)
        day = days.setdefault(local_date(begin), Day(case.policy))
        low, high = day.reports.get(device, (numbers[0], numbers[0]))
        day.reports[device] = (min([low, *numbers]), max([high, *numbers]))
        if not remote:
            day.undetermined += finish - begin
            continue
        day.remote += finish - begin
        for requirement in case.policy["requirements"]:
            result = NOT_APPLICABLE
            if case.in_scope(employee, requirement):
                result = on_segment(requirement, observations)
            if result == FAIL and case.is_out(employee, requirement["id"], begin):
                result = NOT_APPLICABLE
            day.seconds[requirement["id"]][result] += finish - begin


def days_of_employee(case, employee, segments):
    days = {}
    for device in sorted(segments):
        for segment in segments[device]:
            report = segment[2]
            session = report["observations"].get("session", {})
            if session.get("state") == "present" and report.get("user") in (employee.get("pseudonyms") or []):
                add_segment(case, days, employee, device, segment)
    return days


def measured(policy, requirement, seconds, remote):
    if seconds[FAIL] > requirement.get("tolerance_seconds", 0):
        return FAIL
    if seconds[UNKNOWN] * 100 > policy.get("max_unknown_percent", 10) * remote:
        return UNKNOWN
    if seconds[PASS] + seconds[FAIL] > 0:
        return PASS
    return UNKNOWN if seconds[UNKNOWN] > 0 else NOT_APPLICABLE


def agreement_on(case, employee, day):
    def signed(text):
        return text is not None and date(text) <= day
    valid = [a for a in case.agreements
             if a["employee"] == employee["id"] and date(a["valid_from"]) <= day
             and (a.get("valid_to") is None or day <= date(a["valid_to"]))
             and signed(a.get("signed_by_employee_on")) and signed(a.get("signed_by_manager_on"))
             and (a.get("ended_on") is None or date(a["ended_on"]) > day)]
    return max(valid, key=lambda a: (a["valid_from"], a["id"].encode()), default=None)


def is_recent(candidates, day, months):
    return any(x <= day <= add_months(x, months) for x in candidates)


def agreement_result(case, employee, name, row, agreement, day, agreement_days):
    """One agreement requirement in scope on an agreement day; `agreement_days` is sorted."""
    if name == "agreement_valid":
        return PASS if agreement else FAIL
    if agreement is None:
        return NOT_APPLICABLE
    months = row.get("max_age_months", 12)
    valid_from = date(agreement["valid_from"])
    if name == "risk_assessment":
        good = is_recent(dates(agreement, "risk_assessments_on"), day, months)
        if row.get("unit_assessment", False):
            good = good and is_recent(dates(case.units.get(employee["unit"], {}), "assessments_on"), day, months)
    elif name == "follow_up":
        good = is_recent([valid_from, *dates(agreement, "follow_ups_on")], day, months)
    elif name == "training":
        good = is_recent(dates(agreement, "trainings_on"), day, months)
    elif name == "days_per_week":
        limit = agreement.get("max_days_per_week")
        limit = row.get("limit") if limit is None else limit
        if limit is None:
            return NOT_APPLICABLE
        good = sum(d.isocalendar()[:2] == day.isocalendar()[:2] and d <= day for d in agreement_days) <= limit
    elif name == "share":
        limit = agreement.get("max_share_percent")
        limit = row.get("limit_percent") if limit is None else limit
        if limit is None:
            return NOT_APPLICABLE
        period = [valid_from + n * DAY for n in range((day - valid_from).days + 1)]
        workdays = sum(d.weekday() < 5 and d not in case.holidays for d in period)
        if workdays < row.get("min_workdays", 20):
            return NOT_APPLICABLE
        taken = sum(valid_from <= d <= day for d in agreement_days)
        percent = employee.get("employment_percent")
        good = taken * 10000 <= limit * workdays * (100 if percent is None else percent)
    else:
        guideline = case.policy["guideline"]
        since = date(guideline["valid_from"])
        good = (day < since + guideline.get("grace_days", 30) * DAY
                or any(since <= x <= day for x in dates(agreement, "guidelines_read_on")))
    return PASS if good else FAIL


def is_waived(case, employee, name, day):
    return any(w["requirement"] == name and date(w["valid_from"]) <= day <= date(w["valid_to"])
               and w["approved_by"] and w["approved_by"] != employee["id"]
               and (w.get("employee") is None or w["employee"] == employee["id"])
               and (w.get("unit") is None or case.is_within(employee["unit"], [w["unit"]]))
               for w in case.waivers)


def day_line(case, employee, date_, day, agreement_days):
    remote = day.remote >= case.min_remote
    if not remote and day.remote + day.undetermined < case.min_remote:
        return None
    is_agreement_day = date_ in agreement_days
    agreement = agreement_on(case, employee, date_) if remote else None
    requirements = {}
    if remote:
        for row in case.policy["requirements"]:
            seconds = day.seconds[row["id"]]
            requirements[row["id"]] = {"result": measured(case.policy, row, seconds, day.remote), **{
                key: seconds[key] for key in (PASS, FAIL, UNKNOWN, NOT_APPLICABLE)}}
        for name, row in (case.policy.get("agreement") or {}).items():
            result = NOT_APPLICABLE
            if is_agreement_day and case.in_scope(employee, row):
                result = agreement_result(case, employee, name, row, agreement, date_, agreement_days)
            requirements[name] = {"result": result}
    for name, row in requirements.items():
        if row["result"] in (FAIL, UNKNOWN) and is_waived(case, employee, name, date_):
            row["result"] = "waived"
    results = [row["result"] for row in requirements.values()]
    verdict = "deviation" if FAIL in results else "undetermined" if UNKNOWN in results or not remote else "compliant"
    return {"employee": employee["id"], "date": date_.isoformat(), "kind": "remote" if remote else "undetermined",
            "agreement_day": is_agreement_day, "remote_seconds": day.remote,
            "undetermined_seconds": day.undetermined, "verdict": verdict, "unit": employee["unit"],
            "policy": {"id": case.policy["policy"], "version": case.policy["version"], "sha256": case.sha256},
            "agreement": agreement["id"] if agreement else None, "requirements": requirements,
            "reports": {device: list(day.reports[device]) for device in sorted(day.reports)}}


def evaluate(folder):
    case = Case(folder)
    segments = {device: segments_of_device(records, case.hold) for device, records in case.devices.items()}
    lines = []
    for employee in sorted(case.employees, key=lambda e: e["id"].encode()):
        days = days_of_employee(case, employee, segments)
        agreement_days = sorted(d for d, day in days.items()
                                if day.remote >= max(case.min_remote, case.min_agreement)
                                and (employee["id"], d) not in case.marked)
        for date_ in sorted(days):
            line = day_line(case, employee, date_, days[date_], agreement_days)
            if line:
                lines.append(json.dumps(line, separators=(",", ":"), ensure_ascii=False) + "\n")
    return "".join(lines).encode()
