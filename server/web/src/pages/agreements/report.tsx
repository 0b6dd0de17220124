// SPDX-License-Identifier: EUPL-1.2
// What a file would do, or did: first whether it can be written, then what is wrong row by row, then
// what is added, changed and ended.
import { Button } from "@midas-ds/components";
import { useState } from "react";
import { Glyph } from "../../parts/glyph";
import { ListHead } from "../../parts/list_head";
import { csvOf, saveAs } from "../../parts/save";
import { useTexts } from "../../texts/texts";
import { byRow, canBeWritten, type Report } from "./facts";
import type { FileKind } from "./queries";

const step = 50;

export function ReportView({ report, kind, name }: { report: Report; kind: FileKind; name: string }) {
  const { text, number } = useTexts();
  const wrong = report.problems.length + report.problems_beyond;
  const state = report.written ? "written" : !report.clean ? "wrong" : canBeWritten(report) ? "ready" : "nothing";
  return (
    <>
      <div className={state === "wrong" ? "answer answer-wrong" : "answer answer-ok"} role="status">
        <Glyph name={state === "wrong" ? "deviation" : "calm"} size={40} />
        <p>
          <strong>{text(`agreements.report.${state}`, { count: wrong })}</strong>{" "}
          {text(`agreements.report.${state}.text`, { file: name, kind: text(`agreements.import.kind.${kind}`) })}
        </p>
      </div>
      <dl className="counts">
        {(["added", "changed", "ended", "unchanged"] as const).map((one) => (
          <div key={one}>
            <dt>{text(report.written ? `agreements.report.did.${one}` : `agreements.report.would.${one}`)}</dt>
            <dd>{number(report[one])}</dd>
          </div>
        ))}
      </dl>
      {wrong > 0 && <Problems report={report} />}
      {report.notices.length > 0 && <Notices report={report} />}
      {report.changes.length > 0 && <ChangesOf report={report} />}
    </>
  );
}

function Problems({ report }: { report: Report }) {
  const { text, language } = useTexts();
  const [shown, setShown] = useState(step);
  const problems = byRow(report.problems);
  const rowText = (row: number) => (row === 0 ? text("agreements.report.whole_file") : String(row));
  const save = () =>
    saveAs(
      "rader-att-ratta.csv",
      "text/csv",
      csvOf([
        ["row", "column", "value", "reason", "remedy"].map((one) => text(`agreements.report.${one as "row"}`)),
        ...problems.map((one) => [rowText(one.row), one.column, one.value, one.reason[language], one.remedy[language]]),
      ]),
    );
  return (
    <section aria-labelledby="problems">
      <div className="section-head">
        <h3 id="problems">{text("agreements.report.problems")}</h3>
        <Button variant="secondary" onPress={save}>
          {text("agreements.report.save")}
        </Button>
      </div>
      <table className="list problems">
        <ListHead
          heads={["agreements.report.row", "agreements.report.column", "agreements.report.value", "agreements.report.reason"]}
        />
        <tbody>
          {problems.slice(0, shown).map((one, at) => (
            <tr key={at}>
              <th scope="row" data-label={text("agreements.report.row")}>
                {rowText(one.row)}
              </th>
              <td data-label={text("agreements.report.column")}>{one.column || "–"}</td>
              <td data-label={text("agreements.report.value")}>{one.value || "–"}</td>
              <td data-label={text("agreements.report.reason")}>
                {one.reason[language]} <small>{one.remedy[language]}</small>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {report.problems.length > shown && (
        <Button variant="secondary" onPress={() => setShown(shown + step)}>
          {text("now.wrong.show_more")}
        </Button>
      )}
      {report.problems_beyond > 0 && (
        <p className="note">{text("agreements.report.beyond", { count: report.problems_beyond })}</p>
      )}
    </section>
  );
}

function Notices({ report }: { report: Report }) {
  const { text, language } = useTexts();
  return (
    <details className="report-part">
      <summary>{text("agreements.report.notices", { count: report.notices.length })}</summary>
      <ul className="plain">
        {report.notices.map((one, at) => (
          <li key={at}>
            {one.row > 0 && `${text("agreements.report.row")} ${one.row}: `}
            {one.text[language]}
          </li>
        ))}
      </ul>
    </details>
  );
}

function ChangesOf({ report }: { report: Report }) {
  const { text } = useTexts();
  const [shown, setShown] = useState(step);
  const value = (one: unknown) =>
    one === null || one === undefined || one === "" ? "–" : typeof one === "object" ? JSON.stringify(one) : String(one);
  return (
    <details className="report-part" open={report.changes.length <= step}>
      <summary>{text("agreements.report.changes", { count: report.changes.length + report.changes_beyond })}</summary>
      <table className="list">
        <ListHead
          heads={["agreements.report.row", "agreements.report.effect", "agreements.report.key", "agreements.report.fields"]}
        />
        <tbody>
          {report.changes.slice(0, shown).map((one, at) => (
            <tr key={at}>
              <td data-label={text("agreements.report.row")}>{one.row > 0 ? one.row : "–"}</td>
              <td data-label={text("agreements.report.effect")}>{text(`agreements.effect.${one.effect}`)}</td>
              <th scope="row" data-label={text("agreements.report.key")}>
                {one.key}
              </th>
              <td data-label={text("agreements.report.fields")}>
                {one.fields.length === 0
                  ? "–"
                  : one.fields.map((field) => (
                      <span key={field.name} className="line">
                        {field.name}: {value(field.before)} → {value(field.after)}
                      </span>
                    ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {report.changes.length > shown && (
        <Button variant="secondary" onPress={() => setShown(shown + step)}>
          {text("now.wrong.show_more")}
        </Button>
      )}
      {report.changes_beyond > 0 && (
        <p className="note">{text("agreements.report.changes_beyond", { count: report.changes_beyond })}</p>
      )}
    </details>
  );
}
