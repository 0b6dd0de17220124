// SPDX-License-Identifier: EUPL-1.2
// Who has read about one named person: the data protection officer's own question, with a reason that the
// person will read. Asked by a form, so that no address carries a person's id or a reason.
import { Button } from "@midas-ds/components";
import { type FormEvent, useState } from "react";
import { ApiProblem } from "../../api/client";
import type { Role } from "../../api/session";
import { Field } from "../../parts/act";
import { ListHead } from "../../parts/list_head";
import { Failed, Loading } from "../../shell/states";
import { useTexts } from "../../texts/texts";
import { useReadsAbout } from "./queries";

export function PersonLookUp({ role }: { role: Role }) {
  const texts = useTexts();
  const { text, term, dayFull } = texts;
  const [asked, ask] = useState<{ employee: string; reason: string } | null>(null);
  const reads = useReadsAbout(role, asked);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const value = (name: string) => {
      const given = form.get(name);
      return typeof given === "string" ? given.trim() : "";
    };
    ask({ employee: value("employee"), reason: value("reason") });
  };
  return (
    <section aria-labelledby="person" className="no-print">
      <h2 id="person">{text("insight.person")}</h2>
      <p>{text("insight.person.lead")}</p>
      <form onSubmit={submit} className="person-form">
        <Field name="employee" label={text("insight.person.id")} help={text("insight.person.id.help")} needed />
        <Field name="reason" label={text("insight.person.reason")} help={text("insight.person.reason.help")} needed />
        <Button type="submit">{text("insight.person.ask")}</Button>
      </form>
      {asked !== null &&
        (reads.error instanceof ApiProblem && reads.error.kind === "not_found" ? (
          <p role="alert">{text("insight.person.nobody")}</p>
        ) : reads.error ? (
          <Failed error={reads.error} page={term("page_insight")} retry={() => void reads.refetch()} level="part" />
        ) : !reads.data ? (
          <Loading lines={3} />
        ) : (
          <div role="status">
            <h3>{text("insight.person.found", { count: reads.data.reads.length })}</h3>
            {reads.data.reads.length > 0 && (
              <table className="list">
                <ListHead
                  heads={["insight.person.date", "insight.person.who", "insight.person.why", "insight.person.times"]}
                />
                <tbody>
                  {reads.data.reads.map((row, at) => {
                    const key = `role.${row.role}`;
                    return (
                      <tr key={at}>
                        <th scope="row">{dayFull(row.date)}</th>
                        <td data-label={text("insight.person.who")}>
                          {row.name}
                          <small>{texts.has(key) ? text(key) : row.role}</small>
                        </td>
                        <td data-label={text("insight.person.why")}>{row.reason ?? text("insight.person.no_reason")}</td>
                        <td data-label={text("insight.person.times")}>{row.times}</td>
                      </tr>
                    );
                  })}
                </tbody>
              </table>
            )}
            {reads.data.next !== null && <p className="note">{text("insight.person.more")}</p>}
          </div>
        ))}
    </section>
  );
}
