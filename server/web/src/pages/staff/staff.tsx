// SPDX-License-Identifier: EUPL-1.2
// Mina medarbetare: a manager's first page. What is to be done, then each week of one's staff: days on
// another place with the security part and the agreement part apart, one person, the sheet for the yearly
// talk, and all that is done in place. Dates and results, never a clock time, a length or a ranking. Period,
// unit, person, opened day and what is being done stand in the address.
import "./staff.css";
import { Button, InfoBanner } from "@midas-ds/components";
import { useSearchParams } from "wouter";
import { useSession } from "../../api/session";
import { useUnitNames } from "../../api/units";
import { useNow } from "../../parts/now";
import type { PageProps } from "../../shell/pages";
import { Failed, Loading, Notice } from "../../shell/states";
import { useTexts } from "../../texts/texts";
import { addDays, today as todayOf, weekNamed, weekOf, weeksUntil } from "../../texts/weeks";
import { DayDialog } from "../people/day";
import { parseAct, parseDayRef } from "../people/facts";
import { useAgreements, useObjections, useToDo } from "../people/queries";
import { TalkSheet } from "../people/talk";
import { StaffAct } from "./acts";
import { Deputies } from "./deputies";
import { type What, whats } from "./facts";
import { Grid, Legend } from "./grid";
import { PersonView } from "./person";
import { useStaff } from "./queries";
import { Todos } from "./todos";

const shownWeeks = 5;
/** People at first, and more each time that more are asked for: a whole municipality's is a long list. */
const step = 50;

export default function Staff(_: PageProps) {
  const { text, term, dayFull, dayLong } = useTexts();
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
  const agreements = useAgreements("manager");
  const toDo = useToDo("manager");
  const session = useSession();
  const me = session.data?.employee ?? null;
  const units = useUnitNames("manager");

  const set = (changes: Record<string, string | null>) =>
    setSearch((before) => {
      for (const [key, value] of Object.entries(changes)) {
        if (value === null) before.delete(key);
        else before.set(key, value);
      }
      return before;
    });

  const failed = staff.error ?? agreements.error ?? toDo.error;
  if (failed && !(staff.data && agreements.data && toDo.data))
    return (
      <Failed
        error={failed}
        page={term("page_staff")}
        retry={() => void Promise.all([staff.refetch(), agreements.refetch(), toDo.refetch()])}
      />
    );
  if (!staff.data || !agreements.data || !toDo.data) return <Loading lines={8} />;
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
  const wanted = Math.max(1, Math.min(100, Math.trunc(Number(search.get("more"))) || 1));
  const listed = shown.slice(0, wanted * step);
  const opened = parseDayRef(search.get("day"));
  const openedPerson = opened && staff.data.find((person) => person.employee === opened.employee);
  const doing = parseAct(search.get("act"), whats);
  const chosen = search.get("person");
  const act = (what: What, id: string) => set({ act: `${what}@${id}`, day: null });
  const openDay = (employee: string, date: string) => set({ day: `${employee}@${date}` });
  const openPerson = (employee: string) => {
    set({ person: employee, show: null });
    window.scrollTo(0, 0);
  };
  const tasks = toDo.data.tasks.filter((task) => unit === null || task.unit === unit);
  const weekOfOffset = (weeksAway: number) => weekOf(addDays(last.monday, weeksAway * 7)).name;

  const dialogs = (
    <>
      {opened && openedPerson && !doing && (
        <DayDialog
          role="manager"
          title={text("staff.detail.title", { name: openedPerson.name, date: dayLong(opened.date) })}
          day={opened}
          close={() => set({ day: null })}
          actions={() => <AnswerButton employee={opened.employee} date={opened.date} act={act} />}
        />
      )}
      {doing && (
        <StaffAct
          key={`${doing.what}@${doing.id}`}
          {...doing}
          today={today}
          agreements={agreements.data}
          staff={staff.data}
          close={() => set({ act: null })}
        />
      )}
    </>
  );

  if (chosen !== null && search.get("show") === "talk")
    return <TalkSheet role="manager" employee={chosen} back={() => set({ show: null })} />;
  if (chosen !== null)
    return (
      <>
        <PersonView
          employee={chosen}
          today={today}
          agreements={agreements.data}
          tasks={toDo.data.tasks}
          act={act}
          openDay={openDay}
          talk={() => set({ show: "talk" })}
          back={() => set({ person: null })}
        />
        {dialogs}
      </>
    );
  return (
    <>
      <h1>{term("page_staff")}</h1>
      <p className="lead no-print">{text("staff.lead")}</p>
      {failed && <InfoBanner type="warning" title={text("state.error.title")} message={text("state.error.network")} />}

      <Todos toDo={{ ...toDo.data, tasks }} act={act} openDay={openDay} openPerson={openPerson} />

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
              <select value={unit ?? ""} onChange={(event) => set({ unit: event.target.value || null, more: null })}>
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
          staff={listed}
          agreements={agreements.data}
          weeks={weeks}
          today={today}
          busy={staff.isPlaceholderData}
          open={(ref) => openDay(ref.employee, ref.date)}
          openPerson={openPerson}
        />
        {listed.length < shown.length && (
          <p className="no-print">
            <Button variant="secondary" onPress={() => set({ more: String(wanted + 1) })}>
              {text("staff.more", { shown: listed.length, all: shown.length })}
            </Button>
          </p>
        )}
        <p className="note">{text("staff.period.open")}</p>
      </section>
      <Deputies me={me} today={today} act={act} />
      {dialogs}
    </>
  );
}

/** What the manager is asked about that day, and has not answered. */
function AnswerButton(props: { employee: string; date: string; act: (what: What, id: string) => void }) {
  const { text } = useTexts();
  const objections = useObjections("manager", props.employee);
  const open = objections.data?.find((one) => one.date === props.date && one.state === "open" && one.to === "manager");
  return open ? <Button onPress={() => props.act("answer", open.id)}>{text("staff.act.answer")}</Button> : null;
}
