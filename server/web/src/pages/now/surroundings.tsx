// SPDX-License-Identifier: EUPL-1.2
// What surrounds the figures: declared outages, and whether the collector itself can be believed.
import { Glyph } from "../../parts/glyph";
import { Failed, Loading } from "../../shell/states";
import { useTexts } from "../../texts/texts";
import { useOutages, useReadiness } from "./queries";

export function Outages(props: { now: number; title: (what: string) => string }) {
  const { text, term, moment } = useTexts();
  const outages = useOutages();
  const coming = (outages.data ?? [])
    .filter((outage) => Date.parse(outage.to) > props.now)
    .sort((a, b) => a.from.localeCompare(b.from));
  return (
    <section className="card" aria-labelledby="outages">
      <h2 id="outages">{text("now.outages.title")}</h2>
      {outages.error ? (
        <Failed error={outages.error} page={term("page_now")} retry={() => void outages.refetch()} level="part" />
      ) : !outages.data ? (
        <Loading lines={1} />
      ) : coming.length === 0 ? (
        <p>{text("now.outages.none")}</p>
      ) : (
        <ul className="plain">
          {coming.map((outage) => {
            const values = { requirement: props.title(outage.requirement), reason: outage.reason };
            return (
              <li key={outage.id}>
                {Date.parse(outage.from) <= props.now
                  ? text("now.outages.until", { ...values, time: moment(outage.to) })
                  : text("now.outages.from", { ...values, time: moment(outage.from) })}
              </li>
            );
          })}
        </ul>
      )}
      <p className="note">{text("now.outages.effect")}</p>
    </section>
  );
}

export function Self() {
  const texts = useTexts();
  const { text, term } = texts;
  const ready = useReadiness();
  return (
    <section className="card" aria-labelledby="self">
      <h2 id="self">{text("now.self.title")}</h2>
      {ready.error ? (
        <Failed error={ready.error} page={term("page_now")} retry={() => void ready.refetch()} level="part" />
      ) : !ready.data ? (
        <Loading lines={1} />
      ) : ready.data.reasons.length === 0 ? (
        <p>
          <Glyph name="calm" /> {text("now.self.ok")}
        </p>
      ) : (
        <ul className="plain">
          {ready.data.reasons.map((reason) => {
            const key = `reason.${reason.code}`;
            return (
              <li key={reason.code}>
                <Glyph name={reason.blocks ? "deviation" : "undetermined"} /> {texts.has(key) ? text(key) : reason.code}
                <small lang="en">{reason.detail}</small>
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}
