// SPDX-License-Identifier: EUPL-1.2
// What follows from a person's agreements and days. Pure. Knows dates and results; a clock time or a
// length never reaches these pages.
import type { GlyphName } from "../../parts/glyph";
import type { Day } from "../../texts/moments";
import { addDays } from "../../texts/weeks";
import type { Agreement, Asked, PersonDay } from "./queries";

const order = { in_force: 0, agreed: 1, applied: 2, expired: 3, ended: 4, refused: 5 } as const;

/** A person's agreements, the one that counts first: in force before agreed before applied, newest first. */
export function agreementsOf(agreements: readonly Agreement[], employee: string): Agreement[] {
  return agreements
    .filter((one) => one.employee === employee)
    .sort((a, b) => order[a.state] - order[b.state] || b.valid_from.localeCompare(a.valid_from));
}

export function currentAgreement(agreements: readonly Agreement[], employee: string): Agreement | undefined {
  return agreementsOf(agreements, employee)[0];
}

/** Whether what an agreement can still become is open: neither refused, ended nor past, and kept here. */
export const isAlive = (agreement: Agreement): boolean =>
  agreement.state === "applied" || agreement.state === "agreed" || agreement.state === "in_force";
export const isOurs = (agreement: Agreement): boolean => agreement.master === "here";

/** What is out under it, with its place in the list: an act names that. */
export const lentOut = (agreement: Agreement): { name: string; lentOn: Day | null; item: number }[] =>
  agreement.equipment.flatMap((one, item) => (one.returned_on === null ? [{ name: one.name, lentOn: one.lent_on, item }] : []));

/** What a renewal begins with: the day after, as long as the old one was. */
export function renewalOf(agreement: Agreement, today: Day): { from: Day; to: Day | null } {
  const from = agreement.valid_to && agreement.valid_to >= today ? addDays(agreement.valid_to, 1) : today;
  if (!agreement.valid_to) return { from, to: null };
  const length = Math.round((Date.parse(agreement.valid_to) - Date.parse(agreement.valid_from)) / 86_400_000);
  return { from, to: addDays(from, length) };
}

export const resultGlyphs: Record<PersonDay["requirements"][number]["result"], GlyphName> = {
  pass: "compliant",
  fail: "deviation",
  unknown: "undetermined",
  notapplicable: "none",
  waived: "marked",
};

/** What a day failed or could not show: worth saying why and how it is mended. */
export const isFaulty = (result: PersonDay["requirements"][number]["result"]): boolean =>
  result === "fail" || result === "unknown";

/** The policy in force asks this person for no tunnel: it has none, or none that applies. */
export function needsNoTunnel(asked: Asked): boolean {
  if (asked.policy === null) return false;
  const tunnels = asked.requirements.filter((one) => one.id.includes("tunnel") || one.id.includes("vpn"));
  return !tunnels.some((one) => one.applies);
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

/** An act in the address: WHAT@ID, where the id is an agreement's, an objection's or a person's. */
export function parseAct<What extends string>(text: string | null, whats: readonly What[]): { what: What; id: string } | null {
  const parts = /^([a-z_]{1,32})@([A-Za-z0-9._:@-]{1,64})$/.exec(text ?? "");
  const what = whats.find((one) => one === parts?.[1]);
  return parts && what ? { what, id: parts[2] ?? "" } : null;
}
