// SPDX-License-Identifier: EUPL-1.2
// What a report from a computer may hold, one kind after the other: where on the computer it is read, what
// it is for, and each fact; those that no requirement looks at are said to be so.
import { Glyph } from "../../parts/glyph";
import { useTexts } from "../../texts/texts";
import { unused, usersOf } from "./facts";
import type { Transparency } from "./queries";

const everyFact = ["state"];

export function Collected({ collected, policy }: { collected: Transparency["collected"]; policy: Transparency["policy"] }) {
  const texts = useTexts();
  const { text } = texts;
  const heartbeat = policy?.numbers.find((one) => one.key === "heartbeat_seconds")?.value;
  return (
    <section aria-labelledby="collected">
      <h2 id="collected">{text("insight.collected")}</h2>
      <p>
        {text("insight.collected.when")}
        {heartbeat !== undefined && ` ${text("insight.collected.heartbeat", { minutes: Math.round(heartbeat / 60) })}`}{" "}
        {text("insight.collected.unused", { count: unused(collected) })}
      </p>
      <ul className="probes">
        {collected.map((probe) => (
          <Probe key={probe.probe} probe={probe} policy={policy} />
        ))}
      </ul>
    </section>
  );
}

function Probe({ probe, policy }: { probe: Transparency["collected"][number]; policy: Transparency["policy"] }) {
  const texts = useTexts();
  const { text, language } = texts;
  const say = (key: string, otherwise: string) => (texts.has(key) ? text(key) : otherwise);
  const purposes = usersOf(probe).map(
    (id) => policy?.requirements.find((one) => one.id === id)?.title[language] ?? id,
  );
  return (
    <li className="card">
      <h3>{say(`probe.${probe.probe}`, probe.probe)}</h3>
      <dl className="facts">
        <dt>{text("insight.source")}</dt>
        <dd>{say(`probe.${probe.probe}.source`, text("insight.source.own"))}</dd>
        <dt>{text("insight.purpose")}</dt>
        <dd>
          {purposes.length > 0
            ? purposes.join("; ")
            : say(`probe.${probe.probe}.purpose`, text("insight.purpose.none"))}
        </dd>
        <dt>{text("insight.facts")}</dt>
        <dd>
          <ul>
            {probe.facts.map((fact) => (
              <li key={fact.fact}>
                <Glyph name={fact.used_by.length > 0 ? "compliant" : "short"} />{" "}
                {say(`probe.${probe.probe}.${fact.fact}`, fact.fact)}
                {fact.used_by.length === 0 && !everyFact.includes(fact.fact) && <small>{text("insight.unused")}</small>}
              </li>
            ))}
          </ul>
        </dd>
      </dl>
    </li>
  );
}
