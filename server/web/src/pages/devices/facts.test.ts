// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from "vitest";
import { makeCatalog, mergeTerms } from "../../texts/catalog";
import sv from "../../texts/sv.json";
import { askedIn, isFiltered, queryOf } from "./facts";
import { changedSince, factsOf, reasonWords } from "./said";

const asked = (search: string) => askedIn(new URLSearchParams(search));

describe("the list that an address asks for", () => {
  it("begins with the worst and is not filtered", () => {
    expect(asked("")).toEqual({ sort: "state", reverse: false, rows: 100 });
    expect(isFiltered(asked(""))).toBe(false);
  });
  it("leaves out what is no word of the list's", () => {
    expect(asked("state=broken&sort=newest&lifecycle=sold&rows=x&result=fail")).toEqual(asked(""));
  });
  it("keeps filters, order and length", () => {
    expect(asked("state=fail&requirement=screen_lock&result=unknown&search=%20vgy%20&sort=name&reverse=true&rows=150")).toEqual({
      state: "fail",
      requirement: "screen_lock",
      result: "unknown",
      search: "vgy",
      sort: "name",
      reverse: true,
      rows: 200,
    });
  });
  it("asks for no state in the name of who sees names alone", () => {
    expect(queryOf(asked("state=fail&requirement=screen_lock&unit=SN&sort=findings"), true)).toEqual({
      unit: "SN",
      sort: "name",
      reverse: false,
    });
  });
});

describe("what a computer says", () => {
  const catalog = makeCatalog("sv", sv, mergeTerms(null));
  it("is a state with details, or why there is none", () => {
    expect(
      factsOf({
        vpn: { unobservable: "needs_privilege", source: "system" },
        disk_encryption: { state: "protected", source: "system", method: "luks2", swap: "protected" },
        x_odd: 7,
      }),
    ).toEqual([
      { probe: "vpn", state: null, cause: "needs_privilege", details: [] },
      {
        probe: "disk_encryption",
        state: "protected",
        cause: null,
        details: [
          ["method", "luks2"],
          ["swap", "protected"],
        ],
      },
    ]);
    expect(factsOf(null)).toEqual([]);
  });
  it("is compared with the report before", () => {
    const before = factsOf({ vpn: { state: "connected" }, session: { state: "present" } });
    const after = factsOf({ vpn: { state: "disconnected" }, session: { state: "present" } });
    expect(changedSince(after, before).map((fact) => fact.probe)).toEqual(["vpn"]);
    expect(changedSince(after, after)).toEqual([]);
    expect(changedSince(after, null)).toEqual(after);
  });
  it("is put in words, and a word that is not known is shown as it is", () => {
    expect(reasonWords(catalog, "vpn: needs_privilege")).toBe("VPN: systemet lät inte agenten titta");
    expect(reasonWords(catalog, "x_odd.level: strange")).toBe("x_odd (level): strange");
    expect(reasonWords(catalog, "device: silent")).toBe("Datorn: hörs inte");
  });
});
