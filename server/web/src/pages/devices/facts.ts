// SPDX-License-Identifier: EUPL-1.2
// What the list of computers is asked for, as it stands in the address, and what its words are. Pure.
import type { Schemas } from "../../api/client";
import type { GlyphName } from "../../parts/glyph";

export type Listed = Schemas["DeviceListed"];
export type Named = Schemas["DeviceName"];
export type Counts = Schemas["DeviceCounts"];

export const states = ["fail", "unknown", "silent", "never", "off", "pass", "written_off"] as const;
export type State = (typeof states)[number];
export const lifecycles = ["assigned", "shared", "lost", "retired"] as const;
export const sorts = ["name", "unit", "state", "findings"] as const;
export type Sort = (typeof sorts)[number];
const results = ["fail", "unknown"] as const;

export const step = 100;
const most = 5_000;

export interface Asked {
  state?: State;
  unit?: string;
  requirement?: string;
  result?: (typeof results)[number];
  lifecycle?: (typeof lifecycles)[number];
  search?: string;
  sort: Sort;
  reverse: boolean;
  rows: number;
}

const oneOf = <Word extends string>(words: readonly Word[], word: string | null): Word | undefined =>
  words.find((one) => one === word);

/** Anything that is no word of the list's is left out: a link that was shortened still shows a list. */
export function askedIn(search: URLSearchParams): Asked {
  const text = (name: string) => search.get(name)?.trim() || undefined;
  const state = oneOf(states, search.get("state"));
  const lifecycle = oneOf(lifecycles, search.get("lifecycle"));
  const requirement = text("requirement");
  const result = requirement ? oneOf(results, search.get("result")) : undefined;
  const unit = text("unit");
  const wanted = text("search")?.slice(0, 60);
  const rows = Number(search.get("rows"));
  return {
    ...(state && { state }),
    ...(lifecycle && { lifecycle }),
    ...(requirement && { requirement }),
    ...(result && { result }),
    ...(unit && { unit }),
    ...(wanted && { search: wanted }),
    sort: oneOf(sorts, search.get("sort")) ?? "state",
    reverse: search.get("reverse") === "true",
    rows: Number.isFinite(rows) ? Math.min(most, Math.max(step, Math.ceil(rows / step) * step)) : step,
  };
}

/** What goes to the API, page and length aside. Who sees names alone asks for no state. */
export function queryOf(asked: Asked, names: boolean) {
  const { rows: _, sort, reverse, state, requirement, result, ...rest } = asked;
  if (names) return { ...rest, sort: sort === "unit" ? ("unit" as const) : ("name" as const), reverse };
  return {
    ...rest,
    ...(state && { state }),
    ...(requirement && { requirement }),
    ...(result && { result }),
    sort,
    reverse,
  };
}

export function isFiltered(asked: Asked): boolean {
  return Boolean(asked.state ?? asked.unit ?? asked.requirement ?? asked.lifecycle ?? asked.search);
}

export const stateGlyphs: Record<State, GlyphName> = {
  fail: "deviation",
  unknown: "undetermined",
  silent: "silent",
  never: "silent",
  off: "none",
  pass: "compliant",
  written_off: "none",
};

export function isListed(device: Listed | Named): device is Listed {
  return "state" in device;
}
