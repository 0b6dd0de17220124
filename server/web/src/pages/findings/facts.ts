// SPDX-License-Identifier: EUPL-1.2
// What the list of findings is asked for, as it stands in the address. Pure.
import type { Schemas } from "../../api/client";

export type Listed = Schemas["FindingListed"];
export type Counts = Schemas["FindingCounts"];

export const sorts = ["severity", "age", "what", "name", "unit", "assigned"] as const;
export type Sort = (typeof sorts)[number];
export const severities = ["high", "medium", "low"] as const;

export const step = 100;
const most = 5_000;

export interface Asked {
  what?: string;
  severity?: (typeof severities)[number];
  unit?: string;
  assigned?: string;
  search?: string;
  sort: Sort;
  reverse: boolean;
  rows: number;
}

export function askedIn(search: URLSearchParams): Asked {
  const text = (name: string) => search.get(name)?.trim() || undefined;
  const what = text("what");
  const unit = text("unit");
  const assigned = text("assigned");
  const wanted = text("search")?.slice(0, 60);
  const severity = severities.find((one) => one === search.get("severity"));
  const rows = Number(search.get("rows"));
  return {
    ...(what && { what }),
    ...(severity && { severity }),
    ...(unit && { unit }),
    ...(assigned && { assigned }),
    ...(wanted && { search: wanted }),
    sort: sorts.find((one) => one === search.get("sort")) ?? "severity",
    reverse: search.get("reverse") === "true",
    rows: Number.isFinite(rows) ? Math.min(most, Math.max(step, Math.ceil(rows / step) * step)) : step,
  };
}

export function queryOf({ rows: _, ...asked }: Asked) {
  return asked;
}

export function isFiltered(asked: Asked): boolean {
  return Boolean(asked.what ?? asked.severity ?? asked.unit ?? asked.assigned ?? asked.search);
}

/** A computer as people call it. */
export function nameOf(finding: Pick<Listed, "device" | "computer">): string {
  return finding.computer?.host_name?.split(".")[0] ?? finding.device.slice(0, 8);
}
