// SPDX-License-Identifier: EUPL-1.2
// What is known about oneself and why: computers with how they stand and how a fault is mended, what is
// asked and why, courses and guideline, place in the directory, who has read about one, and all of it
// as a file.
import { Glyph, type GlyphName } from "../../parts/glyph";
import { useUnitNames } from "../../api/units";
import { Failed, Loading } from "../../shell/states";
import { useTexts } from "../../texts/texts";
import type { Schemas } from "../../api/client";
import { ListHead } from "../../parts/list_head";
import { Pair } from "../people/agreement";
import type { Asked } from "../people/queries";
import { readsOf } from "./facts";
import { useComputer, useComputers, useLearning, useReads } from "./queries";

const overall = { pass: "compliant", fail: "deviation", unknown: "undetermined" } as const satisfies Record<string, GlyphName>;
const results = { ...overall, notapplicable: "none" } as const satisfies Record<string, GlyphName>;
const shownReads = 10;

export function Known(props: { employee: string; person: Schemas["Employee"]; asked: Asked }) {
  const { text, term } = useTexts();
  return (
    <>
      <section aria-labelledby="computers">
        <h2 id="computers">{text("me.computers.title")}</h2>
        <Computers />
      </section>
      <section aria-labelledby="asked">
        <h2 id="asked">{text("me.asked.title")}</h2>
        <p>{text("me.asked.lead")}</p>
        <Requirements asked={props.asked} />
      </section>
      <section aria-labelledby="register">
        <h2 id="register">{text("me.register.title")}</h2>
        <Register person={props.person} />
      </section>
      <section aria-labelledby="reads">
        <h2 id="reads">{term("Access_log")}</h2>
        <p>{text("me.reads.lead")}</p>
        <Reads employee={props.employee} />
      </section>
      <section aria-labelledby="extract">
        <h2 id="extract">{term("Extract")}</h2>
        <p>{text("me.extract.lead")}</p>
        <p className="act-buttons">
          <a href={extract(props.employee, "html")} download={`${term("extract")}.html`}>
            {text("me.extract.html")}
          </a>
          <a href={extract(props.employee, "json")} download={`${term("extract")}.json`}>
            {text("me.extract.json")}
          </a>
        </p>
      </section>
    </>
  );
}

const extract = (employee: string, format: "html" | "json") =>
  `/api/v1/employees/${encodeURIComponent(employee)}/extract?role=employee&format=${format}`;

function Computers() {
  const { text, term } = useTexts();
  const computers = useComputers();
  if (computers.error)
    return <Failed error={computers.error} page={term("page_me")} retry={() => void computers.refetch()} level="part" />;
  if (!computers.data) return <Loading lines={2} />;
  if (computers.data.length === 0) return <p>{text("me.computers.none")}</p>;
  return (
    <>
      {computers.data.map((one) => (
        <Computer key={one.id} id={one.id} />
      ))}
    </>
  );
}

function Computer({ id }: { id: string }) {
  const { text, language, has } = useTexts();
  const computer = useComputer(id);
  const { data } = computer;
  if (!data || !("posture" in data)) return computer.isPending ? <Loading lines={1} /> : null;
  const silent = data.presence !== "current";
  const off = data.presence === "off";
  return (
    <article className="card computer">
      <h3>
        <Glyph name={off ? "none" : silent ? "silent" : overall[data.overall]} /> {data.host_name ?? data.id}
      </h3>
      <p>{text(off ? "me.computers.off" : silent ? "me.computers.quiet" : `me.computers.${data.overall}`)}</p>
      {!silent && (
      <ul className="plain">
        {data.posture.map((line) => {
          const key = `requirement.${line.requirement}`;
          return (
            <li key={line.requirement}>
              <Glyph name={results[line.result]} />{" "}
              {line.title ? line.title[language] : has(key) ? text(key) : line.requirement}
              <small>{text(`result.${line.result}`)}</small>
              {(line.result === "fail" || line.result === "unknown") && line.remedy && (
                <details className="why" open={line.result === "fail"}>
                  <summary>{text("people.mend")}</summary>
                  <p>{line.remedy[language]}</p>
                </details>
              )}
            </li>
          );
        })}
      </ul>
      )}
    </article>
  );
}

function Requirements({ asked }: { asked: Asked }) {
  const { text, language } = useTexts();
  if (asked.policy === null) return <p>{text("me.asked.none")}</p>;
  return (
    <>
      {asked.requirements.map((one) => (
        <details key={one.id} className="asked">
          <summary>
            {one.title[language]}
            {!one.applies && <small> {text("me.asked.not_you")}</small>}
          </summary>
          <p>{one.why[language]}</p>
          {one.applies && (
            <p>
              <strong>{text("people.mend")}</strong> {one.remedy[language]}
            </p>
          )}
        </details>
      ))}
      <p className="note">
        {text("me.asked.policy", { title: asked.policy.title[language], version: asked.policy.version })}
      </p>
      <h3>{text("me.not_collected.title")}</h3>
      <p>{text("me.not_collected.text")}</p>
    </>
  );
}

function Register({ person }: { person: Schemas["Employee"] }) {
  const { text, term, dayFull } = useTexts();
  const units = useUnitNames("employee");
  const learning = useLearning();
  const employment = person.employments.find((one) => one.primary) ?? person.employments[0];
  return (
    <dl className="pairs">
      <Pair label={text("me.register.name")}>{person.name}</Pair>
      <Pair label={term("Unit")}>{employment ? (units.data?.get(employment.unit) ?? employment.unit) : "–"}</Pair>
      <Pair label={text("me.register.role")}>{employment?.role ?? "–"}</Pair>
      <Pair label={text("me.register.mail")}>{person.mail ?? "–"}</Pair>
      <Pair label={text("me.register.trainings")}>
        {learning.data?.trainings.map((one) => `${one.course} (${dayFull(one.on)})`).join(", ") || "–"}
      </Pair>
      <Pair label={text("me.register.guidelines")}>
        {learning.data?.guidelines.map((one) => dayFull(one.on)).join(", ") || "–"}
      </Pair>
    </dl>
  );
}

function Reads({ employee }: { employee: string }) {
  const { text, term, has, dayFull } = useTexts();
  const reads = useReads(employee);
  if (reads.error) return <Failed error={reads.error} page={term("page_me")} retry={() => void reads.refetch()} level="part" />;
  if (!reads.data) return <Loading lines={3} />;
  const others = readsOf(reads.data);
  if (others.length === 0) return <p>{text("me.reads.none")}</p>;
  const role = (word: string) => {
    const key = `role.${word}`;
    return has(key) ? text(key) : word;
  };
  const table = (rows: typeof others) => (
    <table className="list">
      <ListHead heads={["people.days.date", "me.reads.who", "me.reads.role", "me.reads.why"]} />
      <tbody>
        {rows.map((one, at) => (
          <tr key={at}>
            <th scope="row">{dayFull(one.date)}</th>
            <td data-label={text("me.reads.who")}>
              {one.name}
              {one.times > 1 && <small>{text("me.reads.times", { count: one.times })}</small>}
            </td>
            <td data-label={text("me.reads.role")}>{role(one.role)}</td>
            <td data-label={text("me.reads.why")}>{one.reason ?? text("me.reads.no_reason")}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
  return (
    <>
      {table(others.slice(0, shownReads))}
      {others.length > shownReads && (
        <details>
          <summary>{text("me.reads.more", { count: others.length - shownReads })}</summary>
          {table(others.slice(shownReads))}
        </details>
      )}
    </>
  );
}
