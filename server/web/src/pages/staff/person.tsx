// SPDX-License-Identifier: EUPL-1.2
// One person, as the manager answers for them: what there is to do, the agreements with what can be done,
// days requirement by requirement with why and how a fault is mended, marks, and what the person says
// against a day. Dates and results, never a clock time or a length.
import { Button } from "@midas-ds/components";
import { useUnitNames } from "../../api/units";
import { Glyph } from "../../parts/glyph";
import { Failed, Loading } from "../../shell/states";
import type { Day } from "../../texts/moments";
import { useTexts } from "../../texts/texts";
import { addDays } from "../../texts/weeks";
import { AgreementCard } from "../people/agreement";
import { DayList } from "../people/days";
import { agreementsOf, isAlive, isOurs, lentOut } from "../people/facts";
import { Thread } from "../people/objections";
import "../people/people.css";
import { type Agreement, type Task, useMarks, useObjections, usePerson, usePersonDays } from "../people/queries";
import { actOf, isGrave, type What } from "./facts";
import { useTaskWords } from "./todos";

const shownDays = 62;

export function PersonView(props: {
  employee: string;
  today: Day;
  agreements: readonly Agreement[];
  tasks: readonly Task[];
  act: (what: What, id: string) => void;
  openDay: (employee: string, date: Day) => void;
  talk: () => void;
  back: () => void;
}) {
  const { text, term, dayLong } = useTexts();
  const { employee, today } = props;
  const person = usePerson("manager", employee);
  const days = usePersonDays("manager", employee, addDays(today, -shownDays), today);
  const marks = useMarks("manager", employee);
  const objections = useObjections("manager", employee);
  const units = useUnitNames("manager");
  const words = useTaskWords();
  const back = (
    <Button variant="secondary" size="medium" onPress={props.back}>
      ← {term("page_staff")}
    </Button>
  );
  if (person.error) return <Failed error={person.error} page={term("page_staff")} retry={() => void person.refetch()} />;
  if (!person.data) return <Loading lines={6} />;
  const own = agreementsOf(props.agreements, employee);
  const tasks = props.tasks.filter((task) => task.employee === employee);
  const unit = person.data.employments.find((one) => one.primary)?.unit;
  const unseen = (marks.data ?? []).filter((mark) => mark.date >= addDays(today, -14));
  return (
    <>
      <div className="act-buttons no-print">{back}</div>
      <div className="page-head">
        <h1>{person.data.name}</h1>
        <div className="act-buttons no-print">
          <Button variant="secondary" onPress={props.talk}>
            {text("people.talk.open")}
          </Button>
        </div>
      </div>
      {unit && <p className="lead">{units.data?.get(unit) ?? unit}</p>}
      {tasks.length === 0 ? (
        <p>
          <Glyph name="calm" /> {text("staff.person.nothing")}
        </p>
      ) : (
        <ul className="todos">
          {tasks.map((task) => {
            const doable = actOf(task);
            return (
              <li key={`${task.kind} ${task.about}`}>
                <Glyph name={isGrave(task) ? "deviation" : "short"} />
                <span className="todo-words">{words(task)}</span>
                {doable && (
                  <span className="todo-acts no-print">
                    <Button size="medium" onPress={() => props.act(doable.what, doable.id)}>
                      {text(`staff.act.${doable.what}`)}
                    </Button>
                  </span>
                )}
              </li>
            );
          })}
        </ul>
      )}

      <section aria-labelledby="agreements">
        <h2 id="agreements">{term("Agreements")}</h2>
        {own.length === 0 && <p>{text("staff.agreement.none")}.</p>}
        {own.slice(0, 2).map((one) => (
          <AgreementCard key={one.id} agreement={one}>
            <AgreementActs agreement={one} act={props.act} />
          </AgreementCard>
        ))}
        {!own.some(isAlive) && (
          <div className="act-buttons no-print">
            <Button onPress={() => props.act("new", employee)}>{text("staff.act.new")}</Button>
          </div>
        )}
        {own.length > 2 && (
          <details>
            <summary>{text("staff.person.earlier", { count: own.length - 2 })}</summary>
            {own.slice(2).map((one) => (
              <AgreementCard key={one.id} agreement={one}>
                <AgreementActs agreement={one} act={props.act} />
              </AgreementCard>
            ))}
          </details>
        )}
      </section>

      <section aria-labelledby="days">
        <h2 id="days">{text("staff.person.days")}</h2>
        {days.error ? (
          <Failed error={days.error} page={term("page_staff")} retry={() => void days.refetch()} level="part" />
        ) : !days.data ? (
          <Loading lines={4} />
        ) : days.data.days.length === 0 ? (
          <p>{text("staff.grid.no_days")}.</p>
        ) : (
          <DayList days={days.data.days} caption={text("staff.person.days")} open={(date) => props.openDay(employee, date)} />
        )}
        <p className="note">{text("staff.period.open")}</p>
      </section>

      {unseen.length > 0 && (
        <section aria-labelledby="marks">
          <h2 id="marks">{text("staff.person.marks")}</h2>
          <ul className="plain">
            {unseen.map((mark) => (
              <li key={mark.id}>
                <Glyph name="marked" /> {dayLong(mark.date)}: {text(`staff.mark.${mark.kind}`)}{" "}
                {mark.seen_by ? (
                  <small>{text("staff.person.seen")}</small>
                ) : (
                  <button type="button" className="link-button no-print" onClick={() => props.act("see", mark.id)}>
                    {text("staff.act.see")}
                  </button>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
      {objections.data && objections.data.length > 0 && (
        <section aria-labelledby="said">
          <h2 id="said">{text("staff.person.said")}</h2>
          {[...objections.data].sort((a, b) => b.date.localeCompare(a.date)).map((one) => (
            <div key={one.id} className="thread-of-day">
              <p>
                <strong>{dayLong(one.date)}</strong>
              </p>
              <Thread role="manager" objection={one} />
              {one.state === "open" && one.to === "manager" && (
                <Button size="medium" onPress={() => props.act("answer", one.id)}>
                  {text("staff.act.answer")}
                </Button>
              )}
            </div>
          ))}
        </section>
      )}
    </>
  );
}

function AgreementActs({ agreement, act }: { agreement: Agreement; act: (what: What, id: string) => void }) {
  const { text } = useTexts();
  if (!isOurs(agreement)) return null;
  const can: What[] = [];
  if (agreement.state === "applied") {
    if (!agreement.signed_by_manager) can.push("sign");
    can.push("refuse");
  }
  if (agreement.state === "in_force" || agreement.state === "expired") can.push("renew");
  if (isAlive(agreement)) can.push("assess");
  if (agreement.state === "in_force") can.push("follow");
  if (isAlive(agreement)) can.push("lend");
  if (lentOut(agreement).length > 0) can.push("return");
  if (agreement.state === "in_force" || agreement.state === "agreed") can.push("end");
  if (can.length === 0) return null;
  return (
    <>
      {can.map((what, at) => (
        <Button
          key={what}
          size="medium"
          variant={at === 0 && what !== "refuse" ? "primary" : "secondary"}
          onPress={() => act(what, agreement.id)}
        >
          {text(`staff.act.${what}`)}
        </Button>
      ))}
    </>
  );
}
