# SPDX-License-Identifier: EUPL-1.2
"""Random policies for cases.py: the probes' closed lists, predicates over them, requirements of both
kinds, and their text as YAML with the quoting, words and integers of YAML 1.2 core."""
import datetime
import json
import re

ENCRYPTION = ["protected", "partly_protected", "suspended", "in_progress", "unprotected"]
PROBES = {   # states, and what the details may be
    "network_location": (["office", "remote", "offline"], {"method": ["dns", "x"]}),
    "vpn": (["connected", "disconnected"],
            {"tunnel": ["full", "split", "none"], "kind": ["wireguard", "ikev2"], "ipv6_leak": [True, False]}),
    "directaccess": (["connected_remotely", "connected_locally", "error", "service_stopped", "not_configured"],
                     {"raw_status": [0, 4, -1]}),
    "siths_login": (["card_session", "card_unlock_only", "other_method", "no_session"],
                    {"assurance_level": [2, 3], "card_present": [True, False], "card_issuer_kind": ["siths", "efos", "other"],
                     "method": ["smart_card", "windows_hello", "fido2", "password", "other", "unknown"]}),
    "disk_encryption": (ENCRYPTION, {"system_volume": ENCRYPTION, "swap": ENCRYPTION}),
    "screen_lock": (["enforced", "not_enforced"], {"timeout_seconds": [0, 300, 900], "lock_on_card_removal": [True, False]}),
    "session": (["present", "none"], {}),
}
EXTERNAL = {
    "x_av": {"states": ["on", "off", "yes"], "details": {"level": "int", "fresh": "bool", "colour": ["red", "no", "null2"]}},
    "x_patch_2": {"states": ["ok", "late"]},
}
VALUES = {"int": [0, 1, 8, -3], "bool": [True, False]}


def probes(policy):
    """name -> (states, details) of all that a report may carry under this policy."""
    external = {name: (row["states"], {d: VALUES.get(kind, kind) if isinstance(kind, str) else kind
                                       for d, kind in row.get("details", {}).items()})
                for name, row in policy.get("external", {}).items()}
    return {**PROBES, **external}


def comparison(random, policy):
    known = probes(policy)
    name = random.choice(list(known))
    states, details = known[name]
    if not details or random.random() < 0.5:
        return {f"{name}.state": random.choice([random.choice(states), {"one_of": random.sample(states, random.randint(0, 2))}])}
    field = random.choice(list(details))
    values = details[field]
    whole = type(values[0]) is int
    wanted = random.choice(values)
    kind = random.random()
    if whole and kind < 0.5:
        wanted = {random.choice(["at_least", "at_most"]): wanted + random.randint(-1, 1)}
    elif kind < 0.65:
        wanted = {"one_of": random.sample(values, random.randint(0, len(values)))}
    elif kind < 0.72:
        wanted = {random.choice(["at_least", "at_most"]): random.randint(0, 3)}     # not an integer: unknown
    elif kind < 0.80 and (type(values[0]) is not str or field == "kind"):
        wanted = random.choice([1, 0, True, False, "3", "true"])                    # typed: mostly false
    return {f"{name}.{field}": wanted}


def predicate(random, policy, depth=0):
    kind = random.random()
    if depth > 2 or kind < 0.45:
        return comparison(random, policy)
    if kind < 0.6:
        return {"not": predicate(random, policy, depth + 1)}
    parts = [predicate(random, policy, depth + 1) for _ in range(random.choice([0, 1, 2, 2, 3]))]
    return {random.choice(["all", "any"]): parts}


def scope(random, units, roles):
    keys = random.sample(["units", "roles", "except_units", "except_roles"], random.choice([0, 1, 1, 2, 3]))
    return {key: random.sample(units if "units" in key else roles, random.choice([0, 1, 2, 3, 4])) for key in keys}


def requirement(random, policy, index, units, roles):
    text = {"sv": f"Krav {index}", "en": f"Requirement {index}"}
    name = "network_location" if index == 2 and random.random() < 0.2 else f"requirement_{index}"
    row = {"id": name, "severity": random.choice(["high", "medium", "low"]), "title": text, "why": text,
           "remedy": text, "basis": ["OSL 8 kap. 1 §"]}
    if random.random() < 0.5:
        row["when"] = random.choice([{"network_location.state": "remote"}, predicate(random, policy)])
    row["require"] = predicate(random, policy)
    if random.random() < 0.5:
        row["tolerance_seconds"] = random.choice([0, 1, 600, 3600, 14400])
    if random.random() < 0.3:
        row["applies_to"] = scope(random, units, roles)
    return row


def agreement(random, units, roles, with_guideline):
    choices = {
        "agreement_valid": {}, "risk_assessment": {"max_age_months": [1, 6, 12, 24], "unit_assessment": [True, False]},
        "follow_up": {"max_age_months": [1, 6, 12]}, "training": {"max_age_months": [1, 12, 24]},
        "days_per_week": {"limit": [0, 1, 2, 5]}, "share": {"limit_percent": [0, 5, 20, 25, 49, 50], "min_workdays": [0, 1, 2, 5]}}
    if with_guideline:
        choices["guideline"] = {}
    names = random.sample(list(choices), random.randint(0, len(choices)))
    if random.random() < 0.5:
        names = list(dict.fromkeys([*names, "share", "days_per_week"]))
    rows = {}
    for name in names:
        rows[name] = {"severity": random.choice(["high", "medium", "low"])}
        for parameter, values in choices[name].items():
            if random.random() < 0.6:
                rows[name][parameter] = random.choice(values)
        if random.random() < 0.15:
            rows[name]["applies_to"] = scope(random, units, roles)
    return rows


def make(random, anchor, units, roles):
    policy = {"policy": "vaggeryd-2", "version": random.randint(1, 99), "title": {"sv": "Arbete på annan plats", "en": "Elsewhere"}}
    def near(low, high):
        return str(anchor + datetime.timedelta(days=random.randint(low, high)))
    with_guideline = random.random() < 0.7
    if random.random() < 0.3:
        policy["decision"] = {"body": "Kommunstyrelsen", "date": "2026-05-06", "paragraph": "§ 98", "dnr": "KS 2025/064",
                              "valid_to": None, "review_by": "2027-05-31"}
    if with_guideline:
        policy["guideline"] = {"title": "Rutin", "version": "2026-05", "valid_from": near(-40, 5), "url": None}
        if random.random() < 0.7:
            policy["guideline"]["grace_days"] = random.choice([0, 1, 7, 30])
    for key, values in (("heartbeat_seconds", [60, 300, 900, 1800]), ("locked_absent_seconds", [1800]),
                        ("min_remote_seconds", [1, 60, 900, 7200]), ("min_agreement_seconds", [1, 1800, 14400]),
                        ("max_unknown_percent", [0, 1, 10, 50, 100]), ("silent_after_days", [14])):
        if random.random() < 0.6:
            policy[key] = random.choice(values)
    if random.random() < 0.6:
        policy["external"] = {name: EXTERNAL[name] for name in random.sample(list(EXTERNAL), random.randint(1, 2))}
    policy["requirements"] = [requirement(random, policy, n, units, roles) for n in range(random.randint(1, 5))]
    if random.random() < 0.9:
        policy["agreement"] = agreement(random, units, roles, with_guideline)
    return policy


def scalar(value, random):
    """As YAML 1.2 core reads it back: plain where it may be, `yes` and `on` among the plain ones."""
    if isinstance(value, str):
        number = re.fullmatch(r"[-+]?[0-9.]+|true|null", value)
        plain = re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_.§åäöÅÄÖ-]*", value) and not number
        return value if plain and random.random() < 0.7 else json.dumps(value, ensure_ascii=False)
    if type(value) is int and value >= 0 and random.random() < 0.1:
        return f"0{value}"                       # decimal in YAML 1.2
    if value is None and random.random() < 0.5:
        return "~"
    return json.dumps(value)


def flow(value, random):
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {flow(item, random)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(flow(item, random) for item in value) + "]"
    return scalar(value, random)


def text(policy, random):
    lines = ["# a random policy"]
    for key, value in policy.items():
        if key == "requirements":
            lines.append("requirements:")
            for row in value:
                for index, (field, item) in enumerate(row.items()):
                    lines.append(("  - " if index == 0 else "    ") + f"{field}: {flow(item, random)}")
        else:
            lines.append(f"{key}: {flow(value, random)}")
    return "\n".join(lines) + "\n"
