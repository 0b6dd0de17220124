// SPDX-License-Identifier: EUPL-1.2
// Nyckeltal och rapporter: figures of closed months for one unit, this year against the last, whether
// the rules are applied alike, and which figures answer what the audit asked for. Nobody can be
// recognised in any of them; a figure that would tell is hidden or widened, and the page says so.
import "./indicators.css";
import { Button } from "@midas-ds/components";
import type { Role } from "../../api/session";
import { oneOf, useAddress } from "../../parts/address";
import { SubMenu } from "../../parts/sub_menu";
import type { PageProps } from "../../shell/pages";
import { Failed, Loading, Notice } from "../../shell/states";
import type { TextKey } from "../../texts/catalog";
import { useTexts } from "../../texts/texts";
import { Fairness } from "./fairness";
import { chosenMonth, type Closed, type Month, monthText, unitChoices, yearBefore } from "./facts";
import { isStarting, useClosed, useFigures, useUnits } from "./queries";
import { Recommendations } from "./recommendations";
import { FigureTable } from "./table";
import { YearAgainstYear } from "./years";

const views = ["figures", "years", "fairness", "recommendations"] as const;
const menu = views.map((view) => ({ view, text: `indicators.view.${view}` as TextKey }));

export default function Indicators({ role }: PageProps) {
  const { text, term, language } = useTexts();
  const closed = useClosed(role);
  const head = (
    <>
      <h1>{term("page_indicators")}</h1>
      <p className="lead no-print">{text("indicators.lead")}</p>
    </>
  );
  if (isStarting(closed))
    return (
      <>
        {head}
        <Starting />
      </>
    );
  if (closed.error)
    return <Failed error={closed.error} page={term("page_indicators")} retry={() => void closed.refetch()} />;
  if (!closed.data) return <Loading lines={8} />;
  if (closed.data.months.length === 0)
    return (
      <>
        {head}
        <Notice glyph="none" title={text("indicators.none.title")} level="part">
          <p>{closed.data.why?.[language]}</p>
        </Notice>
      </>
    );
  return (
    <>
      {head}
      <Chosen role={role} closed={closed.data} />
    </>
  );
}

export function Starting() {
  const { text } = useTexts();
  return (
    <div role="status">
      <Notice glyph="undetermined" title={text("indicators.starting.title")} level="part">
        <p>{text("indicators.starting.text")}</p>
      </Notice>
    </div>
  );
}

function Chosen({ role, closed }: { role: Role; closed: Closed }) {
  const { text, term, month: monthName } = useTexts();
  const [search, set] = useAddress();
  const units = useUnits(role);
  const view = oneOf(views, search.get("view"));
  const allowed = closed.units ?? null;
  const choices = unitChoices(units.data ?? [], allowed);
  const wished = search.get("unit");
  const known = choices.flatMap((group) => group.choices.map((one) => one.unit.code));
  const unit = known.find((one) => one === wished) ?? (allowed === null ? null : (known[0] ?? null));
  const month = chosenMonth(closed.months, search.get("month"));
  const figures = useFigures(role, unit === null && allowed !== null ? null : month, unit);
  const before = month && yearBefore(closed.months, month);
  const earlier = useFigures(role, before, unit);
  const name = (code: string) => units.data?.find((one) => one.code === code)?.name ?? code;
  const title = unit === null ? text("indicators.whole") : name(unit);

  if (units.error)
    return <Failed error={units.error} page={term("page_indicators")} retry={() => void units.refetch()} level="part" />;
  if (!units.data || !month) return <Loading lines={8} />;
  if (allowed !== null && unit === null)
    return (
      <Notice glyph="none" title={text("indicators.no_unit.title")} level="part">
        <p>{text("indicators.no_unit.text")}</p>
      </Notice>
    );
  const years = [...new Set(closed.months.map((one) => Number(one.slice(0, 4))))];
  const perYear = view === "years" || view === "fairness";
  return (
    <>
      <div className="filters no-print">
        {view !== "fairness" && (
          <label>
            <span>{text("indicators.unit")}</span>
            <select value={unit ?? ""} onChange={(event) => set({ unit: event.target.value })}>
              {allowed === null && <option value="">{text("indicators.whole")}</option>}
              {choices.map((group) => (
                <optgroup key={group.committee ?? ""} label={group.committee ?? text("indicators.no_committee")}>
                  {group.choices.map((one) => (
                    <option key={one.unit.code} value={one.unit.code}>
                      {`${"\u00a0\u00a0".repeat(one.depth)}${one.unit.name}`}
                    </option>
                  ))}
                </optgroup>
              ))}
            </select>
          </label>
        )}
        {perYear ? null : (
          <label>
            <span>{text("indicators.month")}</span>
            <select value={monthText(month)} onChange={(event) => set({ month: event.target.value })}>
              {[...closed.months].reverse().map((one) => (
                <option key={one} value={one}>
                  {monthName(Number(one.slice(0, 4)), Number(one.slice(5)))}
                </option>
              ))}
            </select>
          </label>
        )}
        <div className="paging">
          <Button variant="secondary" onPress={() => window.print()}>
            {text("office.print")}
          </Button>
          {years.map((year) => (
            <a key={year} href={`/api/v1/indicators/${year}?format=csv&role=${role}`}>
              {text("indicators.csv", { year: String(year) })}
            </a>
          ))}
        </div>
      </div>
      <SubMenu label="indicators.views" views={menu} current={view} keep={kept(unit, month, search)} />
      {view === "years" ? (
        <YearAgainstYear role={role} years={years.slice(-3)} unit={unit} title={title} />
      ) : view === "fairness" ? (
        <Fairness role={role} years={years} name={name} whole={allowed === null} />
      ) : figures.error ? (
        <Failed error={figures.error} page={term("page_indicators")} retry={() => void figures.refetch()} level="part" />
      ) : !figures.data ? (
        <Loading lines={8} />
      ) : view === "recommendations" ? (
        <Recommendations role={role} figures={figures.data} month={month} unit={unit} title={title} name={name} />
      ) : (
        <FigureTable
          figures={figures.data}
          before={before ? earlier.data : undefined}
          month={month}
          unit={unit}
          title={title}
          name={name}
        />
      )}
    </>
  );
}

/** What is chosen goes along to the other views. */
function kept(unit: string | null, month: Month, search: URLSearchParams): URLSearchParams {
  const keep = new URLSearchParams();
  if (unit !== null) keep.set("unit", unit);
  if (search.has("month")) keep.set("month", monthText(month));
  return keep;
}
