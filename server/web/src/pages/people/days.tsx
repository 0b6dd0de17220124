// SPDX-License-Identifier: EUPL-1.2
// A person's days, newest first: a row for each with the two parts apart and what is said against it. A
// row opens the day. No order but by date, no count of days.
import { Glyph } from "../../parts/glyph";
import { ListHead } from "../../parts/list_head";
import type { Day } from "../../texts/moments";
import { useTexts } from "../../texts/texts";
import type { PersonDay } from "./queries";

export function DayList(props: { days: readonly PersonDay[]; open: (date: Day) => void; caption: string }) {
  const { text, dayLong } = useTexts();
  const faults = (day: PersonDay) => day.requirements.filter((one) => one.result === "fail").length;
  return (
    <table className="list days">
      <caption className="visually-hidden">{props.caption}</caption>
      <ListHead
        heads={["people.days.date", "staff.detail.security", "staff.detail.agreement", "people.days.said"]}
      />
      <tbody>
        {[...props.days].reverse().map((day) => (
          <tr key={day.date}>
            <th scope="row">
              <button type="button" className="link-button" onClick={() => props.open(day.date)}>
                {dayLong(day.date)}
              </button>
              {faults(day) > 0 && <small>{text("people.days.faults", { count: faults(day) })}</small>}
            </th>
            <td data-label={text("staff.detail.security")}>
              <Glyph name={day.security_part} /> {text(`verdict.${day.security_part}`)}
            </td>
            <td data-label={text("staff.detail.agreement")}>
              {day.marks.length > 0 ? (
                <>
                  <Glyph name="marked" /> {day.marks.map((mark) => text(`staff.mark.${mark}`)).join(", ")}
                </>
              ) : day.agreement_day || day.agreement_part !== "compliant" ? (
                <>
                  <Glyph name={day.agreement_part} /> {text(`verdict.${day.agreement_part}`)}
                </>
              ) : (
                <>
                  <Glyph name="short" /> {text("people.days.short")}
                </>
              )}
            </td>
            <td data-label={text("people.days.said")}>
              {day.contested ? (
                <>
                  <Glyph name="contested" /> {text(`people.contested.${day.contested}`)}
                </>
              ) : (
                <span aria-hidden="true">–</span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
