// SPDX-License-Identifier: EUPL-1.2
// Staff x weeks. Each day on another place is two signs, one above the other: the security part and the
// agreement part. Signs differ in shape, and each day says the same in words.
import { Glyph } from "../../parts/glyph";
import type { Day } from "../../texts/moments";
import { useTexts } from "../../texts/texts";
import type { Week } from "../../texts/weeks";
import { AgreementState } from "../people/agreement";
import { currentAgreement, type DayRef } from "../people/facts";
import type { Agreement } from "../people/queries";
import { agreementGlyph, hasWeekend, type Person, type StaffDay } from "./facts";

export function Grid(props: {
  staff: Person[];
  agreements: Agreement[];
  weeks: Week[];
  today: Day;
  busy: boolean;
  open: (day: DayRef) => void;
  openPerson: (employee: string) => void;
}) {
  const { text, dayShort, weekdayLetter } = useTexts();
  const length = hasWeekend(props.staff) ? 7 : 5;
  return (
    <div className="grid-scroll" role="region" aria-label={text("staff.grid.scroll")} tabIndex={0}>
      <table className={length === 7 ? "grid grid-7" : "grid"} aria-busy={props.busy}>
        <thead>
          <tr>
            <th scope="col">{text("staff.grid.person")}</th>
            {props.weeks.map((week) => (
              <th key={week.name} scope="col">
                <span aria-hidden="true">
                  {text("staff.grid.week", { week: week.number })}{" "}
                  <small>{dayShort(week.monday)}</small>
                  <span className="letters">
                    {week.days.slice(0, length).map((day) => (
                      <span key={day} className={day === props.today ? "letter-today" : undefined}>
                        {weekdayLetter(day)}
                      </span>
                    ))}
                  </span>
                </span>
                <span className="visually-hidden">
                  {text("staff.grid.week_long", {
                    week: week.number,
                    from: dayShort(week.monday),
                    to: dayShort(week.days[6] ?? week.monday),
                  })}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.staff.map((person) => (
            <tr key={person.employee}>
              <th scope="row">
                <button type="button" className="link-button" onClick={() => props.openPerson(person.employee)}>
                  {person.name}
                </button>
                <AgreementLine agreement={currentAgreement(props.agreements, person.employee)} />
                {person.days.length === 0 && (
                  <small className="person-empty" aria-hidden="true">
                    {text("staff.grid.no_days")}
                  </small>
                )}
              </th>
              {props.weeks.map((week) => (
                <WeekCell key={week.name} week={week} length={length} person={person} open={props.open} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function WeekCell(props: { week: Week; length: number; person: Person; open: (day: DayRef) => void }) {
  const { text, weekdayLetter } = useTexts();
  const { person, week } = props;
  const days = new Map(person.days.map((day) => [day.date, day]));
  const shown = week.days.slice(0, props.length);
  const empty = !shown.some((date) => days.has(date));
  return (
    <td className={empty ? "week-empty" : undefined} data-label={text("staff.grid.week", { week: week.number })}>
      {empty && <span className="visually-hidden">{text("staff.grid.no_days")}</span>}
      <div className="week">
        {shown.map((date) => {
          const day = days.get(date);
          return day ? (
            <DayButton key={date} day={day} person={person} open={props.open} />
          ) : (
            <span key={date} className="day-none" aria-hidden="true">
              <span className="day-letter">{weekdayLetter(date)}</span>
            </span>
          );
        })}
      </div>
    </td>
  );
}

function DayButton(props: { day: StaffDay; person: Person; open: (day: DayRef) => void }) {
  const { text, dayLong, weekdayLetter } = useTexts();
  const { day, person } = props;
  const lower = agreementGlyph(day);
  const judged = lower !== "short" && lower !== "marked";
  const label = text("staff.day.label", {
    name: person.name,
    date: dayLong(day.date),
    security: text("staff.day.security", { verdict: text(`verdict.${day.security_part}`) }),
    agreement_part: judged
      ? text("staff.day.agreement", { verdict: text(`verdict.${day.agreement_part}`) })
      : text("staff.day.agreement_none"),
    extra:
      (day.marked ? text("staff.day.extra.marked") : "") +
      (day.without_agreement ? text("staff.day.extra.without") : "") +
      (day.contested === "open" ? text("staff.day.extra.contested") : ""),
  });
  return (
    <button
      type="button"
      className={`day${day.verdict === "deviation" ? " day-deviation" : ""}${day.contested === "open" ? " day-contested" : ""}`}
      aria-label={label}
      title={label}
      onClick={() => props.open({ employee: person.employee, date: day.date })}
    >
      <span className="day-letter" aria-hidden="true">
        {weekdayLetter(day.date)}
      </span>
      <Glyph name={day.security_part} />
      <Glyph name={lower} />
    </button>
  );
}

function AgreementLine({ agreement }: { agreement: Agreement | undefined }) {
  const { text } = useTexts();
  const days = agreement?.max_days_per_week;
  return (
    <small>
      <AgreementState agreement={agreement} />
      {days ? `, ${text("staff.agreement.days", { count: days })}` : ""}
    </small>
  );
}

export function Legend() {
  const { text } = useTexts();
  return (
    <details className="legend" open>
      <summary>{text("staff.legend.title")}</summary>
      <p>{text("staff.legend.top")}</p>
      <ul>
        {(["compliant", "deviation", "undetermined"] as const).map((verdict) => (
          <li key={verdict}>
            <Glyph name={verdict} /> {text(`verdict.${verdict}`)}
          </li>
        ))}
        <li>
          <Glyph name="short" /> {text("staff.legend.short")}
        </li>
        <li>
          <Glyph name="marked" /> {text("staff.legend.marked")}
        </li>
        <li>
          <span className="legend-contested" aria-hidden="true" /> {text("staff.legend.contested")}
        </li>
      </ul>
    </details>
  );
}
