// SPDX-License-Identifier: EUPL-1.2
// What follows from what the collector says of itself. Pure.
import type { Schemas } from "../../api/client";
import type { Count } from "./queries";

type Transparency = Schemas["Transparency"];

/** Facts that no requirement looks at: collected without being judged by, which a reader may ask about. */
export function unused(collected: Transparency["collected"]): number {
  return collected.reduce((sum, probe) => sum + probe.facts.filter((fact) => fact.used_by.length === 0).length, 0);
}

/** The requirements that look at anything of a probe, each once. */
export function usersOf(probe: Transparency["collected"][number]): string[] {
  return [...new Set(probe.facts.flatMap((fact) => fact.used_by))];
}

/** How long what is kept shortest is kept, for the first sentence. */
export function reportDays(kept: Transparency["kept"]): number | null {
  return kept.find((kind) => kind.kind === "reports")?.keep ?? null;
}

export interface Month {
  month: string;
  roles: { role: string; reads: number; persons: number }[];
}
/** One row for each month and role, whoever it was; newest month first. */
export function monthsOf(counts: readonly Count[]): Month[] {
  const months = new Map<string, Map<string, { reads: number; persons: number }>>();
  for (const count of counts) {
    const roles = months.get(count.month) ?? new Map<string, { reads: number; persons: number }>();
    const sum = roles.get(count.role) ?? { reads: 0, persons: 0 };
    roles.set(count.role, { reads: sum.reads + count.reads, persons: sum.persons + count.persons });
    months.set(count.month, roles);
  }
  return [...months.entries()]
    .sort(([a], [b]) => b.localeCompare(a))
    .map(([month, roles]) => ({
      month,
      roles: [...roles.entries()]
        .map(([role, sum]) => ({ role, ...sum }))
        .sort((a, b) => a.role.localeCompare(b.role)),
    }));
}
