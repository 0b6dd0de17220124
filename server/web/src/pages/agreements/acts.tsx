// SPDX-License-Identifier: EUPL-1.2
// What HR can do with an agreement now, each act a small form made from a list: the list is all there
// is to read. A change is made from the version that is shown; when somebody else was first, nothing is
// written and the page says so.
import { Button } from "@midas-ds/components";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import { ApiProblem } from "../../api/client";
import { send } from "../../api/write";
import { useNow } from "../../parts/now";
import type { TextKey } from "../../texts/catalog";
import { useTexts } from "../../texts/texts";
import { today } from "../../texts/weeks";
import { type Agreement, lives } from "./facts";

type Field = {
  name: string;
  label: TextKey;
  kind: "date" | "number" | "text" | "check" | "signer";
  required?: boolean;
  value?: (agreement: Agreement, now: string) => string | number | null | undefined;
  most?: number;
};
interface Act {
  name: "sign" | "assess" | "follow_up" | "archive" | "lend" | "return" | "renew" | "terms" | "appear" | "note" | "refuse" | "end";
  method: "POST" | "PUT";
  path: (agreement: Agreement, item: number) => string;
  fields: Field[];
  offered: (agreement: Agreement) => boolean;
}

const on: Field = { name: "on", label: "agreements.act.on", kind: "date", value: (_, now) => now };
const reason: Field = { name: "reason", label: "agreements.act.reason", kind: "text", required: true };
type FirstValue = NonNullable<Field["value"]>;
const terms = (from: FirstValue, to: FirstValue): Field[] => [
  { name: "valid_from", label: "agreements.field.valid_from", kind: "date", required: true, value: from },
  { name: "valid_to", label: "agreements.field.valid_to", kind: "date", value: to },
  { name: "max_days_per_week", label: "agreements.field.max_days_per_week", kind: "number", most: 7, value: (one) => one.max_days_per_week },
  { name: "max_share_percent", label: "agreements.field.max_share_percent", kind: "number", most: 100, value: (one) => one.max_share_percent },
];
const at = (part: string) => (one: Agreement) => `/api/v1/agreements/${encodeURIComponent(one.id)}/${part}`;
const isAlive = (one: Agreement) => lives(one.state);

const acts: Act[] = [
  {
    name: "sign",
    method: "POST",
    path: at("signatures"),
    fields: [{ name: "signer", label: "agreements.act.signer", kind: "signer", required: true }, on],
    offered: (one) => isAlive(one) && (one.signed_by_employee === null || one.signed_by_manager === null),
  },
  {
    name: "assess",
    method: "POST",
    path: at("assessments"),
    fields: [
      on,
      { name: "work_environment", label: "agreements.part.work_environment", kind: "check" },
      { name: "information_security", label: "agreements.part.information_security", kind: "check" },
      { name: "note", label: "agreements.field.note", kind: "text" },
    ],
    offered: isAlive,
  },
  {
    name: "follow_up",
    method: "POST",
    path: at("follow-ups"),
    fields: [on, { name: "note", label: "agreements.field.note", kind: "text" }],
    offered: isAlive,
  },
  {
    name: "archive",
    method: "POST",
    path: at("archive"),
    fields: [],
    offered: (one) => !one.archived_in_personnel_file && one.state !== "refused",
  },
  {
    name: "lend",
    method: "POST",
    path: at("equipment"),
    fields: [
      { name: "name", label: "agreements.act.item", kind: "text", required: true },
      { name: "lent_on", label: "agreements.act.on", kind: "date", value: (_, now) => now },
    ],
    offered: isAlive,
  },
  {
    name: "renew",
    method: "POST",
    path: at("renewal"),
    fields: terms((one, now) => one.valid_to ?? now, () => null),
    offered: (one) => one.state === "in_force" || one.state === "expired",
  },
  {
    name: "terms",
    method: "PUT",
    path: at("terms"),
    fields: terms((one) => one.valid_from, (one) => one.valid_to),
    offered: isAlive,
  },
  {
    name: "appear",
    method: "PUT",
    path: at("appear-within"),
    fields: [{ name: "appear_within_minutes", label: "agreements.act.minutes", kind: "number", most: 10080, value: (one) => one.appear_within_minutes }],
    offered: isAlive,
  },
  {
    name: "note",
    method: "PUT",
    path: at("note"),
    fields: [{ name: "note", label: "agreements.field.note", kind: "text", value: (one) => one.note }],
    offered: isAlive,
  },
  { name: "refuse", method: "POST", path: at("refusal"), fields: [reason], offered: (one) => one.state === "applied" },
  { name: "end", method: "POST", path: at("end"), fields: [on, reason], offered: isAlive },
];

const giveBack = (item: number): Act => ({
  name: "return",
  method: "POST",
  path: at(`equipment/${item}/return`),
  fields: [{ name: "returned_on", label: "agreements.act.on", kind: "date", value: (_, now) => now }],
  offered: () => true,
});

export function Acts({ agreement }: { agreement: Agreement }) {
  const { text } = useTexts();
  const [done, setDone] = useState<string | null>(null);
  const lent = agreement.equipment.flatMap((one, item) => (one.returned_on === null ? [{ one, item }] : []));
  const offered = acts.filter((act) => act.offered(agreement));
  return (
    <section className="no-print" aria-labelledby="acts">
      <h2 id="acts">{text("agreements.acts.title")}</h2>
      <p role="status" className="done">
        {done}
      </p>
      {offered.length + lent.length === 0 && <p>{text("agreements.acts.none")}</p>}
      <ul className="acts">
        {offered.map((act) => (
          <li key={act.name}>
            <ActForm act={act} agreement={agreement} title={text(`agreements.act.${act.name}`)} done={setDone} />
          </li>
        ))}
        {lent.map(({ one, item }) => (
          <li key={item}>
            <ActForm
              act={giveBack(item)}
              agreement={agreement}
              title={text("agreements.act.return", { item: one.name })}
              done={setDone}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What was filled in, as the API reads it: an empty field is left out or, in a PUT, is nothing. */
function bodyOf(act: Act, form: FormData): Record<string, unknown> {
  const body: Record<string, unknown> = {};
  for (const field of act.fields) {
    const given = form.get(field.name);
    if (field.kind === "check") body[field.name] = given !== null;
    else if (typeof given === "string" && given.trim() !== "")
      body[field.name] = field.kind === "number" ? Number(given) : given.trim();
    else if (act.method === "PUT") body[field.name] = null;
  }
  return body;
}

function ActForm(props: { act: Act; agreement: Agreement; title: string; done: (what: string) => void }) {
  const texts = useTexts();
  const { text } = texts;
  const { act, agreement } = props;
  const queries = useQueryClient();
  const now = today(useNow());
  const details = useRef<HTMLDetailsElement>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setProblem(null);
    props.done("");
    try {
      await send("hr", {
        method: act.method,
        path: act.path(agreement, 0),
        body: bodyOf(act, form),
        version: agreement.version,
      });
      if (details.current) details.current.open = false;
      props.done(text("agreements.act.written", { what: props.title }));
    } catch (error) {
      const code = error instanceof ApiProblem ? error.code : "";
      const key = `agreements.refused.${code}`;
      setProblem(texts.has(key) ? text(key) : text("agreements.refused.other", { code: code || "?" }));
    } finally {
      setBusy(false);
      await queries.invalidateQueries({ queryKey: ["agreements"] });
    }
  };

  return (
    <details ref={details}>
      <summary>{props.title}</summary>
      <form onSubmit={(event) => void submit(event)}>
        {act.fields.map((field) => (
          <FieldInput key={field.name} field={field} agreement={agreement} now={now} />
        ))}
        <p className="note">{text(`agreements.act.${act.name}.note`)}</p>
        {problem && (
          <p role="alert" className="problem">
            {problem}
          </p>
        )}
        <Button type="submit" isDisabled={busy}>
          {text(busy ? "office.saving" : "office.save")}
        </Button>
      </form>
    </details>
  );
}

function FieldInput(props: { field: Field; agreement: Agreement; now: string }) {
  const { text } = useTexts();
  const { field } = props;
  const first = field.value?.(props.agreement, props.now) ?? "";
  const label = text(field.label);
  if (field.kind === "check")
    return (
      <label className="check">
        <input type="checkbox" name={field.name} /> {label}
      </label>
    );
  if (field.kind === "signer")
    return (
      <label>
        <span>{label}</span>
        <select name={field.name} required>
          {props.agreement.signed_by_employee === null && <option value="employee">{text("agreements.signer.employee")}</option>}
          {props.agreement.signed_by_manager === null && <option value="manager">{text("agreements.signer.manager")}</option>}
        </select>
      </label>
    );
  return (
    <label>
      <span>{label}</span>
      <input
        type={field.kind}
        name={field.name}
        defaultValue={first ?? ""}
        required={field.required ?? false}
        {...(field.kind === "number" && { min: 0, max: field.most })}
      />
    </label>
  );
}
