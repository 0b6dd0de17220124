// SPDX-License-Identifier: EUPL-1.2
// One unit's figures of one month beside the same month a year before, in the order in which they
// should be read: first how many are measured at all.
import { useTexts } from "../../texts/texts";
import { changeOf, type Figures, groupNames, groups, type Month } from "./facts";
import { FigureCell } from "./value";

export function FigureTable(props: {
  figures: Figures;
  before: Figures | undefined;
  month: Month;
  unit: string | null;
  title: string;
  name: (code: string) => string;
}) {
  const { text, month: monthName, number } = useTexts();
  const { figures, before, month, unit } = props;
  const earlier = { year: month.year - 1, month: month.month };
  const change = (name: keyof Figures & string) => {
    const more = changeOf(figures[name], before?.[name]);
    if (more === null) return "–";
    const shown = figures[name]?.per_mille ? text("indicators.points", { count: number(more / 10) }) : number(more);
    return more > 0 ? `+${shown}` : shown;
  };
  return (
    <section aria-labelledby="figures">
      <h2 id="figures">
        {text("indicators.title", { unit: props.title, month: monthName(month.year, month.month) })}
      </h2>
      {!before && (
        <p className="note">
          {text("indicators.no_year_before", { month: monthName(earlier.year, earlier.month) })}
        </p>
      )}
      {groupNames.map((group) => (
        <table key={group} className="list figures-table">
          <caption>{text(`indicators.group.${group}`)}</caption>
          <thead>
            <tr>
              <th scope="col">{text("indicators.column.what")}</th>
              <th scope="col">{monthName(month.year, month.month)}</th>
              {before && <th scope="col">{monthName(earlier.year, earlier.month)}</th>}
              {before && <th scope="col">{text("indicators.column.change")}</th>}
            </tr>
          </thead>
          <tbody>
            {groups[group].map((one) => (
              <tr key={one}>
                <th scope="row">
                  {text(`indicators.name.${one}`)}
                </th>
                <td data-label={monthName(month.year, month.month)}>
                  <FigureCell figures={figures} of={one} month={month} unit={unit} name={props.name} />
                </td>
                {before && (
                  <td data-label={monthName(earlier.year, earlier.month)}>
                    <FigureCell figures={before} of={one} month={earlier} unit={unit} name={props.name} />
                  </td>
                )}
                {before && <td data-label={text("indicators.column.change")}>{change(one)}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      ))}
      <p className="note">{text("indicators.note.few")}</p>
      <p className="note">{text("indicators.note.not_measured")}</p>
    </section>
  );
}
