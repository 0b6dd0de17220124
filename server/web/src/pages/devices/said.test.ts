// SPDX-License-Identifier: EUPL-1.2
import { expect, it } from "vitest";
import { makeCatalog, mergeTerms } from "../../texts/catalog";
import sv from "../../texts/sv.json";
import { detailWords, enrolledWords, reasonWords } from "./said";

const catalog = makeCatalog("sv", sv, mergeTerms(null));

it.each([
  ["tunnel", "split", "trafik i tunneln: bara kommunens"],
  ["card_present", false, "kort i läsaren: nej"],
  ["timeout_seconds", 900, "låser efter: 15 minuter"],
  ["system_volume", "protected", "systemdisken: hela disken krypterad"],
  ["method", "password", "sätt: lösenord"],
  ["method", "newer_than_this_app", "sätt: newer_than_this_app"],
  ["newer_than_this_app", 3, "newer_than_this_app: 3"],
] as const)("the detail %s = %s is said in words", (name, said, words) => {
  expect(detailWords(catalog, [name, said])).toBe(words);
});

it.each([
  ["group code 30ca1b53", "gruppkoden 30ca1b53"],
  ["code 30ca1b53", "engångskoden 30ca1b53"],
  ["enterprise", "ett certifikat från kommunens egen utfärdare"],
  ["something new", "something new"],
])("how it was enrolled is said in words: %s", (by, words) => {
  expect(enrolledWords(catalog, by)).toBe(words);
});

it("says which detail could not be told", () => {
  expect(reasonWords(catalog, "vpn.tunnel: not_reported")).toMatch(/^VPN \(trafik i tunneln\): /);
});
