// SPDX-License-Identifier: EUPL-1.2
// How many agreements there are, by state and by unit, and what they lack. Counted by the collector.
import { Button } from "@midas-ds/components";
import { Link } from "wouter";
import { csvOf, saveAs } from "../../parts/save";
import { Loading } from "../../shell/states";
import { useTexts } from "../../texts/texts";
import { type Counts, lacks, states, sum, unitRows } from "./facts";

export function Statistics(props: { counts: Counts | undefined; unitName: (code: string) => string }) {
  const { text, number } = useTexts();
  const { counts } = props;
  if (!counts) return <Loading lines={6} />;
  const rows = unitRows(counts, props.unitName);
  const save = () =>
    saveAs(
      "overenskommelser-per-enhet.csv",
      "text/csv",
      csvOf([
        [text("agreements.column.unit"), ...states.map((one) => text(`agreements.state.${one}`)), text("agreements.total")],
        ...rows.map((row) => [row.name, ...states.map((one) => String(row.states[one])), String(row.total)]),
      ]),
    );
  return (
    <section aria-labelledby="statistics">
      <div className="section-head">
        <h2 id="statistics">{text("agreements.view.statistics")}</h2>
        <div className="paging no-print">
          <Button variant="secondary" onPress={save}>
            {text("agreements.export.csv")}
          </Button>
          <Button variant="secondary" onPress={() => window.print()}>
            {text("office.print")}
          </Button>
        </div>
      </div>
      <div className="columns">
        <div className="card">
          <h3>{text("agreements.statistics.lacks")}</h3>
          <ul className="tally">
            {lacks.map((one) => (
              <li key={one}>
                <Link href={`/overenskommelser?missing=${one}`}>{text(`agreements.lack.${one}`)}</Link>
                <strong>{number(counts.missing[one] ?? 0)}</strong>
              </li>
            ))}
          </ul>
          <p className="note">{text("agreements.statistics.lacks_note")}</p>
        </div>
        <div className="card">
          <h3>{text("agreements.statistics.expiring")}</h3>
          <ul className="tally">
            {counts.expiring.map((one) => (
              <li key={one.within_days}>
                <Link href={`/overenskommelser?view=expiring&within=${one.within_days}`}>
                  {text("agreements.statistics.within", { count: one.within_days })}
                </Link>
                <strong>{number(one.agreements)}</strong>
              </li>
            ))}
          </ul>
        </div>
      </div>
      <h3 className="part-head">{text("agreements.statistics.units")}</h3>
      <table className="list figures-table">
        <thead>
          <tr>
            <th scope="col">{text("agreements.column.unit")}</th>
            {states.map((one) => (
              <th key={one} scope="col">
                {text(`agreements.state.${one}`)}
              </th>
            ))}
            <th scope="col">{text("agreements.total")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.unit}>
              <th scope="row">{row.name}</th>
              {states.map((one) => (
                <td key={one} data-label={text(`agreements.state.${one}`)}>
                  {number(row.states[one])}
                </td>
              ))}
              <td data-label={text("agreements.total")}>{number(row.total)}</td>
            </tr>
          ))}
          <tr className="total">
            <th scope="row">{text("agreements.total")}</th>
            {states.map((one) => (
              <td key={one} data-label={text(`agreements.state.${one}`)}>
                {number(counts.states[one])}
              </td>
            ))}
            <td data-label={text("agreements.total")}>{number(sum(counts.states))}</td>
          </tr>
        </tbody>
      </table>
      <p className="note">{text("agreements.statistics.units_note")}</p>
    </section>
  );
}
