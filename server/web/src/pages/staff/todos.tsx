// SPDX-License-Identifier: EUPL-1.2
// What a manager has to do, most pressing first; or that there is nothing, which is said as clearly.
import { Glyph } from "../../parts/glyph";
import { useTexts } from "../../texts/texts";
import type { Todo } from "./facts";

const few = 6;

export function Todos({ todos }: { todos: Todo[] }) {
  const { text } = useTexts();
  if (todos.length === 0)
    return (
      <div className="answer answer-ok">
        <Glyph name="calm" size={40} />
        <p>
          <strong>{text("staff.todo.none.title")}</strong> {text("staff.todo.none.text")}
        </p>
      </div>
    );
  return (
    <section className="answer answer-todo" aria-labelledby="todo">
      <h2 id="todo">{text("staff.answer.some", { count: todos.length })}</h2>
      <ul className="todos">
        {todos.slice(0, few).map((todo) => (
          <One key={`${todo.employee} ${todo.what}`} todo={todo} />
        ))}
      </ul>
      {todos.length > few && (
        <details>
          <summary>{text("staff.todo.show_all", { count: todos.length })}</summary>
          <ul className="todos">
            {todos.slice(few).map((todo) => (
              <One key={`${todo.employee} ${todo.what}`} todo={todo} />
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function One({ todo }: { todo: Todo }) {
  const { text, dayFull } = useTexts();
  const values = { ...("date" in todo && { date: dayFull(todo.date) }), ...("count" in todo && { count: todo.count }) };
  const grave = todo.what === "without" || todo.what === "security" || todo.what === "expired";
  return (
    <li>
      <Glyph name={grave ? "deviation" : "short"} />
      <span>
        <strong>{todo.name}</strong> {text(`staff.todo.${todo.what}`, values)}.
      </span>
    </li>
  );
}
