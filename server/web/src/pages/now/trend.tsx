// SPDX-License-Identifier: EUPL-1.2
// The share of remote days with the security part met, month by month. A month whose figure may not be
// shown has a hatched bar without a height that says anything; the same is there as a table.
import { scaleBand, scaleLinear } from "d3-scale";
import { Failed, Loading } from "../../shell/states";
import { useTexts } from "../../texts/texts";
import { type TrendMonth, trendOf } from "./facts";
import { useIndicatorYears } from "./queries";
import { ListHead } from "../../parts/list_head";

const width = 560;
const height = 220;
const left = 48;
const bottom = 28;

/** since: the year in which the first computer was enrolled; before it there is nothing to ask for. */
export function Trend({ now, since }: { now: number; since: number }) {
  const { text, term, percent, month } = useTexts();
  const years = useIndicatorYears(new Date(now).getUTCFullYear(), since);
  const months = years.data ? trendOf(years.data) : [];
  const exact = months.some((one) => typeof one.share === "number");

  return (
    <section aria-labelledby="trend">
      <h2 id="trend">{text("now.trend.title")}</h2>
      {years.error ? (
        <Failed error={years.error} page={term("page_now")} retry={() => void years.refetch()} level="part" />
      ) : !years.data ? (
        <Loading lines={3} />
      ) : months.length === 0 ? (
        <p>{text("now.trend.none")}</p>
      ) : (
        <>
          <p>{text("now.trend.lead")}</p>
          {exact && <Bars months={months} />}
          {months.some((one) => one.share === "hidden") && <p className="note">{text("now.trend.hidden")}</p>}
          <details open={!exact}>
            <summary>{text("now.trend.as_table")}</summary>
            <table className="list list-plain">
              <ListHead heads={["now.trend.month", "now.trend.share", "now.trend.days"]} />
              <tbody>
                {months.map((one) => (
                  <tr key={`${one.year}-${one.month}`}>
                    <th scope="row">{month(one.year, one.month)}</th>
                    <td>{typeof one.share === "number" ? percent(one.share) : text("now.trend.hidden_bar")}</td>
                    <td>{one.days ?? text("now.trend.hidden_bar")}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </details>
        </>
      )}
    </section>
  );
}

function Bars({ months }: { months: TrendMonth[] }) {
  const { text, percent, monthShort } = useTexts();
  const x = scaleBand(
    months.map((one) => `${one.year}-${one.month}`),
    [left, width],
  ).padding(0.3);
  const y = scaleLinear([0, 1], [height - bottom, 26]);
  return (
    <svg className="trend" viewBox={`0 0 ${width} ${height}`} role="img" aria-labelledby="trend">
      {[0, 0.5, 1].map((share) => (
        <g key={share}>
          <line className="trend-line" x1={left} x2={width} y1={y(share)} y2={y(share)} />
          <text className="trend-text" x={left - 8} y={y(share) + 5} textAnchor="end">
            {percent(share)}
          </text>
        </g>
      ))}
      {months.map((one) => {
        const at = x(`${one.year}-${one.month}`) ?? 0;
        const middle = at + x.bandwidth() / 2;
        const share = one.share;
        const top = typeof share === "number" ? y(share) : y(1);
        const wide = Math.min(x.bandwidth(), 64);
        return (
          <g key={at}>
            <rect
              className={typeof share === "number" ? "trend-bar" : "trend-hidden"}
              x={middle - wide / 2}
              y={top}
              width={wide}
              height={height - bottom - top}
            />
            <text className="trend-text trend-value" x={middle} y={top - 8} textAnchor="middle">
              {typeof share === "number" ? percent(share) : text("now.trend.hidden_bar")}
            </text>
            <text className="trend-text" x={middle} y={height - 8} textAnchor="middle">
              {monthShort(one.year, one.month)}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
