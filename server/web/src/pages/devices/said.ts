// SPDX-License-Identifier: EUPL-1.2
// What probes say, in words. A word that a newer agent has and this app not is shown as it is.
import type { Catalog } from "../../texts/catalog";

function worded(catalog: Catalog, key: string, word: string): string {
  return catalog.has(key) ? catalog.text(key) : word;
}

export const probeName = (catalog: Catalog, probe: string) => worded(catalog, `probe.${probe}`, probe);
export const stateWord = (catalog: Catalog, state: string) => worded(catalog, `said.${state}`, state);
export const causeWord = (catalog: Catalog, cause: string) => worded(catalog, `cause.${cause}`, cause);

/** "vpn: needs_privilege", "vpn.tunnel: not_reported": which probe could not tell, and why. */
export function reasonWords(catalog: Catalog, reason: string): string {
  const [place = "", cause = ""] = reason.split(": ");
  const [probe = "", detail] = place.split(".");
  return `${probeName(catalog, probe)}${detail && detail !== "state" ? ` (${worded(catalog, `detail.${detail}`, detail)})` : ""}: ${causeWord(catalog, cause)}`;
}

/** "metod: lösenord": a detail and what it says; a length of time as people say it. */
export function detailWords(catalog: Catalog, [name, said]: Fact["details"][number]): string {
  const label = worded(catalog, `detail.${name}`, name);
  if (typeof said === "boolean") return `${label}: ${catalog.text(said ? "device.facts.yes" : "device.facts.no")}`;
  if (name === "timeout_seconds") return `${label}: ${catalog.text("device.facts.minutes", { count: Number(said) / 60 })}`;
  return `${label}: ${worded(catalog, `detail.${name}.${said}`, worded(catalog, `said.${said}`, String(said)))}`;
}

/** How it was enrolled: "group code 30ca1b53", "code …", "enterprise", "restore", "successor". */
export function enrolledWords(catalog: Catalog, by: string): string {
  const parts = /^(group code|code) (.+)$/.exec(by);
  if (!parts) return worded(catalog, `device.enrolled.${by}`, by);
  return catalog.text(parts[1] === "code" ? "device.enrolled.code" : "device.enrolled.group_code", { code: parts[2] ?? "" });
}

export interface Fact {
  probe: string;
  state: string | null;
  cause: string | null;
  details: [string, string | number | boolean][];
}

/** What a report says that the one before it did not; everything when there is none. */
export function changedSince(facts: Fact[], before: Fact[] | null): Fact[] {
  if (!before) return facts;
  const known = new Set(before.map((fact) => JSON.stringify(fact)));
  return facts.filter((fact) => !known.has(JSON.stringify(fact)));
}

/** The observations of a report, as the collector's JSON has them. Other shapes are left out. */
export function factsOf(observations: unknown): Fact[] {
  if (typeof observations !== "object" || observations === null) return [];
  return Object.entries(observations).flatMap(([probe, said]: [string, unknown]) => {
    if (typeof said !== "object" || said === null) return [];
    const { state, unobservable, source: _, ...rest } = said as Record<string, unknown>;
    const details = Object.entries(rest).filter((one): one is [string, string | number | boolean] =>
      ["string", "number", "boolean"].includes(typeof one[1]),
    );
    return [
      {
        probe,
        state: typeof state === "string" ? state : null,
        cause: typeof unobservable === "string" ? unobservable : null,
        details,
      },
    ];
  });
}
