// SPDX-License-Identifier: EUPL-1.2
// What "Läget nu" says, worked out from what the API answered. Pure. Unknown is never counted as well:
// a computer that is off, silent or cannot be judged stands in a group of its own.
import type { Schemas } from "../../api/client";

export type States = NonNullable<Schemas["DeviceCounts"]["states"]>;
export type Finding = Schemas["FindingListed"];
export type InventoryCounts = Schemas["InventoryPage"]["counts"];

export const unmeasured = ["macos", "chromeos", "phone", "own_equipment"] as const;

/** Host names without the part that all share: "laptop-00021" says more than its domain. */
export function shortName(hostName: string | null | undefined, id: string): string {
  return hostName?.split(".")[0] ?? id.slice(0, 8);
}

export const sortKeys = ["severity", "since", "what", "device", "unit"] as const;
export type SortKey = (typeof sortKeys)[number];
export interface Sorting {
  key: SortKey;
  down: boolean;
}
/** As the API calls it. */
export const sortWords = { severity: "severity", since: "age", what: "what", device: "name", unit: "unit" } as const;

/** How many of the inventory can be vouched for, and how many not, for whatever reason. */
export function coverageOf(counts: InventoryCounts): { measured: number; known: number; unmeasured: number } {
  const cannot = Object.values(counts.unmeasured ?? {}).reduce((sum, count) => sum + count, 0);
  const measured = counts.reporting ?? 0;
  const known = counts.known + cannot;
  return { measured, known, unmeasured: known - measured };
}

export interface TrendMonth {
  year: number;
  month: number;
  days: number | null;
  share: number | "hidden" | null;
}

/** The whole organisation's months, the last `most` that had days. */
export function trendOf(years: readonly Schemas["IndicatorYear"][], most = 12): TrendMonth[] {
  const months: TrendMonth[] = [];
  for (const year of years) {
    for (const line of year.lines) {
      const period = /^(\d{4})-(\d{2})$/.exec(line.period);
      if (!period || line.units.length > 0) continue;
      const days = line.figures.remote_days ?? null;
      const passed = line.figures.security_part_pass ?? null;
      if (days === null || days === 0) continue;
      const exact = typeof days === "number" && typeof passed === "number";
      months.push({
        year: Number(period[1]),
        month: Number(period[2]),
        days: typeof days === "number" ? days : null,
        share: exact ? passed / days : "hidden",
      });
    }
  }
  months.sort((a, b) => a.year - b.year || a.month - b.month);
  return months.slice(-most);
}

/** Until when a declared outage is proposed to last, and from when: in the browser's own zone. */
export function localMinute(at: number): string {
  const zone = new Date(at).getTimezoneOffset() * 60_000;
  return new Date(at - zone).toISOString().slice(0, 16);
}
/** What a field of date and time holds, as the API writes it; null when it holds nothing. */
export function instantOf(local: string): string | null {
  const at = new Date(local).getTime();
  return Number.isNaN(at) ? null : `${new Date(at).toISOString().slice(0, 19)}Z`;
}
