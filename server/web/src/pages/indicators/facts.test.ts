// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from "vitest";
import { changeOf, chosenMonth, type Figure, type Figures, isWidened, monthsOf, names, recommendations, shareOf, type Unit, unitChoices, unitLines, type Value, type Year, yearBefore } from "./facts";

const figure = (value: Value, period = "2026-03", units: Figure["units"] = []): Figure => ({ value, per_mille: false, period, units });
const unit = (code: string, parent: string | null, committee: string | null = null): Unit => ({ code, name: code, parent, committee });

describe("the month", () => {
  const closed = ["2025-03", "2026-02", "2026-03"];
  it("is the one asked for when it is closed, else the newest", () => {
    expect(chosenMonth(closed, "2026-02")).toEqual({ year: 2026, month: 2 });
    expect(chosenMonth(closed, "2026-09")).toEqual({ year: 2026, month: 3 });
    expect(chosenMonth([], null)).toBeNull();
  });
  it("is compared with the same month a year before, when there is one", () => {
    expect(yearBefore(closed, { year: 2026, month: 3 })).toEqual({ year: 2025, month: 3 });
    expect(yearBefore(closed, { year: 2026, month: 2 })).toBeNull();
  });
});

describe("a hidden figure", () => {
  const few = "fewer_than_five" as const;
  it("gives no share, not as a part and not as a whole", () => {
    const figures: Figures = { security_part_pass: figure(8), remote_days: figure(10) };
    expect(shareOf(figures, "security_part_pass")).toBe(0.8);
    expect(shareOf({ ...figures, remote_days: figure(few) }, "security_part_pass")).toBeNull();
    expect(shareOf({ ...figures, security_part_pass: figure(few) }, "security_part_pass")).toBeNull();
    expect(shareOf({ ...figures, remote_days: figure(0) }, "security_part_pass")).toBeNull();
  });
  it("gives no change", () => {
    expect(changeOf(figure(9), figure(7, "2025-03"))).toBe(2);
    expect(changeOf(figure(9), figure(few, "2025-03"))).toBeNull();
  });
});

describe("figures that are about other people or times", () => {
  it("are said to be", () => {
    expect(isWidened(figure(1), { year: 2026, month: 3 }, null)).toBe(false);
    expect(isWidened(figure(1, "2026-Q1"), { year: 2026, month: 3 }, null)).toBe(true);
    expect(isWidened(figure(1, "2026-03", [{ unit: "SN", own: false }]), { year: 2026, month: 3 }, "SN")).toBe(false);
  });
  it("are not divided by each other, nor compared", () => {
    expect(shareOf({ security_part_pass: figure(8, "2026-Q1"), remote_days: figure(10) }, "security_part_pass")).toBeNull();
    expect(changeOf(figure(9), figure(7, "2025"))).toBeNull();
    expect(changeOf(figure(9), figure(7, "2025-03", [{ unit: "SN", own: false }]))).toBeNull();
  });
});

describe("units to choose from", () => {
  const units = [unit("KS", null, "Kommunstyrelsen"), unit("IT", "KS"), unit("SN", "KS", "Socialnämnden"), unit("hem", "SN")];
  it("stand under the committee that answers for them", () => {
    const all = unitChoices(units, null);
    expect(all.map((group) => [group.committee, group.choices.map((one) => `${one.depth}${one.unit.code}`)])).toEqual([
      ["Kommunstyrelsen", ["0KS", "1IT"]],
      ["Socialnämnden", ["0SN", "1hem"]],
    ]);
  });
  it("are only those that the role may ask for", () => {
    expect(unitChoices(units, ["hem"]).map((group) => [group.committee, group.choices[0]?.depth])).toEqual([["Socialnämnden", 0]]);
  });
  it("end, whatever circle the tree has", () => {
    expect(unitChoices([unit("a", "b"), unit("b", "a")], null)).toHaveLength(1);
  });
});

describe("a year", () => {
  const line = (period: string, units: Year["lines"][number]["units"], figures: Record<string, Value>) => ({ period, units, figures });
  const sn = [{ unit: "SN", own: false }];
  const year: Year = {
    year: 2026,
    closed_months: 3,
    by_sex: [],
    by_role: [],
    why: null,
    lines: [
      line("2026-01", [], { remote_days: 5 }),
      line("2026-03", sn, { remote_days: 7 }),
      line("2026-Q1", [{ unit: "BUN", own: false }], { remote_days: 0, security_part_pass: 0, employees: "fewer_than_five", agreements_active: 5 }),
      line("2026-Q1", sn, { remote_days: 10, security_part_pass: 9, employees: 20, agreements_active: 5, refused: "fewer_than_five" }),
    ],
  };
  it("has twelve months, and those that are not there are nothing", () => {
    expect(monthsOf(year, null, "remote_days").slice(0, 3)).toEqual([5, undefined, undefined]);
    expect(monthsOf(year, "SN", "remote_days")[2]).toBe(7);
  });
  it("compares units over the longest time that is shown", () => {
    expect(unitLines(year)).toEqual({
      period: "2026-Q1",
      lines: [
        { units: [{ unit: "BUN", own: false }], withAgreement: "hidden", securityPart: null, refused: null },
        { units: sn, withAgreement: 0.25, securityPart: 0.9, refused: "fewer_than_five" },
      ],
    });
  });
});

it("the five recommendations are answered with indicators that exist", () => {
  expect(recommendations.map((one) => one.key)).toEqual(["1", "2", "3", "4", "5"]);
  for (const one of recommendations) for (const name of one.figures) expect(names).toContain(name);
});
