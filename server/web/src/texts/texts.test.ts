// SPDX-License-Identifier: EUPL-1.2
import { readdirSync, readFileSync } from "node:fs";
import { parse, TYPE, type MessageFormatElement } from "@formatjs/icu-messageformat-parser";
import { describe, expect, it } from "vitest";
import { makeCatalog, mergeTerms, withCapitals } from "./catalog";
import en from "./en.json";
import sv from "./sv.json";
import terms from "./terms.json";

const keys = Object.keys(sv) as (keyof typeof sv)[];

/** The names that a message asks values for, however deep. */
function argumentsOf(elements: MessageFormatElement[]): string[] {
  return elements.flatMap((one) => {
    switch (one.type) {
      case TYPE.argument:
      case TYPE.number:
      case TYPE.date:
      case TYPE.time:
        return [one.value];
      case TYPE.plural:
      case TYPE.select:
        return [one.value, ...Object.values(one.options).flatMap((option) => argumentsOf(option.value))];
      default:
        return [];
    }
  });
}
const values = (message: string) =>
  new Set(argumentsOf(parse(message, { ignoreTag: true })).filter((name) => !(name in withCapitals(terms.sv))));

describe("the message files", () => {
  it("have the same keys in Swedish and English", () => {
    expect(Object.keys(en)).toEqual(Object.keys(sv));
  });
  it.each(["sv", "en"])("say each thing once: %s", (language) => {
    const file = readFileSync(new URL(`${language}.json`, import.meta.url), "utf8");
    const named = [...file.matchAll(/^ {2}"([^"]+)":/gm)].map((match) => match[1]);
    expect(named.filter((key, at) => named.indexOf(key) !== at)).toEqual([]);
  });
  it("have no empty text", () => {
    for (const key of keys) expect(sv[key] && en[key], key).toBeTruthy();
  });
  it.each(keys)("ask for the same values in both languages: %s", (key) => {
    expect(values(en[key])).toEqual(values(sv[key]));
  });
  it("have no text that nothing says", () => {
    const folder = new URL("..", import.meta.url).pathname;
    const source = readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => /(?<!test)\.tsx?$/.test(name))
      .map((name) => readFileSync(`${folder}/${name}`, "utf8"))
      .join("\n");
    const built = [...source.matchAll(/`([a-z_.]+\.)\$\{/g)].map((match) => match[1] ?? "");
    const said = new Set([...source.matchAll(/"([a-z_.0-9]+)"/g)].map((match) => match[1]));
    const unused = keys.filter((key) => !said.has(key) && !built.some((start) => key.startsWith(start)));
    expect(unused).toEqual([]);
  });
  it("say what they say with the words of the terminology file", () => {
    expect(Object.keys(terms.en)).toEqual(Object.keys(terms.sv));
  });
  it("never use the words that the vocabulary forbids", () => {
    const all = Object.values(sv).join("\n") + Object.values(terms.sv).join("\n");
    expect(all).not.toMatch(/övervak|kontroll av medarbetare|efterlevnadsgrad|avvikelse/i);
  });
  it("hold every text: no page writes words of its own", () => {
    const folder = new URL("..", import.meta.url).pathname;
    const pages = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".tsx"));
    expect(pages.length).toBeGreaterThan(10);
    for (const name of pages) {
      const source = readFileSync(`${folder}/${name}`, "utf8");
      const words = [...source.matchAll(/(?<!=)>\s*([A-Za-zÅÄÖåäö][^<>{}=;()&|]{2,})\s*<\//g)].map((match) => match[1]?.trim());
      expect(words.filter((word) => word !== "Svenska" && word !== "English"), name).toEqual([]);
    }
  });
});

describe("a catalog", () => {
  const catalog = makeCatalog("sv", sv, mergeTerms(null));
  it("counts as the language does", () => {
    expect(catalog.text("now.answer.wrong", { count: 1 })).toBe("1 dator har en brist just nu.");
    expect(catalog.text("now.answer.wrong", { count: 2 })).toBe("2 datorer har brister just nu.");
  });
  it("begins a sentence with a capital whatever the word", () => {
    expect(catalog.text("now.wrong.device")).toBe("Dator");
  });
  it("says a municipality's own word, and keeps ours where the file is wrong", () => {
    const own = mergeTerms({ sv: { device: "laptop", devices: 7, unknown_word: "x", finding: "" } });
    const changed = makeCatalog("sv", sv, own);
    expect(changed.text("now.answer.wrong", { count: 1 })).toBe("1 laptop har en brist just nu.");
    expect(own.sv.devices).toBe("datorer");
    expect(own.sv.finding).toBe("brist");
    expect(own.sv.unknown_word).toBeUndefined();
  });
});
