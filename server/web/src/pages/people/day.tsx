// SPDX-License-Identifier: EUPL-1.2
// One day of one person: each requirement with its result, why it is there and how a fault is mended, the
// two parts apart; what was said against the day and what was answered. A native dialog: keyboard, focus
// and Escape are the browser's.
import { Button } from "@midas-ds/components";
import { type ReactNode, useEffect, useRef } from "react";
import { Glyph } from "../../parts/glyph";
import { Failed, Loading } from "../../shell/states";
import { useTexts } from "../../texts/texts";
import { type DayRef, isFaulty, resultGlyphs } from "./facts";
import { Thread } from "./objections";
import "./people.css";
import { type Asked, type Beholder, type PersonDay, useAsked, useObjections, usePersonDays } from "./queries";

export function DayDialog(props: {
  role: Beholder;
  title: string;
  day: DayRef;
  close: () => void;
  actions?: (day: PersonDay) => ReactNode;
}) {
  const { text, term } = useTexts();
  const dialog = useRef<HTMLDialogElement>(null);
  const { employee, date } = props.day;
  const days = usePersonDays(props.role, employee, date, date);
  const asked = useAsked(props.role, employee);
  const objections = useObjections(props.role, employee);

  useEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    return () => shown?.close();
  }, []);

  const day = days.data?.days[0];
  const said = objections.data?.filter((one) => one.date === date) ?? [];
  return (
    <dialog ref={dialog} className="day-dialog" aria-labelledby="day-title" onClose={props.close}>
      <h2 id="day-title">{props.title}</h2>
      {days.error ? (
        <Failed error={days.error} page={term("page_staff")} retry={() => void days.refetch()} level="part" />
      ) : days.isPending ? (
        <Loading lines={4} />
      ) : !day ? (
        <p>{text("staff.grid.no_days")}</p>
      ) : (
        <>
          <DayParts day={day} asked={asked.data ?? null} />
          {said.map((one) => (
            <Thread key={one.id} role={props.role} objection={one} />
          ))}
          <p className="note">{text(day.final ? "staff.detail.final" : "staff.detail.open")}</p>
          {props.role === "manager" && <p className="note">{text("staff.detail.help")}</p>}
        </>
      )}
      <div className="act-buttons">
        {day && props.actions?.(day)}
        <Button variant="secondary" onPress={() => dialog.current?.close()}>
          {text("staff.detail.close")}
        </Button>
      </div>
    </dialog>
  );
}

/** The two parts of a day, requirement by requirement. */
export function DayParts({ day, asked }: { day: PersonDay; asked: Asked | null }) {
  const { text } = useTexts();
  const part = (name: "security" | "agreement") => (
    <section>
      <h3>{text(name === "security" ? "staff.detail.security" : "staff.detail.agreement")}</h3>
      <ul className="plain">
        {day.requirements
          .filter((one) => one.part === name)
          .map((one) => (
            <Line key={one.id} id={one.id} result={one.result} asked={asked} />
          ))}
      </ul>
    </section>
  );
  return (
    <>
      <div className="day-parts">
        {part("security")}
        {part("agreement")}
      </div>
      {day.marks.length > 0 && (
        <p>
          <Glyph name="marked" />{" "}
          {text("staff.detail.marks", { marks: day.marks.map((mark) => text(`staff.mark.${mark}`)).join(", ") })}
        </p>
      )}
      {day.outages.length > 0 && <p>{text("staff.detail.outages")}</p>}
    </>
  );
}

function Line(props: { id: string; result: PersonDay["requirements"][number]["result"]; asked: Asked | null }) {
  const { text, has, language } = useTexts();
  const known = props.asked?.requirements.find((one) => one.id === props.id);
  const key = `requirement.${props.id}`;
  return (
    <li>
      <Glyph name={resultGlyphs[props.result]} /> {known ? known.title[language] : has(key) ? text(key) : props.id}
      <small> {text(`result.${props.result}`)}</small>
      {known && isFaulty(props.result) && (
        <details className="why" open={props.result === "fail"}>
          <summary>{text("people.why")}</summary>
          <p>{known.why[language]}</p>
          <p>
            <strong>{text("people.mend")}</strong> {known.remedy[language]}
          </p>
        </details>
      )}
    </li>
  );
}
