// SPDX-License-Identifier: EUPL-1.2
// The parts of one computer's page that only show: requirements with their reasons and remedies, what the
// probes say, findings over time, certificates.
import type { UseQueryResult } from "@tanstack/react-query";
import type { Schemas } from "../../api/client";
import { Glyph, type GlyphName } from "../../parts/glyph";
import { ListHead } from "../../parts/list_head";
import { useNow } from "../../parts/now";
import { Failed, Loading } from "../../shell/states";
import { useTexts } from "../../texts/texts";
import type { Device } from "./one_queries";
import { causeWord, detailWords, enrolledWords, type Fact, factsOf, probeName, reasonWords, stateWord } from "./said";

const glyphs: Record<Schemas["PostureLine"]["result"], GlyphName> = {
  pass: "compliant",
  fail: "deviation",
  unknown: "undetermined",
  notapplicable: "none",
};

export function Posture({ device }: { device: Device }) {
  const texts = useTexts();
  const { text, moment } = texts;
  return (
    <section className="card" aria-labelledby="posture">
      <h2 id="posture">{text("device.posture.title")}</h2>
      {device.posture.length === 0 ? (
        <p>{text("device.posture.none")}</p>
      ) : (
        <ul className="requirements">
          {device.posture.map((line) => (
            <li key={line.requirement}>
              <Glyph name={glyphs[line.result]} />
              <div>
                <strong>{line.title?.[texts.language] ?? line.requirement}</strong>
                <small>
                  {text(`result.${line.result}`)}
                  {line.failing_since && ` ${text("device.posture.since", { when: moment(line.failing_since) })}`}
                </small>
                {line.reasons.length > 0 && (
                  <small>
                    {text("device.posture.why", {
                      reasons: line.reasons.map((reason) => reasonWords(texts, reason)).join("; "),
                    })}
                  </small>
                )}
                {line.result === "fail" && line.remedy && (
                  <details open>
                    <summary>{text("device.posture.mend")}</summary>
                    <p>{line.remedy[texts.language]}</p>
                  </details>
                )}
              </div>
            </li>
          ))}
        </ul>
      )}
      {device.policy && (
        <p className="note">
          {text("device.posture.policy", { policy: device.policy.id, version: device.policy.version })}
        </p>
      )}
    </section>
  );
}

export function FactState({ fact }: { fact: Fact }) {
  const texts = useTexts();
  if (fact.state !== null) return <>{stateWord(texts, fact.state)}</>;
  return (
    <>
      <Glyph name="undetermined" /> {texts.text("device.facts.unknown", { reason: causeWord(texts, fact.cause ?? "not_reported") })}
    </>
  );
}

export function Facts({ device }: { device: Device }) {
  const texts = useTexts();
  const { text, moment } = texts;
  const facts = factsOf(device.observations);
  return (
    <section className="card" aria-labelledby="facts">
      <h2 id="facts">{text("device.facts.title")}</h2>
      {device.report && <p className="note">{text("device.facts.at", { when: moment(device.report.at) })}</p>}
      {facts.length === 0 ? (
        <p>{text("device.posture.none")}</p>
      ) : (
        <table className="list">
          <ListHead heads={["device.facts.probe", "device.facts.state", "device.facts.details"]} />
          <tbody>
            {facts.map((fact) => (
              <tr key={fact.probe}>
                <th scope="row" data-label={text("device.facts.probe")}>
                  {probeName(texts, fact.probe)}
                </th>
                <td data-label={text("device.facts.state")}>
                  <FactState fact={fact} />
                </td>
                <td data-label={text("device.facts.details")} >
                  {fact.details.map((one) => detailWords(texts, one)).join(", ") || "–"}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

export function Events({ findings }: { findings: UseQueryResult<{ findings: Schemas["FindingListed"][] }> }) {
  const texts = useTexts();
  const { text, term, moment, ago } = texts;
  const now = useNow();
  return (
    <section aria-labelledby="events">
      <h2 id="events">{text("device.events.title")}</h2>
      {findings.error ? (
        <Failed error={findings.error} page={term("page_devices")} retry={() => void findings.refetch()} level="part" />
      ) : !findings.data ? (
        <Loading lines={2} />
      ) : findings.data.findings.length === 0 ? (
        <p>{text("device.events.none")}</p>
      ) : (
        <ol className="timeline">
          {findings.data.findings.map((one) => (
            <li key={one.id} className={one.closed_at ? undefined : "timeline-open"}>
              <Glyph name={one.closed_at ? "calm" : one.kind === "silent" ? "silent" : "deviation"} />
              <div>
                <strong>{one.title[texts.language]}</strong>
                <small>
                  {one.closed_at
                    ? text("device.events.closed", { from: moment(one.first_failed_at), to: moment(one.closed_at) })
                    : text("device.events.open", { from: moment(one.first_failed_at) })}
                  {!one.closed_at && ` (${ago(one.first_failed_at, now)})`}
                </small>
                {!one.closed_at && one.kind !== "requirement_failed" && one.remedy && <p>{one.remedy[texts.language]}</p>}
              </div>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

export function Keys({ device }: { device: Device }) {
  const texts = useTexts();
  const { text, moment } = texts;
  const state = (key: Device["keys"][number]) => {
    if (key.revoked_at) return text("device.keys.revoked", { when: moment(key.revoked_at) });
    if (key.superseded_at) return text("device.keys.superseded", { when: moment(key.superseded_at) });
    return text("device.keys.current");
  };
  return (
    <section aria-labelledby="keys">
      <h2 id="keys">{text("device.keys.title")}</h2>
      <table className="list">
        <ListHead heads={["device.keys.serial", "device.keys.valid", "device.keys.state"]} />
        <tbody>
          {[...device.keys].reverse().map((key) => (
            <tr key={key.key_id}>
              <th scope="row" className="code" data-label={text("device.keys.serial")}>
                {key.serial ?? "–"}
              </th>
              <td data-label={text("device.keys.valid")}>{moment(key.not_after)}</td>
              <td data-label={text("device.keys.state")}>{state(key)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="note">
        {text("device.keys.enrolled", { when: moment(device.enrolled_at), by: enrolledWords(texts, device.enrolled_by) })}{" "}
        {device.receipt && text("device.keys.receipt", { entry: device.receipt.leaf, epoch: device.receipt.epoch })}
      </p>
    </section>
  );
}
