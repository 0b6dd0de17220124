// SPDX-License-Identifier: EUPL-1.2
// What waits for whoever administers: the first screen's answer. What could not be asked for is said.
import { Link } from "wouter";
import type { Role } from "../../api/session";
import { Glyph } from "../../parts/glyph";
import { useNow } from "../../parts/now";
import { Failed, Loading } from "../../shell/states";
import { useTexts } from "../../texts/texts";
import { sectionsFor, todosOf } from "./facts";
import { useIntegrations, usePolicies, useRequests, useTokens } from "./queries";

export function Overview({ role }: { role: Role }) {
  if (role === "administrator") return <ForAdministrators role={role} />;
  return <Parts role={role} />;
}

function ForAdministrators({ role }: { role: Role }) {
  const { text, term } = useTexts();
  const now = useNow();
  const asked = [useRequests(role), usePolicies(role), useTokens(role), useIntegrations(role)] as const;
  const [requests, policies, tokens, integrations] = asked;
  const failed = asked.find((one) => one.error);
  if (failed?.error)
    return (
      <Failed
        error={failed.error}
        page={term("page_administration")}
        retry={() => asked.forEach((one) => void one.refetch())}
      />
    );
  if (asked.some((one) => one.data === undefined)) return <Loading lines={4} />;
  const todos = todosOf(
    { requests: requests.data, policies: policies.data, tokens: tokens.data, integrations: integrations.data?.integrations },
    now,
  );
  return (
    <>
      <div className={todos.length > 0 ? "answer answer-doubt" : "answer answer-ok"}>
        <Glyph name={todos.length > 0 ? "undetermined" : "calm"} size={40} />
        <p>
          <strong>{text("admin.answer", { count: todos.length })}</strong>
        </p>
      </div>
      {todos.length > 0 && (
        <ul className="plain todo-list">
          {todos.map((todo) => (
            <li key={`${todo.text} ${Object.values(todo.values).join(" ")}`}>
              <Link href={`/administration/${todo.section}`}>
                {text(todo.text, {
                  ...todo.values,
                  ...(todo.missing && { missing: todo.missing.map((one) => text(`admin.ground.${one}`)).join(", ") }),
                })}
              </Link>
            </li>
          ))}
        </ul>
      )}
      <Parts role={role} />
    </>
  );
}

function Parts({ role }: { role: Role }) {
  const { text } = useTexts();
  return (
    <section aria-labelledby="parts">
      <h2 id="parts">{text("admin.parts")}</h2>
      <ul className="columns">
        {sectionsFor(role).map((section) => (
          <li key={section.path} className="card">
            <h3>
              <Link href={`/administration/${section.path}`}>{text(section.name)}</Link>
            </h3>
            <p>{text(section.about)}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
