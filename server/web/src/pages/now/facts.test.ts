// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from "vitest";
import { coverageOf, instantOf, localMinute, shortName, trendOf } from "./facts";

describe("a computer", () => {
  it("is named without the domain that all share, else by the beginning of its id", () => {
    expect(shortName("laptop-1.kommun.example", "0123456789ab")).toBe("laptop-1");
    expect(shortName(null, "0123456789ab")).toBe("01234567");
  });
});

describe("the time of an outage", () => {
  it("comes back as it went, to the minute", () => {
    const at = Date.parse("2026-11-26T21:30:00Z");
    expect(instantOf(localMinute(at))).toBe("2026-11-26T21:30:00Z");
  });
  it("is none while the field is empty", () => {
    expect(instantOf("")).toBeNull();
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
