// SPDX-License-Identifier: EUPL-1.2
// A decided exception from a finding: for its unit, or for the person who has the computer, who is looked
// up with a reason that the person reads.
import { Button } from "@midas-ds/components";
import { useState } from "react";
import { ApiProblem, type Schemas } from "../../api/client";
import { useUnitNames } from "../../api/units";
import { useNow } from "../../parts/now";
import { useTexts } from "../../texts/texts";
import { addDays, today as todayOf } from "../../texts/weeks";
import { useWaiver } from "./queries";

export function WaiverForm({ finding }: { finding: Schemas["FindingFull"] }) {
  const { text } = useTexts();
  const units = useUnitNames("it_security");
  const today = todayOf(useNow());
  const waiver = useWaiver();
  const unit = finding.computer?.unit ?? null;
  const [whose, setWhose] = useState<"unit" | "person">(unit ? "unit" : "person");
  const [until, setUntil] = useState(addDays(today, 30));
  const [reason, setReason] = useState("");
  const [missing, setMissing] = useState(false);
  const decide = () => {
    const why = reason.trim();
    setMissing(why === "" || until === "");
    if (why === "" || until === "" || finding.requirement === null) return;
    waiver.mutate({
      requirement: finding.requirement,
      unit: whose === "unit" ? unit : null,
      device: whose === "person" ? finding.device : null,
      why,
      until,
      reason: why,
    });
  };
  const nobody = waiver.error instanceof ApiProblem && waiver.error.kind === "not_found" && whose === "person";
  return (
    <section aria-labelledby="waiver" className="no-print">
      <h2 id="waiver">{text("finding.waiver.title")}</h2>
      {finding.waiver && <p>{text("finding.waiver.exists")}</p>}
      <details>
        <summary>{text("finding.waiver.save")}</summary>
        <p>{text("finding.waiver.lead")}</p>
        <div className="filters">
          <label>
            <span>{text("finding.waiver.for")}</span>
            <select value={whose} onChange={(event) => setWhose(event.target.value === "unit" ? "unit" : "person")}>
              {unit && <option value="unit">{text("finding.waiver.unit", { unit: units.data?.get(unit) ?? unit })}</option>}
              <option value="person">{text("finding.waiver.person")}</option>
            </select>
          </label>
          <label>
            <span>{text("finding.waiver.until")}</span>
            <input
              type="date"
              value={until}
              min={today}
              max={addDays(today, 365)}
              onChange={(event) => setUntil(event.target.value)}
            />
          </label>
        </div>
        <div className="asked-for">
          <label>
            <span>{text("finding.waiver.reason")}</span>
            <input value={reason} maxLength={200} onChange={(event) => setReason(event.target.value)} />
          </label>
          {whose === "person" && <small>{text("device.reason.lead")}</small>}
        </div>
        {missing && (
          <p role="alert" className="missing">
            {text("finding.waiver.missing")}
          </p>
        )}
        {waiver.error && (
          <p role="alert" className="missing">
            {nobody
              ? text("finding.waiver.no_person")
              : text("finding.care.failed", {
                  code: waiver.error instanceof ApiProblem ? waiver.error.code : waiver.error.name,
                })}
          </p>
        )}
        <p role="status">{waiver.isSuccess && text("finding.waiver.done")}</p>
        <Button variant="secondary" isDisabled={waiver.isPending} onPress={decide}>
          {text("finding.waiver.save")}
        </Button>
      </details>
    </section>
  );
}
