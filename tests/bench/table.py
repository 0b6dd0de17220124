# SPDX-License-Identifier: EUPL-1.2
"""The benchmark's result: a budget, its limit, what was measured, and whether it holds."""


class Table:
    def __init__(self):
        self.rows = []

    def add(self, what, limit, measured, holds, note=""):
        """`holds`: True, False, or None when the figure has no limit of its own."""
        verdict = {True: "ok", False: "OVER", None: ""}[holds]
        self.rows.append((what, limit, measured, verdict, note))

    def skipped(self, what, limit, why):
        self.rows.append((what, limit, "not measured", "", why))

    def text(self):
        head = ("budget", "at most", "measured", "", "note")
        widths = [max(len(row[i]) for row in [head, *self.rows]) for i in range(4)]
        lines = ["  ".join([*(cell.ljust(width) for cell, width in zip(row[:4], widths)), row[4]]).rstrip()
                 for row in [head, *self.rows]]
        return "\n".join(lines)
