// SPDX-License-Identifier: EUPL-1.2
// What "Revision" says of a period, worked out from what the API answered. Pure. A period is whole when
// every date of it is final; what is open may still change, what is unknown was never measured.
import type { Schemas } from "../../api/client";
import type { Day } from "../../texts/moments";

export type Frame = Schemas["AuditFrame"];
export type Year = Schemas["IndicatorYear"];

export interface Policy {
  id: string;
  version: number;
  sha256: string;
  state: "announced" | "in_force" | "past" | "withdrawn";
  in_force_from: string;
  in_force_until?: string | null;
  title?: { sv?: string; en?: string } | null;
  decision?: { body?: string; date?: string; paragraph?: string | null; dnr?: string | null } | null;
  co_determination?: { forum?: string; date?: string; reference?: string | null } | null;
  dpia?: { date?: string; reference?: string | null } | null;
}

export interface Period {
  from: Day;
  to: Day;
}

const isDay = (text: string | null): text is Day => text !== null && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));

/** What the address says, else this year until today. */
export function periodOf(from: string | null, to: string | null, today: Day): Period {
  if (isDay(from) && isDay(to) && from <= to) return { from, to };
  return { from: `${today.slice(0, 4)}-01-01`, to: today };
}

/** Periods that are often asked for: this year, the year before, the last whole quarter. */
export function usualPeriods(today: Day): { key: "this_year" | "last_year" | "quarter"; period: Period }[] {
  const year = Number(today.slice(0, 4));
  const quarter = Math.floor((Number(today.slice(5, 7)) - 1) / 3); // of the running one, from 0
  const of = quarter === 0 ? { year: year - 1, from: "10-01", to: "12-31" } : { year, ...quarterDays(quarter) };
  return [
    { key: "this_year", period: { from: `${year}-01-01`, to: today } },
    { key: "last_year", period: { from: `${year - 1}-01-01`, to: `${year - 1}-12-31` } },
    { key: "quarter", period: { from: `${of.year}-${of.from}`, to: `${of.year}-${of.to}` } },
  ];
}
function quarterDays(running: number): { from: string; to: string } {
  return [
    { from: "01-01", to: "03-31" },
    { from: "04-01", to: "06-30" },
    { from: "07-01", to: "09-30" },
  ][running - 1] as { from: string; to: string };
}

export type Wholeness = "whole" | "open" | "unknown" | "nothing";

export function wholenessOf(frame: Frame): Wholeness {
  const { all, final, open, unknown } = frame.dates;
  if (final === 0 && open === 0) return "nothing";
  if (unknown > 0) return "unknown";
  return open > 0 || final < all ? "open" : "whole";
}

/** Laptops of the inventory that were not heard: silent ones, and those without an agent. */
export const silentLaptops = (frame: Frame) => frame.laptops.with_agent - frame.laptops.reporting;
export const withoutAgent = (frame: Frame) => frame.laptops.known - frame.laptops.with_agent;
export const unmeasurable = (frame: Frame) => Object.values(frame.laptops.unmeasured).reduce((sum, one) => sum + one, 0);

/** Findings that say something about whether the evidence is whole; not those about requirements. */
export const evidenceFindings = ["broken_chain", "bad_heartbeat", "cloned_key", "forked_log", "old_key_speaks", "clock_skew", "silent", "unexpected_device", "unexpected_user", "flooding"] as const;

/** Policies that were in force at some time of the period, in their order. */
export function policiesIn(policies: readonly Policy[], period: Period, localDay: (at: string) => Day): Policy[] {
  return policies.filter(
    (one) =>
      (one.state === "in_force" || one.state === "past") &&
      localDay(one.in_force_from) <= period.to &&
      (one.in_force_until == null || localDay(one.in_force_until) >= period.from),
  );
}

/** Years that the period touches. */
export function yearsOf(period: Period): number[] {
  const first = Number(period.from.slice(0, 4));
  const last = Number(period.to.slice(0, 4));
  return Array.from({ length: Math.min(4, last - first + 1) }, (_, at) => last - at).reverse();
}

/** The whole organisation's closed months that lie within the period. */
export function monthsIn(years: readonly Year[], period: Period): Year["lines"] {
  return years
    .flatMap((year) => year.lines)
    .filter((line) => line.units.length === 0 && /^\d{4}-\d{2}$/.test(line.period))
    .filter((line) => `${line.period}-01` >= period.from && `${line.period}-28` <= period.to);
}

export interface Checkpoint {
  origin: string;
  size: string;
  root: string;
}
/** The first three lines of a C2SP checkpoint; null when it is none. */
export function checkpointOf(note: string): Checkpoint | null {
  const [origin, size, root] = note.split("\n");
  return origin && size && root && /^\d+$/.test(size) ? { origin, size, root } : null;
}
