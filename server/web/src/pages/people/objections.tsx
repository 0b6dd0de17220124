// SPDX-License-Identifier: EUPL-1.2
// "Det här stämmer inte": what somebody said against a day, what was answered, and the dialogs in which
// it is said, answered and taken back.
import { ActDialog, Choice, type Filled, LongField } from "../../parts/act";
import { Glyph } from "../../parts/glyph";
import { send } from "../../api/write";
import { useTexts } from "../../texts/texts";
import type { DayRef } from "./facts";
import type { Beholder, Objection } from "./queries";

/** One objection as a small thread: said, then answered, taken back, or waiting. */
export function Thread({ role, objection }: { role: Beholder; objection: Objection }) {
  const { text, dayFull } = useTexts();
  return (
    <div className="thread">
      <h3>
        <Glyph name="contested" /> {text(`people.contested.${objection.state}`)}
      </h3>
      <p className="said">
        <small>
          {role === "employee"
            ? text("people.said.you", { date: dayFull(objection.made_on) })
            : text("people.said.who", { name: objection.name, date: dayFull(objection.made_on) })}
          {", "}
          {text(`people.kind.${objection.kind}`)}
        </small>
        {objection.text}
      </p>
      {objection.answer && (
        <p className="said said-answer">
          <small>
            {text("people.said.answer", {
              name: objection.answered_by || text(`people.desk.${objection.to}`),
              date: dayFull(objection.answer.on),
            })}
          </small>
          {objection.answer.text}
        </p>
      )}
      {objection.state === "open" && <p className="note">{text(`people.waits.${objection.to}`)}</p>}
    </div>
  );
}

export function ObjectDialog(props: { day: DayRef; close: () => void }) {
  const { text, dayLong } = useTexts();
  const act = (filled: Filled) =>
    send("employee", {
      method: "POST",
      path: `/api/v1/employees/${encodeURIComponent(props.day.employee)}/days/${props.day.date}/objection`,
      body: { kind: filled.kind, text: filled.text },
    });
  return (
    <ActDialog
      title={text("people.object.title", { date: dayLong(props.day.date) })}
      action={text("people.object.action")}
      close={props.close}
      act={act}
    >
      <p>{text("people.object.lead")}</p>
      <Choice
        name="kind"
        label={text("people.object.kind")}
        options={(["computer", "place", "agreement", "other"] as const).map((kind) => ({
          value: kind,
          label: text(`people.object.kind.${kind}`),
        }))}
      />
      <LongField name="text" label={text("people.object.text")} help={text("people.object.text_help")} needed />
    </ActDialog>
  );
}

export function AnswerDialog(props: { role: "manager" | "it_security"; objection: Objection; close: () => void }) {
  const { text, dayLong } = useTexts();
  const { objection } = props;
  const act = (filled: Filled) =>
    send(props.role, {
      method: "POST",
      path: `/api/v1/objections/${encodeURIComponent(objection.id)}/answer`,
      body: { outcome: filled.outcome, text: filled.text },
      version: objection.version,
    });
  return (
    <ActDialog
      title={text("people.answer.title", { name: objection.name, date: dayLong(objection.date) })}
      action={text("people.answer.action")}
      close={props.close}
      act={act}
    >
      <p className="said">
        <small>{text(`people.kind.${objection.kind}`)}</small>
        {objection.text}
      </p>
      <Choice
        name="outcome"
        label={text("people.answer.outcome")}
        options={[
          { value: "accepted", label: text("people.answer.accepted") },
          { value: "rejected", label: text("people.answer.rejected") },
        ]}
      />
      <LongField name="text" label={text("people.answer.text")} help={text(props.role === "manager" ? "people.answer.text_help" : "people.answer.text_help_it")} needed />
    </ActDialog>
  );
}

export function WithdrawDialog(props: { objection: Objection; close: () => void }) {
  const { text, dayLong } = useTexts();
  const { objection } = props;
  return (
    <ActDialog
      title={text("people.withdraw.title", { date: dayLong(objection.date) })}
      action={text("people.withdraw.action")}
      close={props.close}
      act={() =>
        send("employee", {
          method: "POST",
          path: `/api/v1/objections/${encodeURIComponent(objection.id)}/withdrawal`,
          body: {},
          version: objection.version,
        })
      }
    >
      <p>{text("people.withdraw.lead")}</p>
    </ActDialog>
  );
}
