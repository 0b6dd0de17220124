# SPDX-License-Identifier: EUPL-1.2
"""Reads an export of the collector with nothing of the product: JSON Lines as server/ledger/README.md
describes them, SHA-256 and Ed25519. Recomputes every leaf from salt and entry, the tree's root at
every exported checkpoint (RFC 9162 section 2.1), and checks the notes' signatures. Raises ValueError
with what does not hold. Used by collector_operations and collector_restore."""

import base64
import hashlib
import json

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization


def unb64(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def node(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


class Tree:
    """Appends leaves; `roots` holds the root after each of the sizes asked for."""

    def __init__(self, sizes):
        self.sizes = set(sizes)
        self.size = 0
        self.edge = []  # (height, hash) of complete subtrees, left to right
        self.roots = {}
        self.note()

    def note(self):
        if self.size not in self.sizes:
            return
        root = hashlib.sha256(b"").digest() if not self.edge else self.edge[-1][1]
        for _, left in reversed(self.edge[:-1]):
            root = node(left, root)
        self.roots[self.size] = root

    def append(self, leaf):
        self.size += 1
        self.edge.append((0, leaf))
        while len(self.edge) > 1 and self.edge[-1][0] == self.edge[-2][0]:
            height, right = self.edge.pop()
            _, left = self.edge.pop()
            self.edge.append((height + 1, node(left, right)))
        self.note()


def checked_note(note, epoch):
    """(size, root) of a signed note (C2SP tlog-checkpoint)."""
    body, _, signatures = note.partition("\n\n")
    origin, size, root = body.split("\n")[:3]
    if origin != epoch["origin"]:
        raise ValueError(f"a checkpoint names {origin}, its epoch {epoch['origin']}")
    key = serialization.load_der_public_key(base64.b64decode(epoch["log_key"]))
    mine = [line.split(" ")[2] for line in signatures.splitlines()
            if line.startswith("\u2014 " + origin + " ")]
    try:
        key.verify(base64.b64decode(mine[0])[4:], (body + "\n").encode())
    except (InvalidSignature, IndexError) as error:
        raise ValueError(f"the checkpoint of size {size} is not signed by the log's key") from error
    return int(size), base64.b64decode(root)


def read_export(text):
    """{kind: [objects]}; ValueError when anything in it does not hold."""
    lines = [json.loads(line) for line in text.splitlines()]
    if not lines or lines[0]["kind"] != "export" or lines[-1] != {"kind": "end", "lines": len(lines)}:
        raise ValueError("the export is not whole")
    kinds = {}
    for line in lines:
        kinds.setdefault(line["kind"], []).append(line)
    for epoch in kinds["epoch"]:
        notes = [checked_note(each["note"], epoch) for each in kinds.get("checkpoint", [])
                 if each["epoch"] == epoch["epoch"]]
        tree = Tree(size for size, _ in notes)
        for leaf in (each for each in kinds["leaf"] if each["epoch"] == epoch["epoch"]):
            if leaf["leaf"] != tree.size:
                raise ValueError(f"leaf {tree.size} is missing")
            if "entry" in leaf:
                committed = hashlib.sha256(unb64(leaf["salt"]) + leaf["entry"].encode()).digest()
                if hashlib.sha256(b"\x00" + committed).digest() != unb64(leaf["hash"]):
                    raise ValueError(f"salt and entry do not give leaf {leaf['leaf']}")
                json.loads(leaf["entry"])
            elif not leaf.get("erased"):
                raise ValueError(f"leaf {leaf['leaf']} has neither entry nor erasure")
            tree.append(unb64(leaf["hash"]))
        for size, root in notes:
            if tree.roots.get(size) != root:
                raise ValueError(f"the tree has another root at {size} than was signed")
        if not notes:
            raise ValueError(f"epoch {epoch['epoch']} has no checkpoint")
    return kinds
