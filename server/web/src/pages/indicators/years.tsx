// SPDX-License-Identifier: EUPL-1.2
// One indicator, month by month, year beside year: as bars where figures may be shown, and as a table.
import type { Role } from "../../api/session";
import { oneOf, useAddress } from "../../parts/address";
import { Failed, Loading } from "../../shell/states";
import { useTexts } from "../../texts/texts";
import { monthsOf, type Name, names } from "./facts";
import { useYears } from "./queries";
import { YearBars, YearTable } from "./year_columns";

const perMille = new Set<Name>(["coverage", "agreement_day_share"]);

export function YearAgainstYear(props: { role: Role; years: number[]; unit: string | null; title: string }) {
  const { text, term } = useTexts();
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
          <YearBars columns={columns} label={label} perMille={perMille.has(name)} />
          <YearTable columns={columns} perMille={perMille.has(name)} />
        </>
      )}
      <p className="note">{text("indicators.note.few")}</p>
    </section>
  );
}
