// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from "vitest";
import { checkpointOf, type Frame, monthsIn, periodOf, policiesIn, type Policy, usualPeriods, wholenessOf, type Year, yearsOf } from "./facts";

const frame = (dates: Partial<Frame["dates"]>): Frame =>
  ({ dates: { all: 30, final: 0, open: 0, unknown: 0, first_known: null, ...dates } }) as Frame;

describe("a period", () => {
  it("is the address's when that has two days in order, else this year", () => {
    expect(periodOf("2026-01-01", "2026-02-01", "2026-11-26")).toEqual({ from: "2026-01-01", to: "2026-02-01" });
    for (const [from, to] of [["2026-02-01", "2026-01-01"], ["x", "2026-01-01"], [null, null]] as const)
      expect(periodOf(from, to, "2026-11-26")).toEqual({ from: "2026-01-01", to: "2026-11-26" });
  });
  it("that is often asked for is a whole quarter that has ended", () => {
    const quarter = (today: string) => usualPeriods(today).find((one) => one.key === "quarter")?.period;
    expect(quarter("2026-11-26")).toEqual({ from: "2026-07-01", to: "2026-09-30" });
    expect(quarter("2026-02-01")).toEqual({ from: "2025-10-01", to: "2025-12-31" });
    expect(quarter("2026-04-01")).toEqual({ from: "2026-01-01", to: "2026-03-31" });
  });
  it("touches its years", () => {
    expect(yearsOf({ from: "2025-12-31", to: "2026-01-01" })).toEqual([2025, 2026]);
  });
});

describe("how whole a period is", () => {
  it.each([
    [{ final: 30 }, "whole"],
    [{ final: 20, open: 10 }, "open"],
    [{ final: 20, unknown: 10 }, "unknown"],
    [{ unknown: 30 }, "nothing"],
  ] as const)("%j is %s", (dates, expected) => {
    expect(wholenessOf(frame(dates))).toBe(expected);
  });
});

it("policies of a period are those that were in force on some day of it", () => {
  const policy = (id: string, from: string, until: string | null, state: Policy["state"]): Policy => ({
    id,
    version: 1,
    sha256: id,
    state,
    in_force_from: from,
    in_force_until: until,
  });
  const all = [
    policy("old", "2025-01-01", "2025-06-01", "past"),
    policy("before", "2025-06-01", "2026-02-01", "past"),
    policy("now", "2026-02-01", null, "in_force"),
    policy("coming", "2026-03-01", null, "announced"),
  ];
  const shown = policiesIn(all, { from: "2026-01-01", to: "2026-03-31" }, (at) => at);
  expect(shown.map((one) => one.id)).toEqual(["before", "now"]);
});

it("months of a period are whole ones of the whole organisation", () => {
  const line = (period: string, units: { unit: string; own: boolean }[] = []) => ({ period, units, figures: {} });
  const year: Year = { year: 2026, closed_months: 3, by_sex: [], by_role: [], why: null, lines: [line("2026-01"), line("2026-02"), line("2026-Q1"), line("2026-02", [{ unit: "SN", own: false }])] };
  expect(monthsIn([year], { from: "2026-01-15", to: "2026-03-31" }).map((one) => one.period)).toEqual(["2026-02"]);
});

it("a checkpoint is its first three lines, or none", () => {
  expect(checkpointOf("kommun/log\n17\nabc=\n\n— sig\n")).toEqual({ origin: "kommun/log", size: "17", root: "abc=" });
  expect(checkpointOf("")).toBeNull();
  expect(checkpointOf("a\nb\nc")).toBeNull();
});
