// SPDX-License-Identifier: EUPL-1.2
// The whole organisation's indicators of the closed months in the period.
import { Link } from "wouter";
import { Failed, Loading } from "../../shell/states";
import { useTexts } from "../../texts/texts";
import { useYears } from "../indicators/queries";
import { useValueText } from "../indicators/value";
import { monthsIn, type Period, yearsOf } from "./facts";

const columns = ["remote_days", "agreement_days", "security_part_pass", "agreement_part_pass", "without_agreement", "coverage"] as const;

export function Months({ period }: { period: Period }) {
  const { text, term, month } = useTexts();
  const valueText = useValueText();
  const years = useYears("auditor", yearsOf(period));
  const lines = years.data ? monthsIn(years.data, period) : [];
  return (
    <section aria-labelledby="months">
      <div className="section-head">
        <h2 id="months">{text("audit.months.title")}</h2>
        <Link href="/nyckeltal" className="no-print">
          {term("page_indicators")}
        </Link>
      </div>
      {years.error ? (
        <Failed error={years.error} page={term("page_audit")} retry={() => void years.refetch()} level="part" />
      ) : !years.data ? (
        <Loading lines={3} />
      ) : lines.length === 0 ? (
        <p>{text("audit.months.none")}</p>
      ) : (
        <table className="list figures-table">
          <thead>
            <tr>
              <th scope="col">{text("indicators.month")}</th>
              {columns.map((one) => (
                <th key={one} scope="col">
                  {text(`indicators.name.${one}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr key={line.period}>
                <th scope="row">{month(Number(line.period.slice(0, 4)), Number(line.period.slice(5)))}</th>
                {columns.map((one) => (
                  <td key={one} data-label={text(`indicators.name.${one}`)}>
                    {valueText(line.figures[one], one === "coverage")}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
