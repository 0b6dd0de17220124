// SPDX-License-Identifier: EUPL-1.2
// Every text a person reads: ICU messages from sv.json and en.json, with the words of terms.json in
// them. A municipality changes terms.json and nothing else. Swedish is in the first load, English is
// fetched when somebody chooses it. Pure but for the import of a language; no React here.
import { IntlMessageFormat } from "intl-messageformat";
import sv from "./sv.json";
import defaults from "./terms.json";

export type Language = "sv" | "en";
export type TextKey = keyof typeof sv;
export type Values = Record<string, string | number>;
type Messages = Record<TextKey, string>;
type Terms = Record<string, string>;
export type Terminology = Record<Language, Terms>;

export const locales: Record<Language, string> = { sv: "sv-SE", en: "en-GB" };

/** What a municipality's own file may say: words we know, as strings. All else is ignored. */
export function mergeTerms(own: unknown): Terminology {
  const merged: Terminology = { sv: { ...defaults.sv }, en: { ...defaults.en } };
  if (typeof own !== "object" || own === null) return merged;
  for (const language of ["sv", "en"] as const) {
    const words = (own as Record<string, unknown>)[language];
    if (typeof words !== "object" || words === null) continue;
    for (const [key, word] of Object.entries(words)) {
      if (key in merged[language] && typeof word === "string" && word.length > 0 && word.length <= 80)
        merged[language][key] = word;
    }
  }
  return merged;
}

/** Each word as it is and, under a key that begins with a capital, as a sentence begins. */
export function withCapitals(terms: Terms): Terms {
  const all: Terms = { ...terms };
  for (const [key, word] of Object.entries(terms))
    all[key.charAt(0).toUpperCase() + key.slice(1)] = word.charAt(0).toUpperCase() + word.slice(1);
  return all;
}

export async function messagesOf(language: Language): Promise<Messages> {
  return language === "sv" ? sv : ((await import("./en.json")).default satisfies Messages);
}

export interface Catalog {
  language: Language;
  locale: string;
  text: (key: TextKey, values?: Values) => string;
  has: (key: string) => key is TextKey;
  term: (key: string) => string;
}

export function makeCatalog(language: Language, messages: Messages, terminology: Terminology): Catalog {
  const locale = locales[language];
  const terms = withCapitals(terminology[language]);
  const formats = new Map<TextKey, IntlMessageFormat>();
  return {
    language,
    locale,
    text(key, values) {
      let format = formats.get(key);
      if (!format) {
        format = new IntlMessageFormat(messages[key], locale, undefined, { ignoreTag: true });
        formats.set(key, format);
      }
      return String(format.format({ ...terms, ...values }));
    },
    has: (key): key is TextKey => key in messages,
    term: (key) => terms[key] ?? key,
  };
}
