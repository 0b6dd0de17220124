// SPDX-License-Identifier: EUPL-1.2
// What "Nyckeltal och rapporter" says, worked out from what the API answered. Pure. A figure that may
// not be shown stays hidden: nothing is counted from it.
import type { Schemas } from "../../api/client";

export type Value = Schemas["FigureValue"];
export type Figures = Schemas["Indicators"]["figures"];
export type Figure = Figures[string];
export type Year = Schemas["IndicatorYear"];
export type Closed = Schemas["ClosedMonths"];
export type Unit = Pick<Schemas["Unit"], "code" | "name" | "parent" | "committee">;

export interface Month {
  year: number;
  month: number;
}

/** "2026-03" as the API writes a month; null for anything else. */
export function parseMonth(text: string | null): Month | null {
  const parts = /^(\d{4})-(\d{2})$/.exec(text ?? "");
  return parts ? { year: Number(parts[1]), month: Number(parts[2]) } : null;
}
export const monthText = ({ year, month }: Month) => `${year}-${String(month).padStart(2, "0")}`;

/** The month that is asked for when it is closed, else the newest closed one. */
export function chosenMonth(closed: readonly string[], wished: string | null): Month | null {
  return parseMonth(closed.find((one) => one === wished) ?? closed.at(-1) ?? null);
}
export function yearBefore(closed: readonly string[], month: Month): Month | null {
  const before = { year: month.year - 1, month: month.month };
  return closed.includes(monthText(before)) ? before : null;
}

export const groups = {
  computers: ["laptops", "laptops_with_agent", "laptops_reporting", "laptops_used_remotely", "coverage", "macos", "chromeos", "phones", "own_equipment"],
  agreements: ["employees", "agreements_active", "agreements_expiring_60d", "applications", "refused"],
  duties: ["risk_assessment_overdue", "follow_up_overdue", "training_overdue", "guideline_read"],
  days: ["remote_days", "agreement_days", "compliant", "deviation", "undetermined", "security_part_pass", "agreement_part_pass", "without_agreement", "marked_days", "agreement_day_share"],
} as const;
export type Group = keyof typeof groups;
export const groupNames = Object.keys(groups) as Group[];
export type Name = (typeof groups)[Group][number];
export const names = groupNames.flatMap((group) => [...groups[group]]) as Name[];

/** Of which whole an indicator is a part, where that says more than the number. */
export const wholeOf: Partial<Record<Name, Name>> = {
  laptops_with_agent: "laptops",
  laptops_reporting: "laptops",
  agreements_active: "employees",
  refused: "applications",
  security_part_pass: "remote_days",
  agreement_part_pass: "agreement_days",
  without_agreement: "agreement_days",
};

const isNumber = (value: Value | undefined): value is number => typeof value === "number";
const sameGround = (a: Figure, b: Figure) =>
  a.period === b.period && JSON.stringify(a.units) === JSON.stringify(b.units);

/** A part of its whole, when both are shown and are about the same people and time. */
export function shareOf(figures: Figures, name: Name): number | null {
  const part = figures[name];
  const wholeName = wholeOf[name];
  const whole = wholeName && figures[wholeName];
  if (!part || !whole || !isNumber(part.value) || !isNumber(whole.value)) return null;
  return whole.value > 0 && sameGround(part, whole) ? part.value / whole.value : null;
}

/** Whether a figure is about more than was asked for: a longer time, or more units. */
export function isWidened(figure: Figure, month: Month, unit: string | null): boolean {
  const asked = unit === null ? [] : [{ unit, own: false }];
  return figure.period !== monthText(month) || JSON.stringify(figure.units) !== JSON.stringify(asked);
}

/** How much more than a year before; null when either may not be shown or they are not alike. */
export function changeOf(now: Figure | undefined, before: Figure | undefined): number | null {
  if (!now || !before || !isNumber(now.value) || !isNumber(before.value)) return null;
  const sameKind = now.period.slice(4).length === before.period.slice(4).length;
  return sameKind && JSON.stringify(now.units) === JSON.stringify(before.units) ? now.value - before.value : null;
}

/** How much more one month has than the same month a year before; null when either may not be shown. */
export function changeOfMonth(now: Value | undefined, before: Value | undefined): number | null {
  return isNumber(now) && isNumber(before) ? now - before : null;
}

export interface Choice {
  unit: Unit;
  depth: number;
}
export interface ChoiceGroup {
  committee: string | null;
  choices: Choice[];
}

/** Units under the committee that answers for them, each below its own unit above. */
export function unitChoices(units: readonly Unit[], allowed: readonly string[] | null): ChoiceGroup[] {
  const byCode = new Map(units.map((unit) => [unit.code, unit]));
  const above = (unit: Unit): Unit[] => {
    const chain: Unit[] = [];
    for (let at = unit.parent ? byCode.get(unit.parent) : undefined; at && !chain.includes(at) && at !== unit; )
      {
        chain.push(at);
        at = at.parent ? byCode.get(at.parent) : undefined;
      }
    return chain;
  };
  const shown = units.filter((unit) => allowed === null || allowed.includes(unit.code));
  const placed = shown.map((unit) => {
    const chain = above(unit);
    const committee = unit.committee ?? chain.find((one) => one.committee)?.committee ?? null;
    const depth = chain.filter((one) => shown.includes(one) && committeeOf(one, above(one)) === committee).length;
    return { unit, depth, committee, place: [...chain.map((one) => one.name).reverse(), unit.name].join("\n") };
  });
  const all = new Map<string | null, typeof placed>();
  for (const one of placed) all.set(one.committee, [...(all.get(one.committee) ?? []), one]);
  return [...all]
    .sort(([a], [b]) => (a ?? "\uffff").localeCompare(b ?? "\uffff", "sv"))
    .map(([committee, choices]) => ({
      committee,
      choices: choices.sort((a, b) => a.place.localeCompare(b.place, "sv")).map(({ unit, depth }) => ({ unit, depth })),
    }));
}
const committeeOf = (unit: Unit, chain: Unit[]) =>
  unit.committee ?? chain.find((one) => one.committee)?.committee ?? null;

/** One indicator month by month of one year: twelve values, undefined where there is no line. */
export function monthsOf(year: Year, unit: string | null, name: Name): (Value | undefined)[] {
  const wanted = unit === null ? "[]" : JSON.stringify([{ unit, own: false }]);
  return Array.from({ length: 12 }, (_, at) => {
    const period = monthText({ year: year.year, month: at + 1 });
    const line = year.lines.find((one) => one.period === period && JSON.stringify(one.units) === wanted);
    return line?.figures[name];
  });
}

/** Hidden because it is about too few, or null because there is nothing to divide. */
export type Share = number | "hidden" | null;

export interface UnitLine {
  units: Schemas["UnitParts"];
  withAgreement: Share;
  securityPart: Share;
  refused: Value;
}

/** By unit, of the longest period of the year that has lines: what the law calls application alike. */
export function unitLines(year: Year): { period: string; lines: UnitLine[] } {
  const periods = [...new Set(year.lines.filter((one) => one.units.length > 0).map((one) => one.period))];
  const period = periods.find((one) => one === String(year.year)) ?? periods.filter((one) => one.includes("Q")).at(-1) ?? periods.at(-1);
  const part = (a: Value | undefined, b: Value | undefined): Share => {
    if (a === "fewer_than_five" || b === "fewer_than_five") return "hidden";
    return isNumber(a) && isNumber(b) && b > 0 ? a / b : null;
  };
  return {
    period: period ?? "",
    lines: year.lines
      .filter((one) => one.period === period && one.units.length > 0)
      .map((one) => ({
        units: one.units,
        withAgreement: part(one.figures.agreements_active, one.figures.employees),
        securityPart: part(one.figures.security_part_pass, one.figures.remote_days),
        refused: one.figures.refused ?? null,
      })),
  };
}

export interface Recommendation {
  key: "1" | "2" | "3" | "4" | "5";
  figures: Name[];
}
/** Which figures answer which of the audit's five recommendations (sources: the audit of 2025). */
export const recommendations: readonly Recommendation[] = [
  { key: "1", figures: ["employees", "agreements_active", "agreement_days", "without_agreement", "agreements_expiring_60d"] },
  { key: "2", figures: ["guideline_read", "training_overdue"] },
  { key: "3", figures: ["laptops", "laptops_with_agent", "laptops_reporting", "coverage", "remote_days", "security_part_pass"] },
  { key: "4", figures: ["agreements_active", "risk_assessment_overdue", "follow_up_overdue"] },
  { key: "5", figures: ["applications", "refused"] },
];
