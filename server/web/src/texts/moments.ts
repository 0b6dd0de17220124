// SPDX-License-Identifier: EUPL-1.2
// Days and moments as people of a language write them, in Swedish time. Pure: who asks brings "now".

/** A day as the API writes it: 2026-11-26. No clock time, no zone. */
export type Day = string;

export interface Moments {
  dayLong: (day: Day) => string; // torsdag 26 november
  dayShort: (day: Day) => string; // 26 nov.
  dayFull: (day: Day) => string; // 26 november 2026
  weekdayLetter: (day: Day) => string; // T
  month: (year: number, month: number) => string; // november 2026
  monthShort: (year: number, month: number) => string; // nov. 26, where there is little room
  monthName: (month: number) => string; // november
  moment: (at: string) => string; // 26 november 2026 12:30
  clock: (at: string) => string; // 12:30:05
  ago: (at: string, now: number) => string; // för 3 timmar sedan
  percent: (share: number) => string;
  number: (value: number) => string; // 1 234,5
}

const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 365 * 86_400],
  ["month", 30 * 86_400],
  ["week", 7 * 86_400],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

export function makeMoments(locale: string): Moments {
  const zone = "Europe/Stockholm";
  const ofDay = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" });
    return (day: Day) => format.format(new Date(`${day}T00:00:00Z`));
  };
  const first = (year: number, month: number): Day => `${year}-${String(month).padStart(2, "0")}-01`;
  const monthYear = ofDay({ month: "long", year: "numeric" });
  const monthYearShort = ofDay({ month: "short", year: "2-digit" });
  const monthAlone = ofDay({ month: "long" });
  const moment = new Intl.DateTimeFormat(locale, {
    day: "numeric",
    month: "long",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    timeZone: zone,
  });
  const clock = new Intl.DateTimeFormat(locale, { timeStyle: "medium", timeZone: zone });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  const percent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 });
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  return {
    dayLong: ofDay({ weekday: "long", day: "numeric", month: "long" }),
    dayShort: ofDay({ day: "numeric", month: "short" }),
    dayFull: ofDay({ day: "numeric", month: "long", year: "numeric" }),
    weekdayLetter: ofDay({ weekday: "narrow" }),
    month: (year, month) => monthYear(first(year, month)),
    monthShort: (year, month) => monthYearShort(first(year, month)),
    monthName: (month) => monthAlone(first(2000, month)),
    moment: (at) => moment.format(new Date(at)),
    clock: (at) => clock.format(new Date(at)),
    ago(at, now) {
      const seconds = Math.max(0, (now - Date.parse(at)) / 1000);
      for (const [unit, size] of steps)
        if (seconds >= size) return relative.format(-Math.floor(seconds / size), unit);
      return relative.format(0, "second");
    },
    percent: (share) => percent.format(share),
    number: (value) => number.format(value),
  };
}
