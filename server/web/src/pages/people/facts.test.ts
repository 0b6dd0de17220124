// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from "vitest";
import { agreementsOf, currentAgreement, isAlive, lentOut, needsNoTunnel, parseAct, parseDayRef, renewalOf } from "./facts";
import type { Agreement, Asked } from "./queries";

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
  risk_assessments: [],
  follow_ups: [],
  equipment: [],
  archived_in_personnel_file: true,
  appear_within_minutes: null,
  renews: null,
  note: null,
  master: "here",
  ...own,
});

describe("a person's agreements", () => {
  it("begin with the one in force, before a newer application", () => {
    const both = [agreement("e", { id: "new", state: "applied", valid_from: "2027-01-01" }), agreement("e")];
    expect(agreementsOf(both, "e").map((one) => one.id)).toEqual(["a-e", "new"]);
    expect(currentAgreement(both, "f")).toBeUndefined();
  });
  it("are alive until they are past, ended or refused", () => {
    for (const state of ["applied", "agreed", "in_force"] as const) expect(isAlive(agreement("e", { state }))).toBe(true);
    for (const state of ["expired", "ended", "refused"] as const) expect(isAlive(agreement("e", { state }))).toBe(false);
  });
});

describe("what is lent", () => {
  it("is what has not come back, each with its place in the whole list", () => {
    const equipment = [
      { name: "Skärm", lent_on: "2026-01-01", returned_on: "2026-03-01" },
      { name: "Stol", lent_on: null, returned_on: null },
    ];
    expect(lentOut(agreement("e", { equipment }))).toEqual([{ name: "Stol", lentOn: null, item: 1 }]);
  });
});

describe("a renewal", () => {
  it("begins the day after and is as long as the old one was", () => {
    expect(renewalOf(agreement("e", { valid_from: "2026-01-01", valid_to: "2026-12-31" }), "2026-11-26")).toEqual({
      from: "2027-01-01",
      to: "2027-12-31",
    });
  });
  it("begins today when the old one is past, and has no end when the old one had none", () => {
    expect(renewalOf(agreement("e", { valid_to: "2026-11-01" }), "2026-11-26").from).toBe("2026-11-26");
    expect(renewalOf(agreement("e"), "2026-11-26")).toEqual({ from: "2026-11-26", to: null });
  });
});

describe("a tunnel", () => {
  const asked = (requirements: { id: string; applies: boolean }[]): Asked => {
    const text = { sv: "t", en: "t" };
    return {
      employee: "e",
      policy: { id: "p", version: 1, title: text },
      guideline: null,
      requirements: requirements.map((one) => ({ ...one, part: "security", title: text, why: text, remedy: text })),
    };
  };
  it("is not needed when the policy has none, or none for this person", () => {
    expect(needsNoTunnel(asked([{ id: "strong_login", applies: true }]))).toBe(true);
    expect(needsNoTunnel(asked([{ id: "secure_tunnel", applies: false }]))).toBe(true);
    expect(needsNoTunnel(asked([{ id: "secure_tunnel", applies: true }]))).toBe(false);
  });
  it("is not said to be needless while no policy is in force", () => {
    expect(needsNoTunnel({ ...asked([]), policy: null })).toBe(false);
  });
});

describe("the address", () => {
  it("names a day, and nothing else is one", () => {
    expect(parseDayRef("e-1@2026-11-26")).toEqual({ employee: "e-1", date: "2026-11-26" });
    for (const bad of [null, "", "e-1", "@2026-11-26", "a/b@2026-11-26", "e@2026-11-26x"]) expect(parseDayRef(bad)).toBeNull();
  });
  it("names an act of the list, and nothing else is one", () => {
    const whats = ["renew", "sign"] as const;
    expect(parseAct("renew@a-1", whats)).toEqual({ what: "renew", id: "a-1" });
    expect(parseAct("renew@e:2026-11-26", whats)).toEqual({ what: "renew", id: "e:2026-11-26" });
    for (const bad of [null, "", "erase@a-1", "renew@", "renew@a/b"]) expect(parseAct(bad, whats)).toBeNull();
  });
});
