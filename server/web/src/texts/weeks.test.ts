// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from "vitest";
import { makeMoments } from "./moments";
import { addDays, mondayOf, today, weekNamed, weekOf, weeksUntil } from "./weeks";

describe("weeks", () => {
  it.each([
    ["2026-11-26", "2026-W48", "2026-11-23"],
    ["2026-12-31", "2026-W53", "2026-12-28"],
    ["2027-01-03", "2026-W53", "2026-12-28"],
    ["2027-01-04", "2027-W01", "2027-01-04"],
    ["2024-12-30", "2025-W01", "2024-12-30"],
  ])("%s is in %s, which begins on %s", (day, name, monday) => {
    expect(weekOf(day).name).toBe(name);
    expect(mondayOf(day)).toBe(monday);
    expect(weekNamed(name)?.monday).toBe(monday);
  });
  it.each(["", "2026-W54", "2025-W53", "2026-48", "x"])("there is no week %s", (name) => {
    expect(weekNamed(name)).toBeNull();
  });
  it("five of them end with the last", () => {
    const weeks = weeksUntil(weekOf("2026-01-07"), 5).map((week) => week.name);
    expect(weeks).toEqual(["2025-W50", "2025-W51", "2025-W52", "2026-W01", "2026-W02"]);
  });
  it("days pass the change to summer time", () => {
    expect(addDays("2026-03-28", 2)).toBe("2026-03-30");
  });
  it("today is Sweden's, also when it is yesterday in London", () => {
    expect(today(Date.parse("2026-11-25T23:30:00Z"))).toBe("2026-11-26");
  });
});

describe("moments", () => {
  const swedish = makeMoments("sv-SE");
  it("are in Swedish time", () => {
    expect(swedish.moment("2026-07-01T10:00:00Z")).toContain("12:00");
  });
  it("say how long ago, and never the future", () => {
    const now = Date.parse("2026-11-26T12:00:00Z");
    expect(swedish.ago("2026-11-26T09:00:00Z", now)).toBe("för 3 timmar sedan");
    expect(swedish.ago("2026-11-26T12:00:30Z", now)).toBe("nu");
  });
});
