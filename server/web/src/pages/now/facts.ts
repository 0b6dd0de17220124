// SPDX-License-Identifier: EUPL-1.2
// What "Läget nu" says, worked out from what the API answered. Pure. Unknown is never counted as well:
// a computer that is off, silent or cannot be judged stands in a group of its own.
import type { Schemas } from "../../api/client";

export type Device = Schemas["DeviceSummary"];
export type Finding = Schemas["Finding"];
export type Inventory = { counts: Schemas["InventoryPage"]["counts"]; laptops: Schemas["InventoryLaptop"][] };

export interface Groups {
  pass: Device[];
  fail: Device[];
  undecided: Device[];
  off: Device[];
  silent: Device[];
  never: Device[];
}

/** In use: neither revoked, lost nor retired. */
export function inUse(device: Device): boolean {
  return device.revoked_at === null && device.lifecycle !== "lost" && device.lifecycle !== "retired";
}

export function groupsOf(devices: readonly Device[]): Groups {
  const groups: Groups = { pass: [], fail: [], undecided: [], off: [], silent: [], never: [] };
  for (const device of devices.filter(inUse)) {
    if (device.presence === "never") groups.never.push(device);
    else if (device.presence === "silent") groups.silent.push(device);
    else if (device.overall === "fail") groups.fail.push(device);
    else if (device.presence === "off") groups.off.push(device);
    else if (device.overall === "pass") groups.pass.push(device);
    else groups.undecided.push(device);
  }
  return groups;
}

export interface Wrong {
  id: number;
  what: string; // a requirement's id, or the kind of finding
  finding: Finding;
  device: Device | undefined;
  name: string;
  unit: string | null;
}

/** Host names without the part that all share: "laptop-00021" says more than its domain. */
export function shortName(hostName: string | null, id: string): string {
  return hostName?.split(".")[0] ?? id.slice(0, 8);
}

export function wrongOf(
  findings: readonly Finding[],
  devices: readonly Device[],
  laptops: readonly Schemas["InventoryLaptop"][],
): Wrong[] {
  const byId = new Map(devices.map((device) => [device.id, device]));
  const units = new Map(laptops.map((laptop) => [laptop.host_name, laptop.unit ?? null]));
  return findings.map((finding) => {
    const device = byId.get(finding.device);
    return {
      id: finding.id,
      what: finding.requirement ?? finding.kind,
      finding,
      device,
      name: shortName(device?.host_name ?? null, finding.device),
      unit: device?.unit ?? (device?.host_name ? (units.get(device.host_name) ?? null) : null),
    };
  });
}

export const sortKeys = ["severity", "since", "what", "device", "unit"] as const;
export type SortKey = (typeof sortKeys)[number];
export interface Sorting {
  key: SortKey;
  down: boolean;
}

const weights = { high: 0, medium: 1, low: 2 } as const;

export function sortWrong(rows: readonly Wrong[], sorting: Sorting, title: (what: string) => string): Wrong[] {
  const compare = (a: Wrong, b: Wrong): number => {
    switch (sorting.key) {
      case "severity":
        return weights[a.finding.severity] - weights[b.finding.severity];
      case "since":
        return a.finding.first_failed_at.localeCompare(b.finding.first_failed_at);
      case "what":
        return title(a.what).localeCompare(title(b.what), "sv");
      case "device":
        return a.name.localeCompare(b.name, "sv", { numeric: true });
      case "unit":
        return (a.unit ?? "").localeCompare(b.unit ?? "", "sv");
    }
  };
  const oldest = (a: Wrong, b: Wrong) => a.finding.first_failed_at.localeCompare(b.finding.first_failed_at);
  return [...rows].sort((a, b) => (sorting.down ? -1 : 1) * compare(a, b) || oldest(a, b) || a.id - b.id);
}

/** How many of the inventory can be vouched for, and how many not, for whatever reason. */
export function coverageOf(counts: Inventory["counts"]): { measured: number; known: number; unmeasured: number } {
  const cannot = Object.values(counts.unmeasured ?? {}).reduce((sum, count) => sum + count, 0);
  const measured = counts.reporting ?? 0;
  const known = counts.known + cannot;
  return { measured, known, unmeasured: known - measured };
}

/** The year in which the first computer was enrolled. */
export function firstYear(devices: readonly Device[]): number {
  return Math.min(...devices.map((device) => Number(device.enrolled_at.slice(0, 4))));
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
