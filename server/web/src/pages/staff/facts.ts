// SPDX-License-Identifier: EUPL-1.2
// How "Mina medarbetare" draws a day, and which tasks press most. Pure. What there is to do is the
// collector's decision (GET /api/v1/staff/to-do); dates and results alone, a clock time or a length never
// reaches this page.
import type { Schemas } from "../../api/client";
import type { GlyphName } from "../../parts/glyph";
import type { Task } from "../people/queries";

export type Person = Schemas["StaffDays"]["staff"][number];
export type StaffDay = Person["days"][number];

/** The lower sign: how the agreement part stands, or why it does not. */
export function agreementGlyph(day: StaffDay): GlyphName {
  if (day.marked) return "marked";
  if (day.kind === "remote" && !day.agreement_day && !day.without_agreement) return "short";
  return day.agreement_part;
}

/** Saturday and Sunday are drawn only when somebody has such a day. */
export function hasWeekend(staff: readonly Person[]): boolean {
  return staff.some((person) => person.days.some((day) => [0, 6].includes(new Date(`${day.date}T00:00Z`).getUTCDay())));
}

/** What is a fault already; the rest is work that is due. */
export function isGrave(task: Task): boolean {
  return task.kind === "without_agreement" || task.kind === "shortfall" || task.kind === "contested_day";
}

/** What can be done about it at once, here. Nothing: it is the employee's or another page's to do. */
export type What = (typeof whats)[number];
export const whats = [
  "sign",
  "refuse",
  "renew",
  "new",
  "assess",
  "assess_unit",
  "follow",
  "end",
  "lend",
  "return",
  "answer",
  "see",
  "deputy",
  "end_deputy",
] as const;

export function actOf(task: Task): { what: What; id: string } | null {
  switch (task.kind) {
    case "expires_7":
    case "expires_30":
    case "expires_60":
      return task.about ? { what: "renew", id: task.about } : null;
    case "manager_signature":
      return task.about ? { what: "sign", id: task.about } : null;
    case "risk_assessment":
      return task.about ? { what: "assess", id: task.about } : null;
    case "unit_risk_assessment":
      return task.unit ? { what: "assess_unit", id: task.unit } : null;
    case "follow_up":
      return task.about ? { what: "follow", id: task.about } : null;
    case "contested_day":
      return task.about ? { what: "answer", id: task.about } : null;
    case "marked_day":
      return task.about ? { what: "see", id: task.about } : null;
    case "without_agreement":
      return task.employee ? { what: "new", id: task.employee } : null;
    case "shortfall":
    case "employee_signature":
    case "training":
    case "guideline":
      return null;
  }
}
