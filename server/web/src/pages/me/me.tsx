// SPDX-License-Identifier: EUPL-1.2
// Min sida: what is known about oneself, by whom it was read, why it is collected and how a fault is
// mended; what there is to do; one's days, where one can say that a day is wrong or mark it; the
// agreement to sign; everything as a file. Dates and results, never a clock time.
import { Button } from "@midas-ds/components";
import { useSearchParams } from "wouter";
import { useSession } from "../../api/session";
import { Glyph } from "../../parts/glyph";
import { useNow } from "../../parts/now";
import type { PageProps } from "../../shell/pages";
import { Failed, Loading, Notice } from "../../shell/states";
import type { Day } from "../../texts/moments";
import { useTexts } from "../../texts/texts";
import { addDays, today as todayOf } from "../../texts/weeks";
import { AgreementCard } from "../people/agreement";
import { DayDialog } from "../people/day";
import { DayList } from "../people/days";
import { agreementsOf, needsNoTunnel, parseAct, parseDayRef } from "../people/facts";
import { ObjectDialog, Thread, WithdrawDialog } from "../people/objections";
import "../people/people.css";
import { useAgreements, useAsked, useMarks, useObjections, usePerson, usePersonDays, useToDo } from "../people/queries";
import { TalkSheet } from "../people/talk";
import { canMark, MarkDialog, ReadDialog, SignDialog, UnmarkDialog } from "./acts";
import { Known } from "./known";
import "./me.css";

const shownDays = 62;
const whats = ["mark", "unmark", "object", "withdraw", "sign", "read"] as const;
type What = (typeof whats)[number];

export default function Me(_: PageProps) {
  const { text, term } = useTexts();
  const session = useSession();
  const employee = session.data?.employee;
  if (!session.data) return <Loading lines={8} />;
  if (!employee)
    return (
      <Notice glyph="none" title={text("me.none.title")}>
        <p>{text("me.none.text", { page: term("page_me") })}</p>
      </Notice>
    );
  return <Own employee={employee} />;
}

function Own({ employee }: { employee: string }) {
  const { text, term, dayLong } = useTexts();
  const today = todayOf(useNow());
  const [search, setSearch] = useSearchParams();
  const person = usePerson("employee", employee);
  const days = usePersonDays("employee", employee, addDays(today, -shownDays), today);
  const asked = useAsked("employee", employee);
  const agreements = useAgreements("employee");
  const marks = useMarks("employee", employee);
  const objections = useObjections("employee", employee);
  const toDo = useToDo("employee");

  const set = (changes: Record<string, string | null>) =>
    setSearch((before) => {
      for (const [key, value] of Object.entries(changes)) {
        if (value === null) before.delete(key);
        else before.set(key, value);
      }
      return before;
    });
  const act = (what: What, id: string) => set({ act: `${what}@${id}`, day: null });
  const close = () => set({ act: null });

  const failed = person.error ?? days.error ?? asked.error ?? agreements.error;
  if (failed)
    return (
      <Failed
        error={failed}
        page={term("page_me")}
        retry={() => void Promise.all([person.refetch(), days.refetch(), asked.refetch(), agreements.refetch()])}
      />
    );
  if (!person.data || !days.data || !asked.data || !agreements.data) return <Loading lines={8} />;
  if (search.get("show") === "talk")
    return <TalkSheet role="employee" employee={employee} back={() => set({ show: null })} />;

  const opened = parseDayRef(search.get("day"));
  const doing = parseAct(search.get("act"), whats);
  const own = agreementsOf(agreements.data, employee);
  const tasks = toDo.data?.tasks ?? [];
  const openDay = (date: Day) => set({ day: `${employee}@${date}` });
  const markOf = (date: string) => marks.data?.find((one) => one.date === date);
  const said = [...(objections.data ?? [])].sort((a, b) => b.date.localeCompare(a.date));

  return (
    <>
      <div className="page-head">
        <h1>{term("page_me")}</h1>
        <div className="act-buttons no-print">
          <Button variant="secondary" onPress={() => set({ show: "talk" })}>
            {text("people.talk.open")}
          </Button>
        </div>
      </div>
      <p className="lead">{text("me.lead", { name: person.data.name })}</p>

      {tasks.length === 0 ? (
        <div className="answer answer-ok">
          <Glyph name="calm" size={40} />
          <p>
            <strong>{text("me.todo.none.title")}</strong> {text("me.todo.none.text")}
          </p>
        </div>
      ) : (
        <section className="answer answer-todo" aria-labelledby="todo">
          <h2 id="todo">{text("me.todo.title")}</h2>
          <ul className="todos">
            {tasks.map((task) => (
              <li key={`${task.kind} ${task.about}`}>
                <Glyph name={task.kind === "shortfall" || task.kind === "without_agreement" ? "deviation" : "short"} />
                <MyTask task={task} act={act} openDay={openDay} canRead={asked.data.guideline !== null} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {needsNoTunnel(asked.data) && (
        <p className="card no-tunnel">
          <Glyph name="calm" /> <strong>{text("me.no_tunnel.title")}</strong> {text("me.no_tunnel.text")}
        </p>
      )}

      <section aria-labelledby="days">
        <div className="section-head">
          <h2 id="days">{text("me.days.title")}</h2>
          <Button size="medium" variant="secondary" onPress={() => act("mark", today)}>
            {text("me.act.mark")}
          </Button>
        </div>
        <p>{text("me.days.lead")}</p>
        {days.data.days.length === 0 ? (
          <p>{text("staff.grid.no_days")}.</p>
        ) : (
          <DayList days={days.data.days} caption={text("me.days.title")} open={openDay} />
        )}
        <p className="note">{text("staff.period.open")}</p>
      </section>

      {said.length > 0 && (
        <section aria-labelledby="said">
          <h2 id="said">{text("me.said.title")}</h2>
          {said.map((one) => (
            <div key={one.id} className="thread-of-day">
              <p>
                <strong>{dayLong(one.date)}</strong>
              </p>
              <Thread role="employee" objection={one} />
              {one.state === "open" && (
                <Button size="medium" variant="secondary" onPress={() => act("withdraw", one.id)}>
                  {text("people.withdraw.action")}
                </Button>
              )}
            </div>
          ))}
        </section>
      )}

      <section aria-labelledby="agreements">
        <h2 id="agreements">{term("Agreements")}</h2>
        {own.length === 0 && <p>{text("me.agreements.none")}</p>}
        {own.map((one) => (
          <AgreementCard key={one.id} agreement={one}>
            {one.state === "applied" && !one.signed_by_employee && (
              <Button onPress={() => act("sign", one.id)}>{text("me.act.sign")}</Button>
            )}
          </AgreementCard>
        ))}
      </section>

      <Known employee={employee} person={person.data} asked={asked.data} />

      {opened && opened.employee === employee && !doing && (
        <DayDialog
          role="employee"
          title={dayLong(opened.date)}
          day={opened}
          close={() => set({ day: null })}
          actions={(day) => (
            <>
              {day.contested !== "open" && (
                <Button onPress={() => act("object", opened.date)}>{text("people.object.open")}</Button>
              )}
              {canMark(opened.date, today) && (
                <Button variant="secondary" onPress={() => act(markOf(opened.date) ? "unmark" : "mark", opened.date)}>
                  {text(markOf(opened.date) ? "me.act.unmark" : "me.act.mark_this")}
                </Button>
              )}
            </>
          )}
        />
      )}
      {doing?.what === "object" && <ObjectDialog day={{ employee, date: doing.id }} close={close} />}
      {doing?.what === "mark" && <MarkDialog employee={employee} date={doing.id} today={today} marks={marks.data ?? []} close={close} />}
      {doing?.what === "unmark" && <UnmarkDialog mark={markOf(doing.id)} close={close} />}
      {doing?.what === "withdraw" &&
        said.filter((one) => one.id === doing.id).map((one) => <WithdrawDialog key={one.id} objection={one} close={close} />)}
      {doing?.what === "sign" &&
        own.filter((one) => one.id === doing.id).map((one) => <SignDialog key={one.id} agreement={one} close={close} />)}
      {doing?.what === "read" && <ReadDialog employee={employee} guideline={asked.data.guideline} close={close} />}
    </>
  );
}

function MyTask(props: {
  task: NonNullable<ReturnType<typeof useToDo>["data"]>["tasks"][number];
  act: (what: What, id: string) => void;
  openDay: (date: Day) => void;
  canRead: boolean;
}) {
  const { text, dayFull, dayLong, language } = useTexts();
  const { task } = props;
  const date = task.date ?? task.last;
  const words = text(`me.task.${task.kind}`, {
    date: date ? (task.kind.startsWith("expires") || task.last ? dayFull(date) : dayLong(date)) : "",
    done: task.last ? "yes" : "no",
    requirements: task.requirements.map((one) => one.title[language]).join(", "),
  });
  const day = (task.kind === "shortfall" || task.kind === "without_agreement") && task.date;
  return (
    <>
      <span className="todo-words">{words}</span>
      <span className="todo-acts no-print">
        {day && (
          <Button size="medium" variant="secondary" onPress={() => props.openDay(day)}>
            {text("me.act.day")}
          </Button>
        )}
        {task.kind === "employee_signature" && task.about && (
          <Button size="medium" onPress={() => props.act("sign", task.about ?? "")}>
            {text("me.act.sign")}
          </Button>
        )}
        {task.kind === "guideline" && props.canRead && (
          <Button size="medium" onPress={() => props.act("read", "guideline")}>
            {text("me.act.read")}
          </Button>
        )}
      </span>
    </>
  );
}
