// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from "vitest";
import { csvOf } from "../../parts/save";
import { actorsOf, type Agreement, type AgreementRecord, byRow, canBeWritten, editsOf, isWorkbook, lacksOf, partsOf, type Report, type Version } from "./facts";

const signature = { on: "2026-01-02", level: "recorded" as const, by: "hr" };
const record: AgreementRecord = {
  id: "a",
  employee: "p",
  valid_from: "2026-01-01",
  valid_to: "2027-12-31",
  applied_on: null,
  refused: null,
  signed_by_employee: signature,
  signed_by_manager: signature,
  ended: null,
  max_days_per_week: 2,
  max_share_percent: null,
  risk_assessments: [{ on: "2026-01-01", work_environment: true, information_security: true, by: null, note: null }],
  follow_ups: [{ on: "2026-06-01", by: "chef", note: null }],
  equipment: [],
  archived_in_personnel_file: true,
  appear_within_minutes: null,
  renews: null,
  note: null,
  master: "here",
};
const agreement = (changed: Partial<Agreement>): Agreement => ({ ...record, version: 1, state: "in_force", name: "N", unit: "SN", ...changed });
const version = (number: number, value: Partial<AgreementRecord> | null): Version =>
  ({ version: number, on: "2026-03-02", erased: false, removed: value === null, by: "hr", why: null, value: value && { ...record, ...value } }) as Version;

describe("what an agreement lacks", () => {
  it("is nothing when all is done", () => {
    expect(lacksOf(agreement({}))).toEqual([]);
  });
  it("is each thing that was never done", () => {
    expect(
      lacksOf(agreement({ state: "applied", signed_by_manager: null, risk_assessments: [], follow_ups: [], archived_in_personnel_file: false, valid_to: null })),
    ).toEqual(["manager_signature", "risk_assessment", "follow_up", "personnel_file", "last_day"]);
  });
  it("is a risk assessment as long as one of its parts is", () => {
    const half = { on: "2026-01-01", work_environment: true, information_security: false, by: null, note: null };
    expect(lacksOf(agreement({ risk_assessments: [half] }))).toEqual(["risk_assessment"]);
  });
  it("is the equipment, and nothing else, when it is over", () => {
    const lent = [{ name: "Skärm", lent_on: null, returned_on: null }];
    expect(lacksOf(agreement({ state: "ended", signed_by_manager: null, equipment: lent }))).toEqual(["returned_equipment"]);
    expect(lacksOf(agreement({ state: "refused", equipment: lent }))).toEqual([]);
  });
});

describe("a version", () => {
  it("says what became another", () => {
    expect(editsOf(version(1, {}), version(2, { valid_to: null, note: "x" }))).toEqual([
      { field: "valid_to", before: "2027-12-31", after: null },
      { field: "note", before: null, after: "x" },
    ]);
  });
  it("that is the first says all it has and nothing that it has not", () => {
    const fields = editsOf(undefined, version(1, {})).map((edit) => edit.field);
    expect(fields).toContain("valid_from");
    expect(fields).not.toContain("ended");
    expect(fields).not.toContain("equipment");
  });
  it("says of a list what went and what came", () => {
    const now = { on: "2026-09-01", by: "chef", note: "Samtal" };
    const [edit] = editsOf(version(1, {}), version(2, { follow_ups: [...record.follow_ups, now] }));
    expect(edit && partsOf(edit)).toEqual({ gone: [], come: [now] });
    expect(partsOf({ field: "note", before: "a", after: "b" })).toEqual({ gone: ["a"], come: ["b"] });
  });
  it("names everybody who did something", () => {
    expect(actorsOf([version(1, {})]).sort()).toEqual(["chef", "hr"]);
  });
  it("that was erased or removed says nothing", () => {
    expect(editsOf(version(1, {}), version(2, null))).toEqual([]);
  });
});

describe("a file", () => {
  it("of Excel's own is no CSV", () => {
    expect(isWorkbook(new Uint8Array([0x50, 0x4b, 3, 4]))).toBe(true);
    expect(isWorkbook(new Uint8Array([0xd0, 0xcf, 0x11, 0xe0]))).toBe(true);
    expect(isWorkbook(new TextEncoder().encode("Anst"))).toBe(false);
    expect(isWorkbook(new Uint8Array())).toBe(false);
  });
  it("has its problems in the order of its rows", () => {
    const problem = (row: number) => ({ row, column: "", value: "", reason: { sv: "", en: "" }, remedy: { sv: "", en: "" } });
    expect(byRow([problem(101), problem(11), problem(0)]).map((one) => one.row)).toEqual([0, 11, 101]);
  });
  it("is written only when nothing is wrong and it does something", () => {
    const report = (part: Partial<Report>) => ({ clean: true, added: 1, changed: 0, ended: 0, ...part }) as Report;
    expect(canBeWritten(report({}))).toBe(true);
    expect(canBeWritten(report({ clean: false }))).toBe(false);
    expect(canBeWritten(report({ added: 0 }))).toBe(false);
  });
  it("that is saved opens in a Swedish Excel and holds no formula", () => {
    expect(csvOf([["a;b", '"', "=1+1"]])).toBe('\uFEFF"a;b";"""";\'=1+1\r\n');
  });
});
