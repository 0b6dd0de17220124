// SPDX-License-Identifier: EUPL-1.2
// What surrounds the figures: declared outages, and whether the collector itself can be believed.
import { Button } from "@midas-ds/components";
import type { Schemas } from "../../api/client";
import { Glyph } from "../../parts/glyph";
import { Failed, Loading } from "../../shell/states";
import { useTexts } from "../../texts/texts";
import { OutageForm } from "./outage_form";
import { useOutages, useOutageWrite, useReadiness } from "./queries";

export function Outages(props: {
  now: number;
  title: (what: string) => string;
  requirements: string[];
  units: [string, string][];
}) {
  const { text, term, moment } = useTexts();
  const outages = useOutages();
  const ending = useOutageWrite();
  const coming = (outages.data ?? [])
    .filter((outage) => Date.parse(outage.to) > props.now)
    .sort((a, b) => a.from.localeCompare(b.from));
  const endNow = (outage: Schemas["Outage"]) => {
    const { requirement, from, units, reason } = outage;
    const to = `${new Date().toISOString().slice(0, 19)}Z`;
    ending.mutate({ before: outage, wish: { requirement, from, to, units, reason } });
  };
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
            const begun = Date.parse(outage.from) <= props.now;
            return (
              <li key={outage.id}>
                {begun
                  ? text("now.outages.until", { ...values, time: moment(outage.to) })
                  : text("now.outages.from", { ...values, time: moment(outage.from) })}{" "}
                {begun && (
                  <Button variant="tertiary" isDisabled={ending.isPending} onPress={() => endNow(outage)}>
                    {text("now.outages.end")}
                  </Button>
                )}
              </li>
            );
          })}
        </ul>
      )}
      <p className="note">{text("now.outages.effect")}</p>
      <OutageForm title={props.title} requirements={props.requirements} units={props.units} />
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
            const advice = `reason.${reason.code}.do`;
            return (
              <li key={reason.code}>
                <Glyph name={reason.blocks ? "deviation" : "undetermined"} /> {texts.has(key) ? text(key) : reason.code}
                {texts.has(advice) && <small>{text(advice)}</small>}
                <details className="technical">
                  <summary>{text("now.self.technical")}</summary>
                  <small lang="en">{reason.detail}</small>
                </details>
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}
