// SPDX-License-Identifier: EUPL-1.2
// Whose computer it is, and its reports with times: after a reason has been written, which the person
// reads. The reason holds for as long as the page is open and is kept nowhere.
import { Button } from "@midas-ds/components";
import { useId, useState } from "react";
import { ApiProblem } from "../../api/client";
import { useUnitNames } from "../../api/units";
import { ListHead } from "../../parts/list_head";
import { Failed, Loading } from "../../shell/states";
import { useTexts } from "../../texts/texts";
import { FactState } from "./one_parts";
import { type Report, usePerson, useReports } from "./one_queries";
import { changedSince, factsOf, probeName } from "./said";

/** Hands over what was written, once it is something. */
export function useReason() {
  const { text } = useTexts();
  const [written, write] = useState("");
  const [missing, setMissing] = useState(false);
  const hint = useId();
  const field = (
    <div className="asked-for">
      <label>
        <span>{text("device.reason.label")}</span>
        <input
          value={written}
          maxLength={200}
          aria-describedby={hint}
          aria-invalid={missing || undefined}
          onChange={(event) => {
            write(event.target.value);
            setMissing(false);
          }}
        />
      </label>
      <small id={hint}>{text("device.reason.hint")}</small>
      {missing && (
        <p role="alert" className="missing">
          {text("device.reason.needed")}
        </p>
      )}
    </div>
  );
  const take = (): string | null => {
    const reason = written.trim();
    setMissing(reason === "");
    return reason === "" ? null : reason;
  };
  return { field, take };
}

export function Person({ id }: { id: string }) {
  const { text } = useTexts();
  const { field, take } = useReason();
  const [personReason, askPerson] = useState<string | null>(null);
  const [reportsReason, askReports] = useState<string | null>(null);
  return (
    <section aria-labelledby="person" className="no-print">
      <h2 id="person">{text("device.reason.title")}</h2>
      <p>{text("device.reason.lead")}</p>
      {field}
      <div className="buttons">
        <Button variant="secondary" onPress={() => askPerson(take() ?? personReason)}>
          {text("device.reason.person")}
        </Button>
        <Button variant="secondary" onPress={() => askReports(take() ?? reportsReason)}>
          {text("device.reason.reports")}
        </Button>
      </div>
      {personReason !== null && <Owner id={id} reason={personReason} />}
      {reportsReason !== null && <Reports id={id} reason={reportsReason} />}
    </section>
  );
}

function Owner({ id, reason }: { id: string; reason: string }) {
  const { text, term } = useTexts();
  const person = usePerson(id, reason);
  const units = useUnitNames("it_security");
  if (person.error instanceof ApiProblem && person.error.kind === "not_found")
    return <p role="status">{text("device.person.none")}</p>;
  if (person.error)
    return <Failed error={person.error} page={term("page_devices")} retry={() => void person.refetch()} level="part" />;
  if (!person.data) return <Loading lines={1} />;
  const { name, unit, mail } = person.data;
  return (
    <p role="status" className="owner">
      <strong>{name}</strong>
      {unit && <span>{units.data?.get(unit) ?? unit}</span>}
      {mail && <a href={`mailto:${mail}`}>{mail}</a>}
    </p>
  );
}

function Reports({ id, reason }: { id: string; reason: string }) {
  const { text, term } = useTexts();
  const [pages, setPages] = useState(1);
  const reports = useReports(id, reason, pages);
  if (reports.error)
    return <Failed error={reports.error} page={term("page_devices")} retry={() => void reports.refetch()} level="part" />;
  if (!reports.data) return <Loading lines={4} />;
  return (
    <>
      <h3>{text("device.reports.title")}</h3>
      <p className="note">{text("device.reports.kept")}</p>
      {reports.data.reports.length === 0 ? (
        <p role="status">{text("device.reports.none")}</p>
      ) : (
        <table className="list">
          <ListHead
            heads={["device.reports.at", "device.reports.why", "device.reports.said", "device.reports.entry"]}
          />
          <tbody>
            {reports.data.reports.map((report, at, all) => (
              <ReportRow key={report.seq} report={report} before={all[at + 1] ?? null} />
            ))}
          </tbody>
        </table>
      )}
      {reports.data.next !== null && (
        <Button variant="secondary" onPress={() => setPages(pages + 1)}>
          {text("device.reports.more")}
        </Button>
      )}
    </>
  );
}

function ReportRow({ report, before }: { report: Report; before: Report | null }) {
  const texts = useTexts();
  const { text, moment } = texts;
  const changed = changedSince(factsOf(report.observations), before && factsOf(before.observations));
  return (
    <tr>
      <th scope="row" data-label={text("device.reports.at")}>
        <time dateTime={report.at}>{moment(report.at)}</time>
        {report.unchanged_until && (
          <small>
            {text("device.reports.until")} {moment(report.unchanged_until)}
          </small>
        )}
      </th>
      <td data-label={text("device.reports.why")}>
        {text(`device.trigger.${report.trigger}`)}
        {report.reports_missing && <small>{text("device.reports.missing")}</small>}
      </td>
      <td data-label={text("device.reports.said")}>
        {changed.length === 0 && text("device.reports.same")}
        <ul className="said-list">
          {changed.map((fact) => (
            <li key={fact.probe}>
              {probeName(texts, fact.probe)}: <FactState fact={fact} />
            </li>
          ))}
        </ul>
      </td>
      <td data-label={text("device.reports.entry")} className="count">
        {report.entry}
      </td>
    </tr>
  );
}
