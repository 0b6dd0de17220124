// SPDX-License-Identifier: EUPL-1.2
// What a manager does with an agreement, each in a dialog in place: sign, refuse, renew, new, assess, follow
// up, end early; a unit's assessment; an answer to a contested day; a mark that is seen. Each says from
// which version it was made, so that nobody overwrites what somebody else did meanwhile.
import { useUnitNames } from "../../api/units";
import { send } from "../../api/write";
import { ActDialog, Field, type Filled, LongField, Tick } from "../../parts/act";
import type { Day } from "../../texts/moments";
import { useTexts } from "../../texts/texts";
import { addDays } from "../../texts/weeks";
import { isOurs, renewalOf } from "../people/facts";
import { AnswerDialog } from "../people/objections";
import { type Agreement, useMarks, useObjections } from "../people/queries";
import { DeputyDialog, EndDeputyDialog } from "./deputies";
import type { Person, What } from "./facts";
import { LendDialog, ReturnDialog } from "./lending";
import { useUnitVersion } from "./queries";

interface Common {
  today: Day;
  close: () => void;
}

export function StaffAct(
  props: Common & { what: What; id: string; agreements: readonly Agreement[]; staff: readonly Person[] },
) {
  const { what, id, today, close } = props;
  const common = { today, close };
  const agreement = props.agreements.find((one) => one.id === id);
  switch (what) {
    case "new":
      return <NewDialog {...common} employee={id} name={props.staff.find((one) => one.employee === id)?.name ?? ""} />;
    case "assess_unit":
      return <AssessUnit {...common} unit={id} />;
    case "answer":
      return <Answer close={close} id={id} />;
    case "see":
      return <See close={close} id={id} />;
    case "deputy":
      return <DeputyDialog {...common} manager={id} staff={props.staff} />;
    case "end_deputy":
      return <EndDeputyDialog {...common} id={id} />;
    case "lend":
      return agreement && isOurs(agreement) ? <LendDialog {...common} agreement={agreement} /> : null;
    case "return":
      return agreement && isOurs(agreement) ? <ReturnDialog {...common} agreement={agreement} /> : null;
    case "sign":
    case "refuse":
    case "renew":
    case "assess":
    case "follow":
    case "end":
      return agreement && isOurs(agreement) ? <OfAgreement {...common} what={what} agreement={agreement} /> : null;
  }
}

const post = (agreement: Agreement, what: string, body: unknown) =>
  send("manager", {
    method: "POST",
    path: `/api/v1/agreements/${encodeURIComponent(agreement.id)}/${what}`,
    body,
    version: agreement.version,
  });

function OfAgreement(props: Common & { what: "sign" | "refuse" | "renew" | "assess" | "follow" | "end"; agreement: Agreement }) {
  const { text } = useTexts();
  const { agreement, close, today, what } = props;
  const frame = { title: text(`staff.${what}.title`, { name: agreement.name }), action: text(`staff.act.${what}`), close };
  switch (what) {
    case "sign":
      return (
        <ActDialog {...frame} act={() => post(agreement, "signatures", { signer: "manager" })}>
          <Terms agreement={agreement} />
          <p>{text("staff.sign.text")}</p>
        </ActDialog>
      );
    case "refuse":
      return (
        <ActDialog {...frame} grave act={(filled) => post(agreement, "refusal", { reason: filled.reason })}>
          <p>{text("staff.refuse.text")}</p>
          <LongField name="reason" label={text("staff.reason")} help={text("staff.reason_help")} needed />
        </ActDialog>
      );
    case "renew": {
      const next = renewalOf(agreement, today);
      return (
        <ActDialog {...frame} act={(filled) => renewAndSign(agreement, filled)}>
          <p>{text("staff.renew.text")}</p>
          <TermFields from={next.from} to={next.to} agreement={agreement} />
          <Tick name="sign" label={text("staff.renew.sign")} ticked />
        </ActDialog>
      );
    }
    case "assess":
      return (
        <ActDialog {...frame} act={(filled) => post(agreement, "assessments", assessment(filled))}>
          <AssessFields today={today} />
        </ActDialog>
      );
    case "follow":
      return (
        <ActDialog {...frame} act={(filled) => post(agreement, "follow-ups", { on: filled.on, note: filled.note || null })}>
          <p>{text("staff.follow.text")}</p>
          <Field name="on" type="date" label={text("staff.on")} value={today} max={today} needed />
          <LongField name="note" label={text("staff.note")} help={text("staff.note_help")} />
        </ActDialog>
      );
    case "end":
      return (
        <ActDialog {...frame} grave act={(filled) => post(agreement, "end", { on: filled.on, reason: filled.reason })}>
          <p>{text("staff.end.text")}</p>
          <Field name="on" type="date" label={text("staff.end.on")} value={today} min={today} needed />
          <LongField name="reason" label={text("staff.reason")} help={text("staff.reason_help")} needed />
        </ActDialog>
      );
  }
}

/** The renewal is an application; the manager's signature is the second step, from its first version. */
async function renewAndSign(agreement: Agreement, filled: Filled): Promise<void> {
  const made = (await post(agreement, "renewal", terms(filled))) as { id: string; version: number };
  if (filled.sign !== "yes") return;
  await send("manager", {
    method: "POST",
    path: `/api/v1/agreements/${encodeURIComponent(made.id)}/signatures`,
    body: { signer: "manager" },
    version: made.version,
  });
}

function NewDialog(props: Common & { employee: string; name: string }) {
  const { text } = useTexts();
  return (
    <ActDialog
      title={text("staff.new.title", { name: props.name })}
      action={text("staff.act.new")}
      close={props.close}
      act={(filled) =>
        send("manager", { method: "POST", path: "/api/v1/agreements", body: { employee: props.employee, ...terms(filled) } })
      }
    >
      <p>{text("staff.new.text")}</p>
      <TermFields from={props.today} to={addDays(props.today, 364)} />
    </ActDialog>
  );
}

function Terms({ agreement }: { agreement: Agreement }) {
  const { text, dayFull } = useTexts();
  return (
    <p>
      {agreement.valid_to
        ? text("people.agreement.from_to", { from: dayFull(agreement.valid_from), to: dayFull(agreement.valid_to) })
        : text("people.agreement.from", { from: dayFull(agreement.valid_from) })}
      {agreement.max_days_per_week !== null && `, ${text("staff.agreement.days", { count: agreement.max_days_per_week })}`}
      {agreement.max_share_percent !== null && `, ${text("people.agreement.share", { percent: agreement.max_share_percent })}`}
    </p>
  );
}

function TermFields(props: { from: Day; to: Day | null; agreement?: Agreement }) {
  const { text } = useTexts();
  const number = (value: number | null | undefined) => (value === null || value === undefined ? "" : String(value));
  return (
    <>
      <Field name="valid_from" type="date" label={text("staff.terms.from")} value={props.from} needed />
      <Field name="valid_to" type="date" label={text("staff.terms.to")} value={props.to ?? ""} help={text("staff.terms.to_help")} />
      <Field
        name="days"
        type="number"
        min="0"
        max="7"
        label={text("staff.terms.days")}
        value={number(props.agreement ? props.agreement.max_days_per_week : 2)}
        help={text("staff.terms.days_help")}
      />
      <Field
        name="share"
        type="number"
        min="0"
        max="100"
        label={text("staff.terms.share")}
        value={number(props.agreement?.max_share_percent)}
      />
    </>
  );
}

const terms = (filled: Filled) => ({
  valid_from: filled.valid_from,
  valid_to: filled.valid_to || null,
  max_days_per_week: filled.days ? Number(filled.days) : null,
  max_share_percent: filled.share ? Number(filled.share) : null,
});

function AssessFields({ today }: { today: Day }) {
  const { text } = useTexts();
  return (
    <>
      <p>{text("staff.assess.text")}</p>
      <Tick name="work" label={text("people.part.work_environment")} ticked />
      <Tick name="security" label={text("people.part.information_security")} ticked />
      <Field name="on" type="date" label={text("staff.on")} value={today} max={today} needed />
      <Field name="by" label={text("staff.assess.by")} help={text("staff.assess.by_help")} />
      <LongField name="note" label={text("staff.note")} help={text("staff.note_help")} />
    </>
  );
}

const assessment = (filled: Filled) => ({
  on: filled.on,
  work_environment: filled.work === "yes",
  information_security: filled.security === "yes",
  by: filled.by || null,
  note: filled.note || null,
});

function AssessUnit(props: Common & { unit: string }) {
  const { text } = useTexts();
  const names = useUnitNames("manager");
  const version = useUnitVersion(props.unit);
  if (version.data === undefined) return null;
  const made = version.data;
  return (
    <ActDialog
      title={text("staff.assess_unit.title", { unit: names.data?.get(props.unit) ?? props.unit })}
      action={text("staff.act.assess_unit")}
      close={props.close}
      act={(filled) =>
        send("manager", {
          method: "POST",
          path: `/api/v1/units/${encodeURIComponent(props.unit)}/assessments`,
          body: assessment(filled),
          version: made,
        })
      }
    >
      <AssessFields today={props.today} />
    </ActDialog>
  );
}

function Answer(props: { id: string; close: () => void }) {
  const all = useObjections("manager");
  const objection = all.data?.find((one) => one.id === props.id);
  return objection ? <AnswerDialog role="manager" objection={objection} close={props.close} /> : null;
}

/** A mark's id is EMPLOYEE:DATE. */
function See(props: { id: string; close: () => void }) {
  const { text, dayLong } = useTexts();
  const [employee = "", date = ""] = props.id.split(/:(?=\d{4}-\d{2}-\d{2}$)/);
  const marks = useMarks("manager", employee);
  const mark = marks.data?.find((one) => one.id === props.id);
  if (!mark) return null;
  return (
    <ActDialog
      title={text("staff.see.title", { name: mark.name, date: dayLong(mark.date) })}
      action={text("staff.act.see")}
      close={props.close}
      act={() =>
        send("manager", {
          method: "POST",
          path: `/api/v1/employees/${encodeURIComponent(employee)}/marks/${date}/seen`,
          body: {},
          version: mark.version,
        })
      }
    >
      <p>{text("staff.see.text", { mark: text(`staff.mark.${mark.kind}`) })}</p>
    </ActDialog>
  );
}
