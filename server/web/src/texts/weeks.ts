// SPDX-License-Identifier: EUPL-1.2
// Weeks as Sweden counts them (ISO 8601): Monday first, named by the year and number. Pure.
import type { Day } from "./moments";

const dayLength = 86_400_000;
const toTime = (day: Day) => Date.parse(`${day}T00:00:00Z`);
const toDay = (time: number): Day => new Date(time).toISOString().slice(0, 10);

export function addDays(day: Day, count: number): Day {
  return toDay(toTime(day) + count * dayLength);
}

export function mondayOf(day: Day): Day {
  return addDays(day, -((new Date(toTime(day)).getUTCDay() + 6) % 7));
}

export interface Week {
  name: string; // 2026-W48
  number: number;
  monday: Day;
  days: Day[];
}

export function weekOf(day: Day): Week {
  const monday = mondayOf(day);
  const thursday = addDays(monday, 3);
  const year = Number(thursday.slice(0, 4));
  const first = mondayOf(`${year}-01-04`);
  const number = Math.round((toTime(monday) - toTime(first)) / (7 * dayLength)) + 1;
  const name = `${year}-W${String(number).padStart(2, "0")}`;
  return { name, number, monday, days: [0, 1, 2, 3, 4, 5, 6].map((step) => addDays(monday, step)) };
}

/** The week that a name such as 2026-W48 means; null when there is none. */
export function weekNamed(name: string): Week | null {
  const parts = /^(\d{4})-W(\d{2})$/.exec(name);
  if (!parts) return null;
  const week = weekOf(addDays(mondayOf(`${parts[1]}-01-04`), (Number(parts[2]) - 1) * 7));
  return week.name === name ? week : null;
}

/** `count` weeks that end with `last`. */
export function weeksUntil(last: Week, count: number): Week[] {
  return Array.from({ length: count }, (_, at) => weekOf(addDays(last.monday, (at - count + 1) * 7)));
}

/** Today in Sweden. */
export function today(now: number): Day {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Stockholm" }).format(new Date(now));
}
