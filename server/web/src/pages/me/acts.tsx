// SPDX-License-Identifier: EUPL-1.2
// What an employee does on "Min sida": mark a day or take the mark away, sign, say that the guideline is read.
import { send } from "../../api/write";
import { ActDialog, Choice, Field } from "../../parts/act";
import type { Day } from "../../texts/moments";
import { useTexts } from "../../texts/texts";
import { addDays } from "../../texts/weeks";
import type { Agreement, Asked, Mark } from "../people/queries";

const back = 14; // days, as the collector takes them: back and ahead
const kinds = ["field_work", "travel", "other_workplace", "on_call"] as const;

export const canMark = (date: Day, today: Day): boolean =>
  addDays(today, -back) <= date && date <= addDays(today, back);

const place = (employee: string, date: string) =>
  `/api/v1/employees/${encodeURIComponent(employee)}/marks/${encodeURIComponent(date)}`;

export function MarkDialog(props: { employee: string; date: Day; today: Day; marks: readonly Mark[]; close: () => void }) {
  const { text } = useTexts();
  return (
    <ActDialog
      title={text("me.mark.title")}
      action={text("me.act.mark_this")}
      close={props.close}
      act={(filled) => {
        const there = props.marks.find((one) => one.date === filled.date);
        return send("employee", {
          method: "PUT",
          path: place(props.employee, filled.date ?? ""),
          body: { kind: filled.kind },
          ...(there && { version: there.version }),
        });
      }}
    >
      <p>{text("me.mark.text")}</p>
      <Field
        name="date"
        type="date"
        label={text("people.days.date")}
        value={props.date}
        min={addDays(props.today, -back)}
        max={addDays(props.today, back)}
        needed
      />
      <Choice
        name="kind"
        label={text("me.mark.kind")}
        options={kinds.map((kind) => ({ value: kind, label: text(`me.mark.kind.${kind}`) }))}
      />
    </ActDialog>
  );
}

export function UnmarkDialog(props: { mark: Mark | undefined; close: () => void }) {
  const { text, dayLong } = useTexts();
  const { mark } = props;
  if (!mark) return null;
  return (
    <ActDialog
      title={text("me.unmark.title", { date: dayLong(mark.date) })}
      action={text("me.act.unmark")}
      close={props.close}
      act={() => send("employee", { method: "DELETE", path: place(mark.employee, mark.date), version: mark.version })}
    >
      <p>{text("me.unmark.text", { mark: text(`staff.mark.${mark.kind}`) })}</p>
    </ActDialog>
  );
}

export function SignDialog({ agreement, close }: { agreement: Agreement; close: () => void }) {
  const { text, dayFull } = useTexts();
  return (
    <ActDialog
      title={text("me.sign.title")}
      action={text("me.act.sign")}
      close={close}
      act={() =>
        send("employee", {
          method: "POST",
          path: `/api/v1/agreements/${encodeURIComponent(agreement.id)}/signatures`,
          body: { signer: "employee" },
          version: agreement.version,
        })
      }
    >
      <p>
        {agreement.valid_to
          ? text("people.agreement.from_to", { from: dayFull(agreement.valid_from), to: dayFull(agreement.valid_to) })
          : text("people.agreement.from", { from: dayFull(agreement.valid_from) })}
        {agreement.max_days_per_week !== null && `, ${text("staff.agreement.days", { count: agreement.max_days_per_week })}`}
      </p>
      <p>{text("me.sign.text")}</p>
    </ActDialog>
  );
}

export function ReadDialog(props: { employee: string; guideline: Asked["guideline"]; close: () => void }) {
  const { text, dayFull } = useTexts();
  const { guideline } = props;
  if (!guideline) return null;
  return (
    <ActDialog
      title={text("me.read.title")}
      action={text("me.act.read")}
      close={props.close}
      act={() =>
        send("employee", {
          method: "POST",
          path: "/api/v1/guideline-reads",
          body: { employee: props.employee, guideline_version: guideline.version },
        })
      }
    >
      <p>{text("me.read.text", { title: guideline.title, version: guideline.version, date: dayFull(guideline.valid_from) })}</p>
      {guideline.url && (
        <p>
          <a href={guideline.url} target="_blank" rel="noreferrer">
            {text("me.read.open", { title: guideline.title })}
          </a>
        </p>
      )}
    </ActDialog>
  );
}
