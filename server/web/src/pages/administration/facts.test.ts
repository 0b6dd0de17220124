// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from "vitest";
import { deputyState, inOrder, isActive, progressOf, sectionsFor, stateOfCode, todosOf, wordsOf } from "./facts";

const now = Date.parse("2026-11-26T12:00:00Z");
const nothing = { requests: [], policies: [], tokens: [], integrations: [] };
const grounds = { decision: {}, co_determination: {}, dpia: {} };

describe("what waits for an administrator", () => {
  it("is nothing when nothing does", () => {
    expect(todosOf(nothing, now)).toEqual([]);
  });
  it("is each computer that waits, in one line", () => {
    expect(todosOf({ ...nothing, requests: [1, 2] }, now)).toEqual([
      { section: "registrering", text: "admin.todo.requests", values: { count: 2 } },
    ]);
  });
  it("is a policy without its grounds while it holds or comes, and not one that has been", () => {
    const policy = { id: "p", version: 1, ...grounds, dpia: null };
    const of = (state: string) => todosOf({ ...nothing, policies: [{ ...policy, state }] }, now).length;
    expect(["in_force", "announced", "past", "withdrawn"].map(of)).toEqual([1, 1, 0, 0]);
  });
  it("is a token that ends within two weeks, and not one that has ended or was revoked", () => {
    const of = (expires_at: string | null, revoked_at: string | null = null) =>
      todosOf({ ...nothing, tokens: [{ name: "t", expires_at, revoked_at }] }, now).length;
    expect(of("2026-12-01T00:00:00Z")).toBe(1);
    expect(of("2026-12-20T00:00:00Z")).toBe(0);
    expect(of("2026-11-01T00:00:00Z")).toBe(0);
    expect(of("2026-12-01T00:00:00Z", "2026-11-20T00:00:00Z")).toBe(0);
    expect(of(null)).toBe(0);
  });
  it("is what did not arrive", () => {
    expect(todosOf({ ...nothing, integrations: [{ name: "soc", given_up: 3 }] }, now)[0]?.values).toEqual({
      name: "soc",
      count: 3,
    });
  });
  it("leaves out what could not be asked for", () => {
    expect(
      todosOf({ requests: undefined, policies: undefined, tokens: undefined, integrations: undefined }, now),
    ).toEqual([]);
  });
});

describe("the parts of the administration", () => {
  it("are those of the role", () => {
    expect(sectionsFor("administrator").length).toBe(8);
    expect(sectionsFor("it_security").map((one) => one.path)).toEqual(["registrering", "integrationer", "ordlista"]);
    expect(sectionsFor("manager")).toEqual([]);
  });
});

describe("a simulation", () => {
  it("tells how far it is only when it knows", () => {
    expect(progressOf({ step: "copying", done: 0, all: 0 })).toBeNull();
    expect(progressOf({ step: "copying", done: 5, all: 10 })).toBeCloseTo(0.1);
    expect(progressOf({ step: "judging", done: 0, all: 10 })).toBeCloseTo(0.2);
    expect(progressOf({ step: "judging", done: 12, all: 10 })).toBe(1);
  });
});

describe("a code", () => {
  const code = { uses: 0, max_uses: 1, valid_until: "2026-12-01T00:00:00Z", revoked_at: null };
  it.each([
    [code, "good"],
    [{ ...code, uses: 1 }, "used"],
    [{ ...code, valid_until: "2026-11-26T11:59:00Z" }, "ended"],
    [{ ...code, revoked_at: "2026-11-20T00:00:00Z" }, "revoked"],
  ])("is what it is: %#", (one, state) => {
    expect(stateOfCode(one, now)).toBe(state);
  });
});

describe("a granted role", () => {
  it("holds from its first to its last day, both included", () => {
    const grant = { from: "2026-11-01", to: "2026-11-26" };
    expect(["2026-10-31", "2026-11-01", "2026-11-26", "2026-11-27"].map((day) => isActive(grant, day))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(isActive({ from: null, to: null }, "2026-11-26")).toBe(true);
  });
});

describe("the words", () => {
  it("that a municipality says otherwise come first", () => {
    expect(wordsOf({ a: "x", b: "y" }, { a: "x", b: "z" })).toEqual([
      { key: "b", ours: "y", own: "z" },
      { key: "a", ours: "x", own: null },
    ]);
  });
});

describe("who stands in", () => {
  const today = "2026-11-27";
  const [before, ends, long, coming] = [
    { from: "2026-11-01", to: "2026-11-26" },
    { from: "2026-11-20", to: "2026-11-27" },
    { from: "2026-11-01", to: "2027-01-31" },
    { from: "2026-11-28", to: "2026-12-04" },
  ] as const;
  it("is so from the first day to the last, both counted", () => {
    expect([before, ends, long, coming].map((one) => deputyState(one, today))).toEqual(["ended", "now", "now", "coming"]);
  });
  it("comes in the order in which it changes, who did so only when wished", () => {
    expect(inOrder([before, coming, long, ends], today, false)).toEqual([ends, long, coming]);
    expect(inOrder([before, coming, long, ends], today, true)).toEqual([ends, long, coming, before]);
  });
});
