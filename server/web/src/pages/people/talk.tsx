// SPDX-License-Identifier: EUPL-1.2
// The sheet for the yearly talk, to print: what is agreed, done, due and lent, and what to talk about with
// room to write. The same for manager and employee; no day of work and no measurement is on it.
import { Button } from "@midas-ds/components";
import { Glyph, type GlyphName } from "../../parts/glyph";
import { Failed, Loading } from "../../shell/states";
import { useTexts } from "../../texts/texts";
import { Pair } from "./agreement";
import "./people.css";
import { type Beholder, useTalkSheet } from "./queries";

const signs = { done: "compliant", overdue: "deviation", never: "deviation", not_required: "none" } as const satisfies Record<
  string,
  GlyphName
>;

export function TalkSheet(props: { role: Beholder; employee: string; back: () => void }) {
  const { text, term, has, language, dayFull } = useTexts();
  const sheet = useTalkSheet(props.role, props.employee);
  if (sheet.error) return <Failed error={sheet.error} page={term("page_staff")} retry={() => void sheet.refetch()} />;
  if (!sheet.data) return <Loading lines={8} />;
  const { data } = sheet;
  const title = (id: string) => {
    const key = `people.talk.of.${id}`;
    return has(key) ? text(key) : id;
  };
  const agreed = data.agreement;
  return (
    <article className="talk">
      <div className="act-buttons no-print">
        <Button variant="secondary" onPress={props.back}>
          ← {text("people.back")}
        </Button>
        <Button onPress={() => window.print()}>{text("people.print")}</Button>
      </div>
      <h1>{text("people.talk.title", { name: data.name })}</h1>
      <p className="lead">{text("people.talk.lead", { date: dayFull(data.made_on) })}</p>
      <dl className="pairs card">
        <Pair label={term("Unit")}>{data.unit ?? "–"}</Pair>
        <Pair label={text("people.talk.safety")}>{data.safety_representative ?? "–"}</Pair>
        <Pair label={term("Agreement")}>
          {agreed
            ? agreed.valid_to
              ? text("people.agreement.from_to", { from: dayFull(agreed.valid_from), to: dayFull(agreed.valid_to) })
              : text("people.agreement.from", { from: dayFull(agreed.valid_from) })
            : text("staff.agreement.none")}
        </Pair>
        {agreed?.max_days_per_week != null && (
          <Pair label={text("people.agreement.extent")}>
            {text("staff.agreement.days", { count: agreed.max_days_per_week })}
          </Pair>
        )}
        <Pair label={text("people.agreement.lent")}>{data.lent.map((one) => one.name).join(", ") || "–"}</Pair>
      </dl>
      <section>
        <h2>{text("people.talk.points")}</h2>
        <ul className="plain">
          {data.points.map((point) => (
            <li key={point.requirement}>
              <Glyph name={signs[point.state]} /> {title(point.requirement)}: {text(`people.point.${point.state}`)}
              {(point.last || point.due) && (
                <small>
                  {point.last && text("people.point.last", { date: dayFull(point.last) })}
                  {point.last && point.due && ", "}
                  {point.due && text("people.point.due", { date: dayFull(point.due) })}
                </small>
              )}
            </li>
          ))}
        </ul>
      </section>
      {data.headings.map((heading) => (
        <section key={heading.title.sv}>
          <h2>{heading.title[language]}</h2>
          <ol className="questions">
            {heading.questions.map((question) => (
              <li key={question.sv}>
                {question[language]}
                <span className="room" aria-hidden="true" />
              </li>
            ))}
          </ol>
        </section>
      ))}
      <p className="note">{text("people.talk.note")}</p>
    </article>
  );
}
