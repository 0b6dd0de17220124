# SPDX-License-Identifier: EUPL-1.2
"""Validates policies/*.yaml against policies/*.schema.json with an independent implementation.

Arguments: the folder. Exit 77 (skipped) where python3-jsonschema or python3-yaml is missing.
Also changes the basic policy in ways that the loader refuses, and demands that the schema does too.
"""
import copy
import json
import pathlib
import sys

try:
    import jsonschema
    import yaml
except ImportError as missing:
    print(f"skipped: {missing}")
    sys.exit(77)


class CoreLoader(yaml.SafeLoader):
    """YAML 1.2 core: dates and yes/no are text."""


CoreLoader.yaml_implicit_resolvers = {
    first: [(tag, expression) for tag, expression in resolvers
            if tag not in ("tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()}
CoreLoader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", __import__("re").compile("^(true|false)$"), list("tf"))

folder = pathlib.Path(sys.argv[1])
schemas = {path.name.removesuffix(".schema.json"): jsonschema.Draft202012Validator(json.loads(path.read_text()))
           for path in folder.glob("*.schema.json")}
failures = []
files = sorted(folder.glob("*.yaml"))
for file in files:
    validator = schemas.get(file.stem, schemas["policy"])
    validator.check_schema(validator.schema)
    for error in validator.iter_errors(yaml.load(file.read_text(), CoreLoader)):
        failures.append(f"{file.name}: {error.json_path}: {error.message}")

good = yaml.load((folder / "grundkrav.yaml").read_text(), CoreLoader)


def refused(what, change):
    bad = copy.deepcopy(good)
    change(bad)
    if not list(schemas["policy"].iter_errors(bad)):
        failures.append(f"the schema takes a policy with {what}")


requirement = lambda policy: policy["requirements"][0]
refused("an unknown key", lambda p: p.update(place="x"))
refused("no version", lambda p: p.pop("version"))
refused("version 0", lambda p: p.update(version=0))
refused("a heartbeat of 59 s", lambda p: p.update(heartbeat_seconds=59))
refused("a text without English", lambda p: p["title"].pop("en"))
refused("an unknown severity", lambda p: requirement(p).update(severity="urgent"))
refused("an unknown state", lambda p: requirement(p).update(require={"vpn.state": "up"}))
refused("an unknown probe", lambda p: requirement(p).update(require={"vpm.state": "connected"}))
refused("an unknown detail", lambda p: requirement(p).update(require={"vpn.server": "x"}))
refused("two keys in a predicate",
        lambda p: requirement(p).update(require={"vpn.state": "connected", "vpn.tunnel": "full"}))
refused("an unknown operator",
        lambda p: requirement(p).update(require={"screen_lock.timeout_seconds": {"over": 3}}))
refused("a bound that is a text",
        lambda p: requirement(p).update(require={"screen_lock.timeout_seconds": {"at_most": "3"}}))
refused("a foreign parameter", lambda p: p.update(agreement={"share": {"severity": "low", "limit": 2}}))

print("\n".join(failures) or f"{len(files)} files agree with {len(schemas)} schemas")
sys.exit(1 if failures or len(files) < 5 else 0)
