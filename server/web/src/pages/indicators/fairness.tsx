// SPDX-License-Identifier: EUPL-1.2
// Likabehandling och jämställdhet: whether the same rules give the same outcome, by unit, sex and role.
// Groups of fewer than five people are joined or hidden, and no order is made of who is best.
import type { Role } from "../../api/session";
import type { Schemas } from "../../api/client";
import { useAddress } from "../../parts/address";
import { Failed, Loading } from "../../shell/states";
import { useTexts } from "../../texts/texts";
import { type Share, type UnitLine, unitLines } from "./facts";
import { useYears } from "./queries";
import { usePeriodText, useValueText } from "./value";

export function Fairness(props: { role: Role; years: number[]; name: (code: string) => string; whole: boolean }) {
  const { text, term } = useTexts();
  const [search, set] = useAddress();
  const year = props.years.find((one) => String(one) === search.get("year")) ?? props.years.at(-1) ?? 0;
  const years = useYears(props.role, [year]);
  if (years.error)
    return <Failed error={years.error} page={term("page_indicators")} retry={() => void years.refetch()} level="part" />;
  const report = years.data?.[0];
  if (!report) return <Loading lines={6} />;
  const byUnit = unitLines(report);
  return (
    <section aria-labelledby="fairness">
      <h2 id="fairness">{text("indicators.fairness.title", { year: String(year) })}</h2>
      <label className="no-print chosen">
        <span>{text("indicators.fairness.year")}</span>
        <select value={String(year)} onChange={(event) => set({ year: event.target.value })}>
          {[...props.years].reverse().map((one) => (
            <option key={one}>{one}</option>
          ))}
        </select>
      </label>
      <p>{text("indicators.fairness.lead")}</p>
      <UnitTable lines={byUnit.lines} period={byUnit.period} name={props.name} />
      {props.whole ? (
        <>
          <GroupTable rows={report.by_sex} of="sex" />
          <GroupTable rows={report.by_role} of="role" />
        </>
      ) : (
        <p className="note">{text("indicators.fairness.whole_only")}</p>
      )}
      <p className="note">{text("indicators.fairness.note")}</p>
      <p className="note">{text("indicators.fairness.not_measured")}</p>
    </section>
  );
}

function UnitTable(props: { lines: UnitLine[]; period: string; name: (code: string) => string }) {
  const { text, percent } = useTexts();
  const valueText = useValueText();
  const periodText = usePeriodText();
  const share = (value: Share) =>
    value === null ? text("indicators.nothing") : value === "hidden" ? text("indicators.few") : percent(value);
  if (props.lines.length === 0) return <p>{text("indicators.fairness.no_units")}</p>;
  return (
    <table className="list figures-table">
      <caption>{text("indicators.fairness.by_unit", { period: periodText(props.period) })}</caption>
      <Head first="indicators.unit" />
      <tbody>
        {props.lines.map((line) => {
          const units = line.units
            .map((one) => (one.own ? text("indicators.own", { unit: props.name(one.unit) }) : props.name(one.unit)))
            .join(", ");
          return (
            <tr key={units}>
              <th scope="row">{units}</th>
              <td data-label={text("indicators.fairness.with_agreement")}>{share(line.withAgreement)}</td>
              <td data-label={text("indicators.fairness.refused")}>{valueText(line.refused, false)}</td>
              <td data-label={text("indicators.fairness.security")}>{share(line.securityPart)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function GroupTable({ rows, of }: { rows: Schemas["Fairness"][]; of: "sex" | "role" }) {
  const texts = useTexts();
  const { text } = texts;
  const valueText = useValueText();
  const label = (one: string) => {
    const key = `indicators.sex.${one}`;
    return of === "sex" && texts.has(key) ? text(key) : one;
  };
  return (
    <table className="list figures-table">
      <caption>{text(of === "sex" ? "indicators.fairness.by_sex" : "indicators.fairness.by_role")}</caption>
      <Head first={of === "sex" ? "indicators.fairness.sex" : "indicators.fairness.role"} />
      <tbody>
        {rows.length === 0 && (
          <tr>
            <td colSpan={4}>{text("indicators.fairness.none")}</td>
          </tr>
        )}
        {rows.map((row) => (
          <tr key={row.labels.join()}>
            <th scope="row">{row.labels.map(label).join(", ")}</th>
            <td data-label={text("indicators.fairness.with_agreement")}>{valueText(row.with_agreement, true)}</td>
            <td data-label={text("indicators.fairness.refused")}>{valueText(row.refused, true)}</td>
            <td data-label={text("indicators.fairness.security")}>{valueText(row.security_part, true)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Head({ first }: { first: "indicators.unit" | "indicators.fairness.sex" | "indicators.fairness.role" }) {
  const { text } = useTexts();
  return (
    <thead>
      <tr>
        <th scope="col">{text(first)}</th>
        <th scope="col">{text("indicators.fairness.with_agreement")}</th>
        <th scope="col">{text("indicators.fairness.refused")}</th>
        <th scope="col">{text("indicators.fairness.security")}</th>
      </tr>
    </thead>
  );
}
