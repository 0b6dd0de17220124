// SPDX-License-Identifier: EUPL-1.2
// Pages are loaded when they are first shown and their styles stay: what one page's file says of a class holds on
// every page that is shown after it. So a class is styled in one file.
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const top = new URL("../", import.meta.url).pathname;
const files = readdirSync(top, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".css"));

/** The classes that a file's rules begin with. */
function classesOf(css: string): Set<string> {
  const rules = css.replace(/\/\*[^]*?\*\//g, "").matchAll(/([^{}]+)\{/g);
  const selectors = [...rules].flatMap((rule) => (rule[1] ?? "").split(",")).map((one) => one.trim());
  return new Set(selectors.flatMap((one) => /^\.([a-z0-9-]+)/.exec(one)?.[1] ?? []));
}

describe("the styles", () => {
  it("are found", () => {
    expect(files.length).toBeGreaterThan(10);
    expect([...classesOf(".a > b, .c:hover {} @media print { .d .e {} } /* .f {} */")]).toEqual(["a", "c", "d"]);
  });
  it("have one file for each class", () => {
    const places = new Map<string, string[]>();
    for (const file of files)
      for (const one of classesOf(readFileSync(top + file, "utf8"))) places.set(one, [...(places.get(one) ?? []), file]);
    // How wide the columns of figures are is the indicators' own matter.
    places.delete("figures-table");
    expect([...places].filter(([, where]) => where.length > 1)).toEqual([]);
  });
});
