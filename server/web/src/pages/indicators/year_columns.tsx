// SPDX-License-Identifier: EUPL-1.2
// One indicator month by month with the years side by side: bars, and the same as a table with the change
// from one year to the next. A month that may not be shown is hatched at full height, because any other
// height would be read as a figure; one that is not counted has no bar.
import { scaleBand, scaleLinear } from "d3-scale";
import { useTexts } from "../../texts/texts";
import { changeOfMonth, type Value } from "./facts";
import { useValueText } from "./value";

export interface Column {
  year: number;
  months: readonly (Value | undefined)[];
}

const width = 640;
const height = 220;
const left = 56;
const bottom = 28;
const months = Array.from({ length: 12 }, (_, at) => at);

export function YearBars(props: { columns: readonly Column[]; label: string; perMille: boolean }) {
  const { text, number, monthName } = useTexts();
  const values = props.columns.flatMap((column) => column.months);
  const shown = values.filter((one) => typeof one === "number");
  if (!shown.some((one) => one > 0)) return null;
  const x = scaleBand(months, [left, width]).padding(0.25);
  const inner = scaleBand(props.columns.map((column) => column.year), [0, x.bandwidth()]).padding(0.1);
  const y = scaleLinear([0, Math.max(1, ...shown)], [height - bottom, 16]).nice(4);
  // People are counted whole.
  const ticks = y.ticks(4).filter((tick) => props.perMille || Number.isInteger(tick));
  const isHidden = (value: Value | undefined) => value === "fewer_than_five";
  return (
    <>
      <svg className="year-bars" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={text("indicators.years.chart", { what: props.label })}>
        <defs>
          <pattern id="hatched" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <line className="hatched-line" x1="0" y1="0" x2="0" y2="6" />
          </pattern>
        </defs>
        {ticks.map((tick) => (
          <g key={tick}>
            <line className="axis" x1={left} x2={width} y1={y(tick)} y2={y(tick)} />
            <text className="axis-text" x={left - 8} y={y(tick) + 5} textAnchor="end">
              {props.perMille ? `${number(tick / 10)} %` : number(tick)}
            </text>
          </g>
        ))}
        {months.map((at) => (
          <text key={at} className="axis-text" x={(x(at) ?? 0) + x.bandwidth() / 2} y={height - 8} textAnchor="middle">
            {monthName(at + 1).slice(0, 3)}
          </text>
        ))}
        {props.columns.flatMap((column, place) =>
          months.map((at) => {
            const value = column.months[at];
            if (typeof value !== "number" && !isHidden(value)) return null;
            const top = typeof value === "number" ? y(value) : 16;
            return (
              <rect
                key={`${column.year}-${at}`}
                className={isHidden(value) ? "bar-hidden" : `bar bar-${props.columns.length - 1 - place}`}
                x={(x(at) ?? 0) + (inner(column.year) ?? 0)}
                y={top}
                width={inner.bandwidth()}
                height={height - bottom - top}
              />
            );
          }),
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
        {values.some(isHidden) && (
          <li>
            <svg width="14" height="14">
              <rect className="bar-hidden" x="1" y="1" width="12" height="12" />
            </svg>
            {text("indicators.few")}
          </li>
        )}
      </ul>
    </>
  );
}

export function YearTable(props: { columns: readonly Column[]; perMille: boolean }) {
  const { text, number, monthName } = useTexts();
  const valueText = useValueText();
  const [before, last] = [props.columns.at(-2), props.columns.at(-1)];
  const change = (at: number) => {
    const more = changeOfMonth(last?.months[at], before?.months[at]);
    if (more === null) return "–";
    const words = props.perMille ? text("indicators.points", { count: number(more / 10) }) : number(more);
    return more > 0 ? `+${words}` : words;
  };
  return (
    <table className="list list-plain figures-table years-table">
      <thead>
        <tr>
          <th scope="col">{text("indicators.month")}</th>
          {props.columns.map((column) => (
            <th key={column.year} scope="col">
              {column.year}
            </th>
          ))}
          {before && <th scope="col">{text("indicators.column.change")}</th>}
        </tr>
      </thead>
      <tbody>
        {months.map((at) => (
          <tr key={at}>
            <th scope="row">{monthName(at + 1)}</th>
            {props.columns.map((column) => (
              <td key={column.year}>{valueText(column.months[at], props.perMille)}</td>
            ))}
            {before && <td>{change(at)}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
