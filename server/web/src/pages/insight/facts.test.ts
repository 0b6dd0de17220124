// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from "vitest";
import { monthsOf, reportDays, unused, usersOf } from "./facts";

const vpn = {
  probe: "vpn",
  own: true,
  facts: [
    { fact: "state", used_by: ["secure_tunnel", "tunnel_without_leak"] },
    { fact: "tunnel", used_by: ["tunnel_without_leak"] },
    { fact: "kind", used_by: [] },
  ],
};

describe("what is collected", () => {
  it("says which facts no requirement looks at", () => {
    expect(unused([vpn])).toBe(1);
    expect(unused([])).toBe(0);
  });
  it("names each requirement once", () => {
    expect(usersOf(vpn)).toEqual(["secure_tunnel", "tunnel_without_leak"]);
  });
  it("knows for how long reports are kept, or that it does not", () => {
    const kept = { kind: "reports" as const, keep: 60, unit: "days" as const, erased_before: "2026-09-27", decision: null };
    expect(reportDays([kept])).toBe(60);
    expect(reportDays([])).toBeNull();
  });
});

describe("look-ups", () => {
  it("are one row for each month and role, whoever looked", () => {
    const count = { month: "2026-11", role: "manager", reads: 2, persons: 3 };
    expect(
      monthsOf([
        { ...count, name: "A" },
        { ...count, name: "B" },
        { ...count, role: "hr" },
        { ...count, month: "2026-12" },
      ]),
    ).toEqual([
      { month: "2026-12", roles: [{ role: "manager", reads: 2, persons: 3 }] },
      {
        month: "2026-11",
        roles: [
          { role: "hr", reads: 2, persons: 3 },
          { role: "manager", reads: 4, persons: 6 },
        ],
      },
    ]);
  });
});
