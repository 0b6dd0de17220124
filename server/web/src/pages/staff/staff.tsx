// SPDX-License-Identifier: EUPL-1.2
// Mina medarbetare: a manager's first page. What is to be done, then each week of one's staff: days on
// another place with the security part and the agreement part apart. Dates and results, never a clock
// time, a length or a ranking. Period, unit and opened day stand in the address.
import "./staff.css";
import { Button, InfoBanner } from "@midas-ds/components";
import { useSearchParams } from "wouter";
import { useUnitNames } from "../../api/units";
import { Glyph } from "../../parts/glyph";
import { useNow } from "../../parts/now";
import type { PageProps } from "../../shell/pages";
import { Failed, Loading, Notice } from "../../shell/states";
import { useTexts } from "../../texts/texts";
import { addDays, today as todayOf, weekNamed, weekOf, weeksUntil } from "../../texts/weeks";
import { DayDialog } from "./day";
import { parseDayRef, todosOf } from "./facts";
import { Grid, Legend } from "./grid";
import { useAgreements, useDeputies, useStaff } from "./queries";
import { Todos } from "./todos";

const shownWeeks = 5;

export default function Staff(_: PageProps) {
  const { text, term, dayFull } = useTexts();
  const today = todayOf(useNow());
  const [search, setSearch] = useSearchParams();
  const thisWeek = weekOf(today);
  const wished = weekNamed(search.get("week") ?? "");
  const last = wished && wished.monday <= thisWeek.monday ? wished : thisWeek;
  const weeks = weeksUntil(last, shownWeeks);
  const from = weeks[0]?.monday ?? last.monday;
  const end = addDays(last.monday, 6);
  const to = end < today ? end : today;

  const staff = useStaff(from, to);
  const agreements = useAgreements();
  const deputies = useDeputies();
  const units = useUnitNames("manager");

  const set = (changes: Record<string, string | null>) =>
    setSearch((before) => {
      for (const [key, value] of Object.entries(changes)) {
        if (value === null) before.delete(key);
        else before.set(key, value);
      }
      return before;
    });

  const failed = staff.error ?? agreements.error;
  if (failed && !(staff.data && agreements.data))
    return (
      <Failed
        error={failed}
        page={term("page_staff")}
        retry={() => void Promise.all([staff.refetch(), agreements.refetch()])}
      />
    );
  if (!staff.data || !agreements.data) return <Loading lines={8} />;
  if (staff.data.length === 0)
    return (
      <Notice glyph="none" title={text("staff.none.title")}>
        <p>{text("staff.none.text")}</p>
      </Notice>
    );

  const unitName = (code: string) => units.data?.get(code) ?? code;
  const codes = [...new Set(staff.data.map((person) => person.unit))].sort();
  const unit = search.get("unit");
  const shown = unit === null ? staff.data : staff.data.filter((person) => person.unit === unit);
  const todos = todosOf(shown, agreements.data, today);
  const opened = parseDayRef(search.get("day"));
  const openedPerson = opened && staff.data.find((person) => person.employee === opened.employee);
  const weekOfOffset = (weeksAway: number) => weekOf(addDays(last.monday, weeksAway * 7)).name;

  return (
    <>
      <h1>{term("page_staff")}</h1>
      <p className="lead no-print">{text("staff.lead")}</p>
      {failed && <InfoBanner type="warning" title={text("state.error.title")} message={text("state.error.network")} />}
      {deputies.data
        ?.filter((one) => one.from <= today && today <= one.to)
        .map((one) => (
          <p key={one.id} className="deputy">
            <Glyph name="calm" />{" "}
            {text("staff.deputy", { deputy: one.deputy_name, manager: one.manager_name, date: dayFull(one.to) })}
          </p>
        ))}

      <Todos todos={todos} />

      <section aria-labelledby="grid">
        <div className="section-head">
          <h2 id="grid">{text("staff.grid.title")}</h2>
          <div className="period">
            <p aria-live="polite">{text("staff.period", { from: dayFull(from), to: dayFull(end) })}</p>
            <div className="period-buttons no-print">
              <Button size="medium" variant="secondary" onPress={() => set({ week: weekOfOffset(1 - shownWeeks) })}>
                ← {text("staff.period.earlier")}
              </Button>
              <Button
                size="medium"
                variant="secondary"
                isDisabled={last.name === thisWeek.name}
                onPress={() => set({ week: weekOfOffset(shownWeeks - 1) })}
              >
                {text("staff.period.later")} →
              </Button>
              {last.name !== thisWeek.name && (
                <Button size="medium" variant="tertiary" onPress={() => set({ week: null })}>
                  {text("staff.period.now")}
                </Button>
              )}
            </div>
          </div>
          {codes.length > 1 && (
            <label className="no-print">
              <span>{text("staff.unit")}</span>
              <select value={unit ?? ""} onChange={(event) => set({ unit: event.target.value || null })}>
                <option value="">{text("staff.unit.all")}</option>
                {codes.map((code) => (
                  <option key={code} value={code}>
                    {unitName(code)}
                  </option>
                ))}
              </select>
            </label>
          )}
        </div>
        <Legend />
        <Grid
          staff={shown}
          agreements={agreements.data}
          weeks={weeks}
          today={today}
          busy={staff.isPlaceholderData}
          open={(ref) => set({ day: `${ref.employee}@${ref.date}` })}
        />
        <p className="note">{text("staff.period.open")}</p>
      </section>
      {opened && openedPerson && (
        <DayDialog name={openedPerson.name} day={opened} close={() => set({ day: null })} />
      )}
    </>
  );
}
