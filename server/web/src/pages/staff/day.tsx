// SPDX-License-Identifier: EUPL-1.2
// One day of one person: which requirement was met and which not, the two parts apart. A native dialog:
// keyboard, focus and Escape are the browser's.
import { Button } from "@midas-ds/components";
import { useEffect, useRef } from "react";
import type { Schemas } from "../../api/client";
import { Glyph, type GlyphName } from "../../parts/glyph";
import { Failed, Loading } from "../../shell/states";
import { useTexts } from "../../texts/texts";
import type { DayRef } from "./facts";
import { usePersonDay } from "./queries";

type Requirement = Schemas["PersonDay"]["requirements"][number];

const glyphs: Record<Requirement["result"], GlyphName> = {
  pass: "compliant",
  fail: "deviation",
  unknown: "undetermined",
  notapplicable: "none",
  waived: "marked",
};

export function DayDialog(props: { name: string; day: DayRef; close: () => void }) {
  const texts = useTexts();
  const { text, term, dayLong } = texts;
  const dialog = useRef<HTMLDialogElement>(null);
  const day = usePersonDay(props.day.employee, props.day.date);

  useEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    return () => shown?.close();
  }, []);

  const part = (name: "security" | "agreement") => (
    <section>
      <h3>{text(name === "security" ? "staff.detail.security" : "staff.detail.agreement")}</h3>
      <ul className="plain">
        {day.data?.requirements
          .filter((one) => one.part === name)
          .map((one) => {
            const key = `requirement.${one.id}`;
            return (
              <li key={one.id}>
                <Glyph name={glyphs[one.result]} /> {texts.has(key) ? text(key) : one.id}
                <small> {text(`result.${one.result}`)}</small>
              </li>
            );
          })}
      </ul>
    </section>
  );

  return (
    <dialog ref={dialog} className="day-dialog" aria-labelledby="day-title" onClose={props.close}>
      <h2 id="day-title">{text("staff.detail.title", { name: props.name, date: dayLong(props.day.date) })}</h2>
      {day.error ? (
        <Failed error={day.error} page={term("page_staff")} retry={() => void day.refetch()} level="part" />
      ) : day.isPending ? (
        <Loading lines={4} />
      ) : !day.data ? (
        <p>{text("staff.grid.no_days")}</p>
      ) : (
        <>
          <div className="day-parts">
            {part("security")}
            {part("agreement")}
          </div>
          {day.data.marks.length > 0 && (
            <p>
              <Glyph name="marked" />{" "}
              {text("staff.detail.marks", {
                marks: day.data.marks.map((mark) => text(`staff.mark.${mark}`)).join(", "),
              })}
            </p>
          )}
          {day.data.outages.length > 0 && <p>{text("staff.detail.outages")}</p>}
          <p className="note">{text(day.data.final ? "staff.detail.final" : "staff.detail.open")}</p>
          <p className="note">{text("staff.detail.help")}</p>
        </>
      )}
      <Button variant="secondary" onPress={() => dialog.current?.close()}>
        {text("staff.detail.close")}
      </Button>
    </dialog>
  );
}
