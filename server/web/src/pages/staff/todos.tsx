// SPDX-License-Identifier: EUPL-1.2
// What a manager has to do, most pressing first, each with the button that does it; or that there is
// nothing, which is said as clearly. What waits for managers below is a count.
import { Button } from "@midas-ds/components";
import { Glyph } from "../../parts/glyph";
import { useTexts } from "../../texts/texts";
import type { Task, ToDo } from "../people/queries";
import { actOf, isGrave, type What } from "./facts";

const few = 6;

export interface TodoActions {
  act: (what: What, id: string) => void;
  openDay: (employee: string, date: string) => void;
  openPerson: (employee: string) => void;
}

export function Todos({ toDo, ...actions }: { toDo: ToDo } & TodoActions) {
  const { text } = useTexts();
  const { tasks } = toDo;
  const below = Object.values(toDo.below).reduce((sum, count) => sum + count, 0);
  if (tasks.length === 0)
    return (
      <>
        <div className="answer answer-ok">
          <Glyph name="calm" size={40} />
          <p>
            <strong>{text("staff.todo.none.title")}</strong> {text("staff.todo.none.text")}
          </p>
        </div>
        <Below below={below} />
      </>
    );
  const line = (task: Task) => <One key={`${task.kind} ${task.employee ?? task.unit} ${task.about}`} task={task} {...actions} />;
  return (
    <section className="answer answer-todo" aria-labelledby="todo">
      <h2 id="todo">{text("staff.answer.some", { count: tasks.length })}</h2>
      <ul className="todos">{tasks.slice(0, few).map(line)}</ul>
      {tasks.length > few && (
        <details>
          <summary>{text("staff.todo.show_all", { count: tasks.length })}</summary>
          <ul className="todos">{tasks.slice(few).map(line)}</ul>
        </details>
      )}
      <Below below={below} />
    </section>
  );
}

function Below({ below }: { below: number }) {
  const { text } = useTexts();
  return below > 0 ? <p className="note">{text("staff.todo.below", { count: below })}</p> : null;
}

/** The task in words, without whose it is. */
export function useTaskWords(): (task: Task) => string {
  const { text, dayFull, dayLong, language } = useTexts();
  return (task) => {
    const date = task.date ?? task.last;
    const values = {
      date: date ? (task.kind.startsWith("expires") || task.last ? dayFull(date) : dayLong(date)) : "",
      done: task.last ? "yes" : "no",
      requirements: task.requirements.map((one) => one.title[language]).join(", "),
    };
    return text(`staff.task.${task.kind}`, values);
  };
}

function One({ task, act, openDay, openPerson }: { task: Task } & TodoActions) {
  const { text } = useTexts();
  const words = useTaskWords();
  const doable = actOf(task);
  const { employee, date } = task;
  const ofDay = task.kind === "without_agreement" || task.kind === "shortfall" || task.kind === "contested_day";
  const who = task.name ?? task.unit ?? "";
  return (
    <li>
      <Glyph name={isGrave(task) ? "deviation" : "short"} />
      <span className="todo-words">
        <strong>
          {employee ? (
            <button type="button" className="link-button" onClick={() => openPerson(employee)}>
              {who}
            </button>
          ) : (
            who
          )}
        </strong>
        <span>{words(task)}</span>
      </span>
      <span className="todo-acts no-print">
        {ofDay && employee && date && (
          <Button size="medium" variant="secondary" onPress={() => openDay(employee, date)} aria-label={text("staff.act.day_of", { name: who })}>
            {text("staff.act.day")}
          </Button>
        )}
        {doable && (
          <Button
            size="medium"
            onPress={() => act(doable.what, doable.id)}
            aria-label={text("staff.act.for", { act: text(`staff.act.${doable.what}`), name: who })}
          >
            {text(`staff.act.${doable.what}`)}
          </Button>
        )}
      </span>
    </li>
  );
}
