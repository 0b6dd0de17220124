// SPDX-License-Identifier: EUPL-1.2
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  type Agreement,
  agreementGlyph,
  currentAgreement,
  hasWeekend,
  parseDayRef,
  type Person,
  type StaffDay,
  todosOf,
  yearBefore,
} from "./facts";

const today = "2026-11-26";
const day = (date: string, own: Partial<StaffDay> = {}): StaffDay => ({
  date,
  kind: "remote",
  agreement_day: true,
  verdict: "compliant",
  security_part: "compliant",
  agreement_part: "compliant",
  marked: false,
  without_agreement: false,
  ...own,
});
const person = (employee: string, days: StaffDay[] = []): Person => ({ employee, name: `N ${employee}`, unit: "SN", days });
const agreement = (employee: string, own: Partial<Agreement> = {}): Agreement => ({
  version: 1,
  state: "in_force",
  name: employee,
  unit: "SN",
  id: `a-${employee}`,
  employee,
  valid_from: "2026-01-01",
  valid_to: null,
  applied_on: null,
  refused: null,
  signed_by_employee: null,
  signed_by_manager: null,
  ended: null,
  max_days_per_week: 2,
  max_share_percent: null,
  risk_assessments: [{ on: "2026-06-01", work_environment: true, information_security: true }],
  follow_ups: [],
  equipment: [],
  archived_in_personnel_file: true,
  appear_within_minutes: null,
  renews: null,
  note: null,
  master: "here",
  ...own,
});
const whats = (staff: Person[], agreements: Agreement[]) => todosOf(staff, agreements, today).map((one) => one.what);

describe("what is to be done", () => {
  it("is nothing when all is in time", () => {
    expect(whats([person("e", [day("2026-11-23")])], [agreement("e")])).toEqual([]);
  });
  it.each([
    ["a renewal 60 days ahead", { valid_to: "2027-01-25" }, ["expires"]],
    ["no renewal 61 days ahead", { valid_to: "2027-01-26" }, []],
    ["a signature", { state: "applied" as const }, ["sign"]],
    ["no signature twice", { state: "applied" as const, signed_by_manager: { on: today, level: "confirmed" as const, by: "m" } }, []],
    ["a first assessment", { risk_assessments: [] }, ["assess_first"]],
    ["an assessment a year and a day old", { risk_assessments: [{ on: "2025-11-25", work_environment: true, information_security: true }] }, ["assess"]],
    ["no assessment a year old to the day", { risk_assessments: [{ on: "2025-11-26", work_environment: true, information_security: true }] }, []],
    ["a first follow-up after a year", { valid_from: "2025-11-25" }, ["follow_first"]],
    ["a follow-up", { valid_from: "2024-01-01", follow_ups: [{ on: "2025-01-01", by: "m", note: null }] }, ["follow"]],
    ["nothing of an ended one", { state: "ended" as const, risk_assessments: [] }, []],
  ])("has %s", (_, own, expected) => {
    expect(whats([person("e")], [agreement("e", own as Partial<Agreement>)])).toEqual(expected);
  });
  it("has no renewal that is made already", () => {
    const renewal = agreement("e", { id: "a-new", state: "agreed", valid_from: "2026-12-03", renews: "a-e" });
    expect(whats([person("e")], [agreement("e", { valid_to: "2026-12-02" }), renewal])).toEqual([]);
  });
  it("begins with days without an agreement and with faults in security; marked days are none", () => {
    const days = [
      day("2026-11-23", { without_agreement: true }),
      day("2026-11-24", { without_agreement: true, marked: true }),
      day("2026-11-25", { security_part: "deviation" }),
    ];
    const todos = todosOf([person("b", days), person("a")], [agreement("a", { valid_to: "2026-12-01" })], today);
    expect(todos.map((one) => [one.what, one.employee])).toEqual([["without", "b"], ["security", "b"], ["expires", "a"]]);
    expect(todos[0]).toMatchObject({ count: 1 });
  });
  it("counts a year before 29 February", () => {
    expect(yearBefore("2028-02-29")).toBe("2027-02-28");
  });
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

describe("the page", () => {
  it("takes the agreement in force before a newer application", () => {
    const both = [agreement("e", { id: "new", state: "applied", valid_from: "2027-01-01" }), agreement("e")];
    expect(currentAgreement(both, "e")?.id).toBe("a-e");
    expect(currentAgreement(both, "f")).toBeUndefined();
  });
  it("draws weekends only when somebody has such a day", () => {
    expect(hasWeekend([person("e", [day("2026-11-20")])])).toBe(false);
    expect(hasWeekend([person("e", [day("2026-11-21")])])).toBe(true);
  });
  it("reads a day from the address, and nothing else", () => {
    expect(parseDayRef("e-1@2026-11-26")).toEqual({ employee: "e-1", date: "2026-11-26" });
    for (const bad of [null, "", "e-1", "@2026-11-26", "a/b@2026-11-26", "e@2026-11-26x"]) expect(parseDayRef(bad)).toBeNull();
  });
  it("has no way to write a clock time", () => {
    const folder = new URL(".", import.meta.url).pathname;
    for (const name of readdirSync(folder).filter((file) => /(?<!test)\.tsx?$/.test(file))) {
      const source = readFileSync(folder + name, "utf8");
      expect(source, name).not.toMatch(/\b(clock|moment|ago)\b\s*[,(}]|timeStyle|hour/);
    }
  });
});
