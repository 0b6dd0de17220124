// SPDX-License-Identifier: EUPL-1.2
// What "Mina medarbetare" says, worked out from what the API answered: how a day is drawn, and what is
// to be done. Pure. Knows dates and results; a clock time or a length never reaches this page.
import type { Schemas } from "../../api/client";
import type { GlyphName } from "../../parts/glyph";
import type { Day } from "../../texts/moments";
import { addDays } from "../../texts/weeks";

export type Person = Schemas["StaffDays"]["staff"][number];
export type StaffDay = Person["days"][number];
export type Agreement = Schemas["Agreement"];

/** The lower sign: how the agreement part stands, or why it does not. */
export function agreementGlyph(day: StaffDay): GlyphName {
  if (day.marked) return "marked";
  if (day.kind === "remote" && !day.agreement_day && !day.without_agreement) return "short";
  return day.agreement_part;
}

/** The agreement that counts: the newest that is not refused, one in force before one that is not. */
export function currentAgreement(agreements: readonly Agreement[], employee: string): Agreement | undefined {
  const order = { in_force: 0, agreed: 1, applied: 2, expired: 3, ended: 4, refused: 5 } as const;
  return agreements
    .filter((one) => one.employee === employee)
    .sort((a, b) => order[a.state] - order[b.state] || b.valid_from.localeCompare(a.valid_from))[0];
}

export type Todo = { employee: string; name: string } & (
  | { what: "without" | "security"; count: number }
  | { what: "sign" | "assess_first" }
  | { what: "expires" | "expired" | "assess" | "follow" | "follow_first"; date: Day }
);

const order = ["without", "security", "expired", "sign", "expires", "assess_first", "assess", "follow_first", "follow"];
const soon = 60; // days: as the reminders and the indicator agreements_expiring_60d
const months = 12; // at least once a year, as the audit's rules say; the policy's own figure is not in the API

/** The same date a year before; 29 February becomes 28. */
export function yearBefore(day: Day): Day {
  const wished = `${Number(day.slice(0, 4)) - months / 12}${day.slice(4)}`;
  return wished.endsWith("-02-29") ? `${wished.slice(0, 4)}-02-28` : wished;
}

const newest = (dates: readonly { on?: Day | null }[]): Day | undefined =>
  dates
    .flatMap((one) => one.on ?? [])
    .sort()
    .at(-1);

export function todosOf(staff: readonly Person[], agreements: readonly Agreement[], today: Day): Todo[] {
  const todos: Todo[] = [];
  const yearAgo = yearBefore(today);
  for (const { employee, name, days } of staff) {
    const who = { employee, name };
    const without = days.filter((day) => day.without_agreement && !day.marked).length;
    if (without > 0) todos.push({ ...who, what: "without", count: without });
    const insecure = days.filter((day) => day.security_part === "deviation").length;
    if (insecure > 0) todos.push({ ...who, what: "security", count: insecure });

    const agreement = currentAgreement(agreements, employee);
    if (!agreement) continue;
    const renewed = agreements.some((one) => one.renews === agreement.id && one.state !== "refused");
    if (agreement.state === "applied" && agreement.signed_by_manager === null) todos.push({ ...who, what: "sign" });
    if (agreement.state === "expired" && agreement.valid_to && !renewed && days.length > 0)
      todos.push({ ...who, what: "expired", date: agreement.valid_to });
    if (agreement.state !== "in_force") continue;
    if (agreement.valid_to && agreement.valid_to <= addDays(today, soon) && !renewed)
      todos.push({ ...who, what: "expires", date: agreement.valid_to });

    const assessed = newest(agreement.risk_assessments);
    if (!assessed) todos.push({ ...who, what: "assess_first" });
    else if (assessed < yearAgo) todos.push({ ...who, what: "assess", date: assessed });

    const followed = newest(agreement.follow_ups);
    if (followed && followed < yearAgo) todos.push({ ...who, what: "follow", date: followed });
    if (!followed && agreement.valid_from < yearAgo)
      todos.push({ ...who, what: "follow_first", date: agreement.valid_from });
  }
  return todos.sort((a, b) => order.indexOf(a.what) - order.indexOf(b.what) || a.name.localeCompare(b.name, "sv"));
}

/** Saturday and Sunday are drawn only when somebody has such a day. */
export function hasWeekend(staff: readonly Person[]): boolean {
  return staff.some((person) => person.days.some((day) => [0, 6].includes(new Date(`${day.date}T00:00Z`).getUTCDay())));
}

export interface DayRef {
  employee: string;
  date: Day;
}

/** A day in the address: EMPLOYEE@2026-11-26. */
export function parseDayRef(text: string | null): DayRef | null {
  const parts = /^([A-Za-z0-9._:-]{1,64})@(\d{4}-\d{2}-\d{2})$/.exec(text ?? "");
  return parts ? { employee: parts[1] ?? "", date: parts[2] ?? "" } : null;
}
