// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from "vitest";
import { coverageOf, type Device, type Finding, groupsOf, sortWrong, trendOf, wrongOf } from "./facts";

const device = (id: string, own: Partial<Device> = {}): Device => ({
  id,
  computer: id,
  host_name: `${id}.kommun.example`,
  unit: null,
  lifecycle: "assigned",
  enrolled_at: "2026-01-01T00:00:00Z",
  revoked_at: null,
  presence: "current",
  overall: "pass",
  failing: [],
  newest_at: null,
  open_findings: 0,
  ...own,
});
const finding = (id: number, of: string, own: Partial<Finding> = {}): Finding => ({
  id,
  device: of,
  kind: "requirement_failed",
  requirement: "screen_lock",
  severity: "medium",
  first_failed_at: `2026-11-0${id}T00:00:00Z`,
  opened_at: "2026-11-10T00:00:00Z",
  closed_at: null,
  detail: "",
  ...own,
});

describe("groups", () => {
  it("never count what is unknown as well", () => {
    const groups = groupsOf([
      device("a"),
      device("b", { overall: "fail" }),
      device("c", { overall: "unknown" }),
      device("d", { presence: "off", overall: "unknown" }),
      device("e", { presence: "silent", overall: "pass" }),
      device("f", { presence: "never", overall: "unknown" }),
      device("g", { presence: "off", overall: "pass" }),
    ]);
    expect(groups.pass.map((one) => one.id)).toEqual(["a"]);
    expect(groups.fail.map((one) => one.id)).toEqual(["b"]);
    expect(groups.undecided.map((one) => one.id)).toEqual(["c"]);
    expect(groups.off.map((one) => one.id)).toEqual(["d", "g"]);
    expect(groups.silent.map((one) => one.id)).toEqual(["e"]);
    expect(groups.never.map((one) => one.id)).toEqual(["f"]);
  });
  it("leave out what is revoked, lost or retired", () => {
    const groups = groupsOf([
      device("a", { revoked_at: "2026-01-02T00:00:00Z" }),
      device("b", { lifecycle: "lost" }),
      device("c", { lifecycle: "retired" }),
    ]);
    expect(Object.values(groups).flat()).toEqual([]);
  });
});

describe("the list of what is wrong", () => {
  const rows = wrongOf(
    [finding(2, "b"), finding(1, "a", { severity: "high" }), finding(3, "x")],
    [device("a"), device("b")],
    [{ id: "1", host_name: "b.kommun.example", serial_number: null, unit: "SN" }],
  );
  it("names computers short, takes the unit from the inventory, and shows an unknown computer by its id", () => {
    expect(rows.map((row) => row.name)).toEqual(["b", "a", "x"]);
    expect(rows.map((row) => row.unit)).toEqual(["SN", null, null]);
  });
  it("begins with the most severe and then the oldest", () => {
    expect(sortWrong(rows, { key: "severity", down: false }, String).map((row) => row.id)).toEqual([1, 2, 3]);
    expect(sortWrong(rows, { key: "since", down: true }, String).map((row) => row.id)).toEqual([3, 2, 1]);
  });
});

describe("coverage", () => {
  it("has computers that can have no agent among those that are not measured", () => {
    expect(coverageOf({ known: 10, with_agent: 9, reporting: 8, unmeasured: { macos: 2, phone: 1 } })).toEqual({
      measured: 8,
      known: 13,
      unmeasured: 5,
    });
  });
  it("takes an answer without figures for nothing measured", () => {
    expect(coverageOf({ known: 3 })).toEqual({ measured: 0, known: 3, unmeasured: 3 });
  });
});

describe("the trend", () => {
  const line = (period: string, days: number | "fewer_than_five" | null, passed: number | "fewer_than_five" | null, units: { unit: string; own: boolean }[] = []) => ({
    period,
    units,
    figures: { remote_days: days, security_part_pass: passed },
  });
  const year = (lines: ReturnType<typeof line>[]) => ({ year: 2026, closed_months: 12, lines, by_sex: [], by_role: [], why: null });
  it("is of months of the whole organisation, in order, and keeps hidden figures hidden", () => {
    const months = trendOf([
      year([
        line("2026-02", 100, 90),
        line("2026-01", 50, "fewer_than_five"),
        line("2026-03", "fewer_than_five", "fewer_than_five"),
        line("2026-Q1", 150, 140),
        line("2026-04", 0, 0),
        line("2026-05", null, null),
        line("2026-02", 10, 10, [{ unit: "SN", own: false }]),
      ]),
    ]);
    expect(months.map((one) => [one.month, one.share, one.days])).toEqual([
      [1, "hidden", 50],
      [2, 0.9, 100],
      [3, "hidden", null],
    ]);
  });
});
