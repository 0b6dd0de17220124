// SPDX-License-Identifier: EUPL-1.2
// Declares an outage in place: which requirement could not be met, for whom, from when to when, and why.
import { Button } from "@midas-ds/components";
import { useState } from "react";
import { ApiProblem } from "../../api/client";
import { useTexts } from "../../texts/texts";
import { instantOf, localMinute } from "./facts";
import { useOutageWrite } from "./queries";

const hour = 3_600_000;

export function OutageForm(props: {
  title: (what: string) => string;
  requirements: string[];
  units: [string, string][];
}) {
  const { text } = useTexts();
  const declare = useOutageWrite();
  const [requirement, setRequirement] = useState("");
  const [unit, setUnit] = useState("");
  const [from, setFrom] = useState(() => localMinute(Date.now()));
  const [to, setTo] = useState(() => localMinute(Date.now() + 2 * hour));
  const [reason, setReason] = useState("");
  const [missing, setMissing] = useState(false);
  const chosen = requirement || props.requirements[0];

  const send = () => {
    const begin = instantOf(from);
    const end = instantOf(to);
    const why = reason.trim();
    const whole = Boolean(chosen && begin && end && begin < end && why);
    setMissing(!whole);
    if (!whole || !chosen || !begin || !end) return;
    const wish = { requirement: chosen, from: begin, to: end, units: unit ? [unit] : [], reason: why };
    declare.mutate({ before: null, wish }, { onSuccess: () => setReason("") });
  };

  return (
    <details className="no-print">
      <summary>{text("now.outages.declare")}</summary>
      <div className="form">
        <label>
          <span>{text("now.outages.form.requirement")}</span>
          <select value={chosen ?? ""} onChange={(event) => setRequirement(event.target.value)}>
            {props.requirements.map((one) => (
              <option key={one} value={one}>
                {props.title(one)}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span>{text("now.outages.form.unit")}</span>
          <select value={unit} onChange={(event) => setUnit(event.target.value)}>
            <option value="">{text("now.outages.form.all")}</option>
            {props.units.map(([code, name]) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span>{text("now.outages.form.from")}</span>
          <input type="datetime-local" value={from} onChange={(event) => setFrom(event.target.value)} />
        </label>
        <label>
          <span>{text("now.outages.form.to")}</span>
          <input type="datetime-local" value={to} onChange={(event) => setTo(event.target.value)} />
        </label>
        <label>
          <span>{text("now.outages.form.reason")}</span>
          <input value={reason} maxLength={200} onChange={(event) => setReason(event.target.value)} />
        </label>
      </div>
      {missing && (
        <p role="alert" className="missing">
          {text("now.outages.form.missing")}
        </p>
      )}
      {declare.error && (
        <p role="alert" className="missing">
          {text("now.outages.form.failed", {
            code: declare.error instanceof ApiProblem ? declare.error.code : declare.error.name,
          })}
        </p>
      )}
      <p role="status">{declare.isSuccess && text("now.outages.form.done")}</p>
      <Button variant="secondary" isDisabled={declare.isPending} onPress={send}>
        {text("now.outages.declare")}
      </Button>
    </details>
  );
}
