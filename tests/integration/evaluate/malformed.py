# SPDX-License-Identifier: EUPL-1.2
"""Inputs that `distanskoll-audit evaluate` must refuse: exit code 2, nothing on stdout, and on stderr
FILE:LINE:COLUMN: message, where FILE is the file with the fault.

Each case is one small edit of one file of a good input, which itself must give one line: (what, file,
the text that goes, the text that comes, the line of the fault or None where several are as right).
"""
import re
import shutil

GOOD = {
    "policy.yaml": """policy: vaggeryd
version: 3
title: {sv: Arbete, en: Work}
heartbeat_seconds: 300
min_remote_seconds: 60
max_unknown_percent: 10
external: {x_av: {states: [fresh, old], details: {level: int, colour: [red, blue]}}}
requirements:
  - id: tunnel
    severity: high
    title: {sv: Krav, en: Requirement}
    why: {sv: Krav, en: Requirement}
    remedy: {sv: Krav, en: Requirement}
    basis: ["OSL 8 kap. 1 §"]
    require: {vpn.state: connected}
    tolerance_seconds: 0
    applies_to: {except_roles: [cloud]}
agreement:
  agreement_valid: {severity: high}
  days_per_week: {severity: medium, limit: 2}
""",
    "calendar.yaml": "holidays: [2026-01-01, 2026-01-06]\n",
    "directory.json": """{"employees":[
{"id":"e1","pseudonyms":["p1"],"unit":"SN"},
{"id":"e2","pseudonyms":["p2"],"unit":"SN","role":"cloud"}],
"units":[{"code":"SN","name":"Social","parent":null,"assessments_on":["2026-01-10"]}]}
""",
    "agreements.json": """{"agreements":[
{"id":"a1","employee":"e1","valid_from":"2026-01-01","valid_to":null,"signed_by_employee_on":"2025-12-20",
"signed_by_manager_on":"2025-12-21","max_days_per_week":2,"archived_in_personnel_file":true,"equipment":[]}]}
""",
    "waivers.json": """{"waivers":[
{"id":"w1","requirement":"tunnel","employee":"e1","unit":null,"valid_from":"2026-03-01","valid_to":"2026-03-31","reason":"x","approved_by":"e9"}]}
""",
    "marks.json": """{"marks":[
{"employee":"e1","date":"2026-03-02","kind":"field_work","set_by":"e1","set_on":"2026-03-03"}]}
""",
    "outages.json": """{"outages":[
{"id":"o1","requirement":"tunnel","from":"2026-03-04T06:10:00Z","to":"2026-03-04T09:00:00Z","units":[],"reason":"x","declared_by":"e5","declared_on":"2026-03-04"}]}
""",
    "reports.jsonl": """{"kind":"report","device":"d1","seq":1,"at":"2026-03-02T07:00:00Z","user":"p1","trigger":"start","observations":{"session":{"state":"present"},"network_location":{"state":"remote"},"vpn":{"state":"connected","ipv6_leak":false},"x_av":{"state":"fresh","level":3}}}
{"kind":"heartbeat","device":"d1","seq":2,"at":"2026-03-02T07:05:00Z","unchanged_since":1}
""",
}
P, D, A, W, M, O, R = ("policy.yaml", "directory.json", "agreements.json", "waivers.json", "marks.json", "outages.json", "reports.jsonl")
BEAT = GOOD[R].splitlines(keepends=True)[1]
SECOND = '{"kind":"report","device":"d1","seq":2,"at":"2026-03-02T07:10:00Z","trigger":"change","observations":{}}\n'

CASES = [
    # reports: the lines
    ("a blank line", R, BEAT, "\n" + BEAT, 2),
    ("a blank line at the end", R, BEAT, BEAT + "\n", 3),
    ("a byte-order mark", R, '{"kind":"report"', '\ufeff{"kind":"report"', 1),
    ("a key twice", R, '"seq":2', '"seq":2,"seq":2', 2),
    ("a probe twice", R, '"session":{', '"session":{"state":"none"},"session":{', 1),
    ("number 0", R, '"seq":2', '"seq":0', 2),
    ("a negative number", R, '"seq":2', '"seq":-2', 2),
    ("a float", R, '"seq":2', '"seq":2.0', 2),
    ("an exponent", R, '"seq":2', '"seq":2e0', 2),
    ("a number as a string", R, '"seq":2', '"seq":"2"', 2),
    ("the identical line twice", R, BEAT, BEAT + BEAT, 3),
    ("a number twice", R, BEAT, BEAT + BEAT.replace("07:05", "07:06"), 3),
    ("a number of a report and a heartbeat", R, BEAT, BEAT + SECOND, 3),
    ("an unknown field", R, '"unchanged_since":1', '"unchanged_since":1,"note":"x"', 2),
    ("a report's field in a heartbeat", R, '"unchanged_since":1', '"unchanged_since":1,"user":"p1"', 2),
    ("a missing field", R, ',"unchanged_since":1', "", 2),
    ("unchanged_since 0", R, '"unchanged_since":1', '"unchanged_since":0', 2),
    ("no observations", R, GOOD[R][GOOD[R].index(',"observations"'):GOOD[R].index("\n")], "}", 1),
    ("an unknown kind", R, '"heartbeat"', '"pulse"', 2),
    ("an unknown trigger", R, '"start"', '"wake"', 1),
    ("a time without Z", R, "07:05:00Z", "07:05:00", 2),
    ("a time with an offset", R, "07:05:00Z", "07:05:00+00:00", 2),
    ("a time with fractions", R, "07:05:00Z", "07:05:00.5Z", 2),
    ("a time with a space", R, "02T07:05", "02 07:05", 2),
    ("a time that is not", R, "2026-03-02T07:05", "2026-02-29T07:05", 2),
    ("hour 24", R, "07:05:00Z", "24:00:00Z", 2),
    ("second 60", R, "07:05:00Z", "07:05:60Z", 2),
    ("a bad device", R, '"device":"d1","seq":2', '"device":"d 1","seq":2', 2),
    ("an empty device", R, '"device":"d1","seq":2', '"device":"","seq":2', 2),
    ("a device of 65", R, '"device":"d1","seq":2', f'"device":"{"d" * 65}","seq":2', 2),
    ("a bad user", R, '"user":"p1"', '"user":"på"', 1),
    ("two values on a line", R, BEAT, BEAT.replace("\n", " {}\n"), 2),
    ("half a line", R, BEAT, BEAT[:40], 2),
    ("not an object", R, BEAT, "[]\n", 2),
    ("not UTF-8", R, '"device":"d1","seq":2', '"device":"\udcff","seq":2', 2),
    # reports: the observations
    ("an unknown probe", R, '"vpn"', '"wlan"', 1),
    ("an undeclared external probe", R, '"x_av"', '"x_other"', 1),
    ("an undeclared external state", R, '"fresh"', '"stale"', 1),
    ("an undeclared external detail", R, '"level"', '"depth"', 1),
    ("an external detail of another type", R, '"level":3', '"level":"3"', 1),
    ("an external word outside its list", R, '"level":3', '"colour":"green"', 1),
    ("a state outside the list", R, '"connected"', '"online"', 1),
    ("a state that is no string", R, '"connected"', "1", 1),
    ("state and unobservable together", R, '"state":"connected"', '"state":"connected","unobservable":"timeout"', 1),
    ("neither state nor unobservable", R, '{"state":"remote"}', "{}", 1),
    ("an unlisted detail", R, '"ipv6_leak":false', '"colour":"red"', 1),
    ("a detail of another type", R, '"ipv6_leak":false', '"ipv6_leak":0', 1),
    ("a detail outside its list", R, '"ipv6_leak":false', '"tunnel":"half"', 1),
    ("an assurance level outside its list", R, '"vpn":{', '"siths_login":{"state":"card_session","assurance_level":4},"vpn":{', 1),
    ("a status that is no number", R, '"vpn":{', '"directaccess":{"state":"error","raw_status":"4"},"vpn":{', 1),
    ("an unknown source", R, '"ipv6_leak":false', '"source":"rumour"', 1),
    # the policy
    ("a policy's unknown field", P, "version: 3\n", "version: 3\nowner: x\n", 3),
    ("a policy's key twice", P, "version: 3\n", "version: 3\nversion: 4\n", 3),
    ("a policy without version", P, "version: 3\n", "", None),
    ("a policy's id", P, "policy: vaggeryd", "policy: Vaggeryd", 1),
    ("min_remote_seconds 0", P, "min_remote_seconds: 60", "min_remote_seconds: 0", 5),
    ("a float in the policy", P, "max_unknown_percent: 10", "max_unknown_percent: 10.5", 6),
    ("a state outside the list in a predicate", P, "vpn.state: connected", "vpn.state: online", 15),
    ("such a state in one_of", P, "vpn.state: connected", "vpn.state: {one_of: [connected, online]}", 15),
    ("a listed detail's word outside the list", P, "vpn.state: connected", "vpn.tunnel: half", 15),
    ("a declared probe's undeclared state", P, "vpn.state: connected", "x_av.state: stale", 15),
    ("a declared word outside its list", P, "vpn.state: connected", "x_av.colour: {one_of: [red, green]}", 15),
    ("a predicate on an unknown probe", P, "vpn.state: connected", "wlan.state: connected", 15),
    ("a predicate on an undeclared probe", P, "vpn.state: connected", "x_other.state: connected", 15),
    ("two keys in a predicate", P, "{vpn.state: connected}", "{vpn.state: connected, vpn.kind: x}", 15),
    ("no key in a predicate", P, "{vpn.state: connected}", "{}", 15),
    ("two operators", P, "vpn.state: connected", "x_av.level: {at_least: 1, at_most: 2}", 15),
    ("an unknown operator", P, "vpn.state: connected", "x_av.level: {above: 1}", 15),
    ("at_least a word", P, "vpn.state: connected", "x_av.level: {at_least: fresh}", 15),
    ("a comparison with null", P, "vpn.state: connected", "x_av.level: null", 15),
    ("all without a list", P, "{vpn.state: connected}", "{all: {vpn.state: connected}}", 15),
    ("a requirement's id", P, "id: tunnel", "id: Tunnel", 9),
    ("an agreement requirement's id", P, "id: tunnel", "id: share", 9),
    ("a requirement twice", P, "agreement:\n", GOOD[P][GOOD[P].index("  - id"):GOOD[P].index("agreement:")] + "agreement:\n", 18),
    ("an unknown severity", P, "severity: high\n", "severity: extreme\n", 10),
    ("a title without en", P, "title: {sv: Krav, en: Requirement}", "title: {sv: Krav}", 11),
    ("a negative tolerance", P, "tolerance_seconds: 0", "tolerance_seconds: -1", 16),
    ("an unknown scope", P, "except_roles", "besides_roles", 17),
    ("a role that is no id", P, "[cloud]", '["moln arbete"]', 17),
    ("an unknown agreement requirement", P, "agreement_valid:", "handshake:", 19),
    ("an agreement requirement without severity", P, "{severity: high}", "{}", 19),
    ("another requirement's parameter", P, "severity: high}", "severity: high, limit: 2}", 19),
    ("a parameter that is no integer", P, "limit: 2", "limit: two", 20),
    ("guideline without a guideline", P, "limit: 2}\n", "limit: 2}\n  guideline: {severity: low}\n", 21),
    ("nine details", P, "level: int,", " ".join(f"d{n}: int," for n in range(8)), 7),
    ("an external name without x_", P, "{x_av:", "{av:", 7),
    ("YAML that is none", P, "version: 3", "version: [3", None),
    # the other files
    ("an employee twice", D, '"id":"e2"', '"id":"e1"', 3),
    ("a pseudonym twice", D, '"p2"', '"p1"', 3),
    ("a pseudonym twice of one", D, '["p2"]', '["p2","p2"]', 3),
    ("a unit twice", D, '"units":[', '"units":[{"code":"SN","name":"x"},\n', 5),
    ("an employee without unit", D, '"pseudonyms":["p2"],"unit":"SN"', '"pseudonyms":["p2"]', 3),
    ("an employee's unknown field", D, '"role":"cloud"', '"sex":"k"', 3),
    ("a bad id", D, '"id":"e2"', '"id":"e/2"', 3),
    ("a bad role", D, '"cloud"', '"moln arbetare"', 3),
    ("an employment of half", D, '"role":"cloud"', '"employment_percent":50.5', 3),
    ("a date that is not", D, "2026-01-10", "2026-02-30", 4),
    ("a date with time", D, "2026-01-10", "2026-01-10T00:00:00Z", 4),
    ("a directory's mark of byte order", D, '{"employees"', '\ufeff{"employees"', 1),
    ("a directory's key twice", D, '"id":"e2"', '"id":"e2","id":"e2"', 3),
    ("something after the directory", D, '10"]}]}\n', '10"]}]}\n{}\n', 5),
    ("an agreement twice", A, '[]}]}', '[]},\n{"id":"a1","employee":"e2","valid_from":"2026-01-01","archived_in_personnel_file":true,"equipment":[]}]}', 4),
    ("an agreement without valid_from", A, '"valid_from":"2026-01-01",', "", 2),
    ("an agreement's unknown field", A, '"equipment"', '"furniture":[],"equipment"', 3),
    ("a limit of a string", A, '"max_days_per_week":2', '"max_days_per_week":"2"', 3),
    ("a waiver naming both", W, '"unit":null', '"unit":"SN"', 2),
    ("a waiver without end", W, ',"valid_to":"2026-03-31"', "", 2),
    ("a waiver with null as end", W, '"valid_to":"2026-03-31"', '"valid_to":null', 2),
    ("a waiver's unknown field", W, '"reason"', '"why":"","reason"', 2),
    ("an unknown mark", M, "field_work", "holiday", 2),
    ("a mark without date", M, '"date":"2026-03-02",', "", 2),
    ("an outage without end", O, '"to":"2026-03-04T09:00:00Z",', "", 2),
    ("an outage with dates", O, "2026-03-04T06:10:00Z", "2026-03-04", 2),
    ("a holiday that is not", "calendar.yaml", "2026-01-06", "2026-01-32", 1),
    ("a calendar's unknown field", "calendar.yaml", "holidays: ", "vacations: [2026-07-01]\nholidays: ", 1),
]
OPTIONAL = ("waivers", "marks", "outages")


def fault(audit, top, program, case):
    """What is wrong with how the program refused this case; None if nothing is."""
    what, name, old, new, line = case
    assert GOOD[name].count(old) >= 1, what
    for each, text in GOOD.items():
        text = text.replace(old, new, 1) if each == name else text
        (top / each).write_bytes(text.encode("utf-8", "surrogateescape"))
    got = program(audit, top, OPTIONAL)
    message = got.stderr.decode("utf-8", "replace")
    place = re.match(re.escape(str(top / name)) + r":([0-9]+):([0-9]+): \S", message)
    if got.returncode != 2:
        return f"exit code {got.returncode} {message}"
    if got.stdout:
        return "something on stdout"
    if not place or int(place[1]) < 1 or int(place[2]) < 1:
        return f"stderr does not begin with {name}:LINE:COLUMN: but {message!r}"
    if line is not None and int(place[1]) != line:
        return f"line {place[1]} where the fault is on line {line}: {message!r}"
    return None


def check(audit, top, program):
    """(how many were refused as they must, how many not); tells of the latter on stdout."""
    top.mkdir(parents=True, exist_ok=True)
    wrong = 0
    for name, text in GOOD.items():
        (top / name).write_bytes(text.encode())
    good = program(audit, top, OPTIONAL)
    if good.returncode != 0 or good.stdout.count(b"\n") != 1:
        print(f"the good input is not taken: {good.stderr.decode('utf-8', 'replace')}")
        wrong += 1
    for case in CASES:
        reason = fault(audit, top, program, case)
        if reason:
            print(f"malformed: {case[0]} ({case[1]}): {reason.strip()}")
            wrong += 1
    shutil.rmtree(top)
    return len(CASES) + 1 - wrong, wrong
