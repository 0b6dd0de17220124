// SPDX-License-Identifier: EUPL-1.2
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Task } from "../people/queries";
import { actOf, agreementGlyph, hasWeekend, isGrave, type Person, type StaffDay } from "./facts";

const day = (date: string, own: Partial<StaffDay> = {}): StaffDay => ({
  date,
  kind: "remote",
  agreement_day: true,
  verdict: "compliant",
  security_part: "compliant",
  agreement_part: "compliant",
  marked: false,
  without_agreement: false,
  contested: null,
  ...own,
});
const person = (employee: string, days: StaffDay[] = []): Person => ({ employee, name: `N ${employee}`, unit: "SN", days });
const task = (kind: Task["kind"]): Task => ({
  kind,
  employee: "e",
  name: "N",
  unit: "SN",
  about: "a1",
  version: 3,
  date: null,
  last: null,
  requirements: [],
});

describe("a day's lower sign", () => {
  it.each([
    ["the agreement's verdict", day("2026-11-23", { agreement_part: "deviation" }), "deviation"],
    ["a mark before all", day("2026-11-23", { marked: true, agreement_day: false }), "marked"],
    ["a dot on a day that is no agreement day", day("2026-11-23", { agreement_day: false }), "short"],
    ["what is missing on a day without an agreement", day("2026-11-23", { agreement_day: false, without_agreement: true, agreement_part: "deviation" }), "deviation"],
    ["not a dot when nothing is known", day("2026-11-23", { kind: "undetermined", agreement_day: false, agreement_part: "undetermined" }), "undetermined"],
  ])("is %s", (_, one, sign) => {
    expect(agreementGlyph(one)).toBe(sign);
  });
});

describe("a task", () => {
  it.each([
    ["expires_7", { what: "renew", id: "a1" }],
    ["expires_60", { what: "renew", id: "a1" }],
    ["manager_signature", { what: "sign", id: "a1" }],
    ["risk_assessment", { what: "assess", id: "a1" }],
    ["unit_risk_assessment", { what: "assess_unit", id: "SN" }],
    ["follow_up", { what: "follow", id: "a1" }],
    ["contested_day", { what: "answer", id: "a1" }],
    ["marked_day", { what: "see", id: "a1" }],
    ["without_agreement", { what: "new", id: "e" }],
    ["employee_signature", null],
    ["training", null],
    ["guideline", null],
    ["shortfall", null],
  ] as const)("%s is done by", (kind, act) => {
    expect(actOf(task(kind))).toEqual(act);
  });
  it("is a fault already, or due", () => {
    expect(isGrave(task("shortfall"))).toBe(true);
    expect(isGrave(task("follow_up"))).toBe(false);
  });
});

describe("the page", () => {
  it("draws weekends only when somebody has such a day", () => {
    expect(hasWeekend([person("e", [day("2026-11-20")])])).toBe(false);
    expect(hasWeekend([person("e", [day("2026-11-21")])])).toBe(true);
  });
  it("works out nothing of what there is to do: the collector does", () => {
    const source = readFileSync(new URL("facts.ts", import.meta.url), "utf8");
    expect(source).not.toMatch(/months|addDays|yearBefore/);
  });
  it.each(["../staff/", "../people/", "../me/"])("has no way to write a clock time: %s", (place) => {
    const folder = new URL(place, import.meta.url).pathname;
    for (const name of readdirSync(folder).filter((file) => /(?<!test)\.tsx?$/.test(file))) {
      const source = readFileSync(folder + name, "utf8");
      expect(source, name).not.toMatch(/\b(clock|moment|ago)\b\s*[,(}]|timeStyle|hour/);
    }
  });
});
