// SPDX-License-Identifier: EUPL-1.2
// Two calendar years side by side, as they are drawn and as they are read.
import { createElement, type ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { mergeTerms } from "../../texts/catalog";
import sv from "../../texts/sv.json";
import { TextsProvider } from "../../texts/texts";
import type { Value } from "./facts";
import { type Column, YearBars, YearTable } from "./year_columns";

const year = (of: number, months: Record<number, Value>): Column => ({
  year: of,
  months: Array.from({ length: 12 }, (_, at) => months[at + 1]),
});
const columns = [
  year(2025, { 9: 10, 10: 12, 11: "fewer_than_five", 12: 14 }),
  year(2026, { 1: 15, 9: 13, 10: "fewer_than_five", 11: 16 }),
];
const drawn = (element: ReactElement) =>
  renderToStaticMarkup(
    createElement(TextsProvider, { first: { language: "sv", messages: sv }, terms: mergeTerms(null), children: element }),
  );
const rows = (html: string) =>
  [...html.matchAll(/<tr>(.*?)<\/tr>/g)].map((row) => [...(row[1] ?? "").matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/g)].map((cell) => cell[1]));

describe("two years as a table", () => {
  const table = rows(drawn(createElement(YearTable, { columns, perMille: false })));
  it("have a column each, and the change between them", () => {
    expect(table[0]).toEqual(["Månad", "2025", "2026", "Förändring"]);
    expect(table).toHaveLength(13);
    expect(table[9]).toEqual(["september", "10", "13", "+3"]);
  });
  it("tell no change where one of them may not be shown or is not there", () => {
    expect(table[10]).toEqual(["oktober", "12", "färre än 5", "–"]);
    expect(table[11]).toEqual(["november", "färre än 5", "16", "–"]);
    expect(table[1]).toEqual(["januari", "finns inte", "15", "–"]);
  });
  it("say shares in per cent, and their change in points", () => {
    const shares = [year(2025, { 3: 792 }), year(2026, { 3: 750 })];
    expect(rows(drawn(createElement(YearTable, { columns: shares, perMille: true })))[3]?.slice(1, 3)).toEqual(["79,2 %", "75 %"]);
  });
  it("are one year without a change when there is one", () => {
    expect(rows(drawn(createElement(YearTable, { columns: columns.slice(1), perMille: false })))[0]).toEqual(["Månad", "2026"]);
  });
});

describe("two years as bars", () => {
  const heights = (html: string, kind: string) =>
    [...html.matchAll(new RegExp(`<rect class="${kind}" x="[^"]+" y="([^"]+)"[^>]* height="([^"]+)"`, "g"))]
      .map((one) => Number(one[2]))
      .filter((one) => one !== 12);
  const html = drawn(createElement(YearBars, { columns, label: "Gäller", perMille: false }));
  it("differ in shape, the newest filled", () => {
    expect(heights(html, "bar bar-0")).toHaveLength(3);
    expect(heights(html, "bar bar-1")).toHaveLength(3);
  });
  it("give a hidden month no height that tells", () => {
    const hidden = heights(html, "bar-hidden");
    expect(hidden).toHaveLength(2);
    expect(new Set(hidden).size).toBe(1);
    expect(hidden[0]).toBeGreaterThanOrEqual(Math.max(...heights(html, "bar bar-0")));
  });
  it("are not drawn where no figure is shown", () => {
    const hidden = [year(2025, { 8: 0 }), year(2026, { 8: "fewer_than_five" })];
    expect(drawn(createElement(YearBars, { columns: hidden, label: "x", perMille: false }))).toBe("");
  });
  it("count people whole", () => {
    const few = drawn(createElement(YearBars, { columns: [year(2026, { 1: 1 })], label: "x", perMille: false }));
    expect([...few.matchAll(/text-anchor="end">([^<]+)</g)].map((one) => one[1])).toEqual(["0", "1"]);
  });
});
