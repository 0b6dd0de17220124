// SPDX-License-Identifier: EUPL-1.2
// One indicator, month by month, year beside year: as bars where figures may be shown, and as a table.
import { scaleBand, scaleLinear } from "d3-scale";
import type { Role } from "../../api/session";
import { oneOf, useAddress } from "../../parts/address";
import { Failed, Loading } from "../../shell/states";
import { useTexts } from "../../texts/texts";
import { monthsOf, type Name, names, type Value } from "./facts";
import { useYears } from "./queries";
import { useValueText } from "./value";

const perMille = new Set<Name>(["coverage", "agreement_day_share"]);

export function YearAgainstYear(props: { role: Role; years: number[]; unit: string | null; title: string }) {
  const { text, term, monthName } = useTexts();
  const valueText = useValueText();
  const [search, set] = useAddress();
  const name = oneOf(["security_part_pass", ...names] as [Name, ...Name[]], search.get("figure"));
  const years = useYears(props.role, props.years);
  if (years.error)
    return <Failed error={years.error} page={term("page_indicators")} retry={() => void years.refetch()} level="part" />;
  if (!years.data) return <Loading lines={6} />;
  const columns = years.data.map((year) => ({ year: year.year, months: monthsOf(year, props.unit, name) }));
  const any = columns.some((column) => column.months.some((value) => value !== undefined));
  const label = text(`indicators.name.${name}`);
  return (
    <section aria-labelledby="years">
      <h2 id="years">{text("indicators.years.title", { unit: props.title, what: label })}</h2>
      <label className="no-print chosen">
        <span>{text("indicators.years.figure")}</span>
        <select value={name} onChange={(event) => set({ figure: event.target.value })}>
          {names.map((one) => (
            <option key={one} value={one}>
              {text(`indicators.name.${one}`)}
            </option>
          ))}
        </select>
      </label>
      {!any ? (
        <p>{text("indicators.years.none")}</p>
      ) : (
        <>
          <Bars columns={columns} label={label} />
          <table className="list list-plain figures-table">
            <thead>
              <tr>
                <th scope="col">{text("indicators.month")}</th>
                {columns.map((column) => (
                  <th key={column.year} scope="col">
                    {column.year}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {Array.from({ length: 12 }, (_, at) => (
                <tr key={at}>
                  <th scope="row">{monthName(at + 1)}</th>
                  {columns.map((column) => (
                    <td key={column.year}>{valueText(column.months[at], perMille.has(name))}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
      <p className="note">{text("indicators.note.few")}</p>
    </section>
  );
}

const width = 640;
const height = 220;
const left = 56;
const bottom = 28;

function Bars(props: { columns: { year: number; months: (Value | undefined)[] }[]; label: string }) {
  const { text, number, monthName } = useTexts();
  const shown = props.columns.flatMap((column) => column.months.filter((one) => typeof one === "number"));
  if (shown.length === 0) return null;
  const most = Math.max(1, ...shown);
  const x = scaleBand(Array.from({ length: 12 }, (_, at) => at), [left, width]).padding(0.25);
  const inner = scaleBand(props.columns.map((column) => column.year), [0, x.bandwidth()]).padding(0.1);
  const y = scaleLinear([0, most], [height - bottom, 16]).nice(4);
  return (
    <>
      <svg className="year-bars" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={text("indicators.years.chart", { what: props.label })}>
        {y.ticks(4).map((tick) => (
          <g key={tick}>
            <line className="axis" x1={left} x2={width} y1={y(tick)} y2={y(tick)} />
            <text className="axis-text" x={left - 8} y={y(tick) + 5} textAnchor="end">
              {number(tick)}
            </text>
          </g>
        ))}
        {Array.from({ length: 12 }, (_, at) => (
          <text key={at} className="axis-text" x={(x(at) ?? 0) + x.bandwidth() / 2} y={height - 8} textAnchor="middle">
            {monthName(at + 1).slice(0, 3)}
          </text>
        ))}
        {props.columns.flatMap((column, place) =>
          column.months.map((value, at) =>
            typeof value === "number" ? (
              <rect
                key={`${column.year}-${at}`}
                className={`bar bar-${props.columns.length - 1 - place}`}
                x={(x(at) ?? 0) + (inner(column.year) ?? 0)}
                y={y(value)}
                width={inner.bandwidth()}
                height={height - bottom - y(value)}
              />
            ) : null,
          ),
        )}
      </svg>
      <ul className="bar-key" aria-hidden="true">
        {props.columns.map((column, place) => (
          <li key={column.year}>
            <svg width="14" height="14">
              <rect className={`bar bar-${props.columns.length - 1 - place}`} x="1" y="1" width="12" height="12" />
            </svg>
            {column.year}
          </li>
        ))}
      </ul>
    </>
  );
}
