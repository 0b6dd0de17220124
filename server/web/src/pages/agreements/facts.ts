// SPDX-License-Identifier: EUPL-1.2
// What "Överenskommelser" says, worked out from what the API answered. Pure.
import type { Schemas } from "../../api/client";

export type Agreement = Schemas["Agreement"];
export type AgreementRecord = Schemas["AgreementRecord"];
export type State = Agreement["state"];
export type Counts = Schemas["AgreementCounts"];
export type Report = Schemas["ImportReport"];
export type Version = Schemas["History"]["versions"][number];

export const states = ["applied", "agreed", "in_force", "expired", "ended", "refused"] as const satisfies readonly State[];
export const lacks = [
  "employee_signature",
  "manager_signature",
  "risk_assessment",
  "follow_up",
  "personnel_file",
  "last_day",
  "returned_equipment",
] as const;
export type Lack = (typeof lacks)[number];
export const lives = (state: State) => state === "applied" || state === "agreed" || state === "in_force";

/** What an agreement lacks altogether, in the words of the API's filter `missing`. */
export function lacksOf(agreement: Agreement): Lack[] {
  if (!lives(agreement.state)) {
    const lent = agreement.equipment.some((one) => one.returned_on === null);
    return lent && agreement.state !== "refused" ? ["returned_equipment"] : [];
  }
  const part = (which: "work_environment" | "information_security") =>
    agreement.risk_assessments.some((one) => one[which]);
  const is: Record<Lack, boolean> = {
    employee_signature: agreement.signed_by_employee === null,
    manager_signature: agreement.signed_by_manager === null,
    risk_assessment: !part("work_environment") || !part("information_security"),
    follow_up: agreement.follow_ups.length === 0,
    personnel_file: !agreement.archived_in_personnel_file,
    last_day: agreement.valid_to === null,
    returned_equipment: false,
  };
  return lacks.filter((lack) => is[lack]);
}

/** Kept by another system: it is changed there and is read-only here. */
export const keptElsewhere = (agreement: AgreementRecord) => agreement.master !== "here";

export interface Edit {
  field: keyof AgreementRecord;
  before: AgreementRecord[keyof AgreementRecord] | undefined;
  after: AgreementRecord[keyof AgreementRecord];
}

/** Of lists what went and what came; of anything else both values. */
export function partsOf(edit: Edit): { gone: unknown[]; come: unknown[] } {
  const list = (value: unknown): unknown[] | null => (Array.isArray(value) ? value : null);
  const [before, after] = [list(edit.before), list(edit.after)];
  if (!before || !after) return { gone: [edit.before], come: [edit.after] };
  const without = (all: unknown[], others: unknown[]) => all.filter((one) => !others.some((other) => same(one, other)));
  return { gone: without(before, after), come: without(after, before) };
}

/** Everybody who is said to have done something, in the versions and in what they hold. */
export function actorsOf(versions: readonly Version[]): string[] {
  const found = new Set<string>();
  const look = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(look);
    else if (typeof value === "object" && value !== null)
      for (const [name, part] of Object.entries(value)) name === "by" && typeof part === "string" ? found.add(part) : look(part);
  };
  look(versions);
  return [...found];
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** What a version has that the one before had not; the first version says all that it has. */
export function editsOf(before: Version | undefined, after: Version): Edit[] {
  const now = after.value as AgreementRecord | null;
  if (!now) return [];
  const then = (before?.value ?? null) as AgreementRecord | null;
  const fields = Object.keys(now) as (keyof AgreementRecord)[];
  return fields
    .filter((field) => field !== "id" && field !== "employee")
    .filter((field) => (then ? !same(then[field], now[field]) : !isNothing(now[field])))
    .map((field) => ({ field, before: then?.[field], after: now[field] }));
}

function isNothing(value: unknown): boolean {
  return value === null || value === false || (Array.isArray(value) && value.length === 0);
}

export const sum = (of: Counts["states"]) => states.reduce((all, state) => all + of[state], 0);

/** Units with agreements, the ones with most of them in force first; equals by name. */
export function unitRows(counts: Counts, name: (code: string) => string) {
  return [...counts.units]
    .map((one) => ({ ...one, name: name(one.unit), total: sum(one.states) }))
    .sort((a, b) => a.name.localeCompare(b.name, "sv"));
}

/** A workbook is no CSV: it begins as a zip file, or as Excel's older form. */
export function isWorkbook(bytes: Uint8Array): boolean {
  const begins = (...wanted: number[]) => wanted.every((byte, at) => bytes[at] === byte);
  return begins(0x50, 0x4b, 0x03, 0x04) || begins(0xd0, 0xcf, 0x11, 0xe0);
}

/** As the file has them: what reading finds and what only the registers can tell come one after the other. */
export const byRow = (problems: Report["problems"]) => [...problems].sort((a, b) => a.row - b.row);

/** Nothing of a file can be written while something is wrong, nor when it does nothing. */
export function canBeWritten(report: Report): boolean {
  return report.clean && report.added + report.changed + report.ended > 0;
}
