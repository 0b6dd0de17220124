// SPDX-License-Identifier: EUPL-1.2
// The statement's words in one language. Every sentence is either what the computer said or that it is
// unknown and why; nothing here concludes more than the API's answer holds.
import { Fragment, useId, type ReactNode } from "react";
import { Glyph } from "../../parts/glyph";
import type { Catalog } from "../../texts/catalog";
import type { Moments } from "../../texts/moments";
import type { Statement } from "./one_queries";
import { causeWord, stateWord } from "./said";

type Words = Catalog & Moments;
type Said = Statement["disk"];

/** Why it is unknown, in words. */
function why(words: Words, said: Said): string {
  const kind = said.unknown ?? "not_reported";
  return words.text(`loss.unknown.${kind}`, { reason: causeWord(words, said.reason ?? "") });
}

function Part(props: { title: string; children: ReactNode }) {
  return (
    <>
      <dt>{props.title}</dt>
      <dd>{props.children}</dd>
    </>
  );
}

export function StatementText(props: { statement: Statement; unit: string | null; texts: Words; first?: boolean }) {
  const { statement, texts: words } = props;
  const { text, moment, language } = words;
  const title = useId();
  const reason = statement.revoked_reason;
  const kind = reason === "stolen" || reason === "lost" ? reason : "other";
  const heading = `${text(`loss.title.${kind}`)}: ${statement.host_name ?? statement.device}`;
  return (
    <article className="statement" lang={language} aria-labelledby={title}>
      {props.first ? <h1 id={title}>{heading}</h1> : <h2 id={title}>{heading}</h2>}
      <p className="note">{text("loss.lead", { when: moment(statement.made_at) })}</p>
      <Short statement={statement} words={words} />
      <dl>
        <Part title={text("loss.device.title")}>
          <p>
            {statement.host_name ?? statement.device}
            {props.unit && `, ${props.unit}`}.{" "}
            {text("loss.device.id", { id: statement.device, when: moment(statement.enrolled_at) })}
          </p>
        </Part>
        <Part title={text("loss.done.title")}>
          <p>
            {statement.revoked_at ? text("loss.done.revoked", { when: moment(statement.revoked_at) }) : text("loss.done.not")}{" "}
            {statement.spoke_at
              ? text("loss.done.spoke", { when: moment(statement.spoke_at) })
              : statement.revoked_at && text("loss.done.quiet")}
          </p>
        </Part>
        <Part title={text("loss.heard.title")}>
          <Heard statement={statement} words={words} />
        </Part>
        <Part title={text("loss.disk.title")}>
          <Disk statement={statement} words={words} />
        </Part>
        <Part title={text("loss.lock.title")}>
          <Lock said={statement.screen_lock} words={words} />
        </Part>
        <Part title={text("loss.session.title")}>
          <SignIn statement={statement} words={words} />
        </Part>
        <Part title={text("loss.not.title")}>
          <NotKnown statement={statement} words={words} />
        </Part>
        <Part title={text("loss.proof.title")}>
          <Proof statement={statement} words={words} />
        </Part>
      </dl>
    </article>
  );
}

interface Part {
  statement: Statement;
  words: Words;
}

function Short({ statement, words }: Part) {
  const { text, moment } = words;
  const { disk, last_heard_at: heard } = statement;
  const known = disk.state !== null && heard !== null;
  const safe = known && disk.state === "protected";
  return (
    <p className={`answer ${safe ? "answer-ok" : known ? "answer-wrong" : "answer-doubt"}`}>
      <Glyph name={safe ? "compliant" : known ? "deviation" : "undetermined"} size={28} />
      <strong>
        {known
          ? text(safe ? "loss.short.yes" : "loss.short.no", { when: moment(heard), state: stateWord(words, disk.state ?? "") })
          : text("loss.short.unknown")}
      </strong>
    </p>
  );
}

function Heard({ statement, words }: Part) {
  const { text, moment } = words;
  if (!statement.last_report_at || !statement.last_received_at)
    return <p>{text(statement.ever_reported ? "loss.heard.erased" : "loss.heard.never")}</p>;
  return (
    <p>
      {text("loss.heard.report", { at: moment(statement.last_report_at), received: moment(statement.last_received_at) })}{" "}
      {statement.last_heard_at &&
        statement.last_heard_at !== statement.last_report_at &&
        text("loss.heard.until", { until: moment(statement.last_heard_at) })}{" "}
      {text(statement.asleep ? "loss.heard.asleep" : statement.off ? "loss.heard.off" : "loss.heard.on")}
    </p>
  );
}

function Disk({ statement, words }: Part) {
  const { text, moment } = words;
  const { disk, disk_said: said, disk_unbroken: unbroken } = statement;
  if (disk.state === null) return <p>{text("loss.unknown", { why: why(words, disk) })}</p>;
  const method = disk.details.method;
  const limit = (stretch: NonNullable<typeof said>) =>
    text(`loss.limit.${stretch.limit}`, {
      since: moment(stretch.since),
      before:
        stretch.limit === "unobservable" ? causeWord(words, stretch.before ?? "not_reported") : stateWord(words, stretch.before ?? ""),
    });
  return (
    <>
      <p>
        {text("loss.disk.state", {
          state: stateWord(words, disk.state),
          method: method === undefined ? "" : text("loss.disk.method", { method: String(method) }),
        })}{" "}
        {unbroken && (
          <>
            {text("loss.disk.unbroken", { since: moment(unbroken.since) })} {limit(unbroken)}
          </>
        )}
      </p>
      {said && unbroken && said.since !== unbroken.since && (
        <p>
          {text("loss.disk.said", { since: moment(said.since), count: statement.not_heard })} {limit(said)}
        </p>
      )}
    </>
  );
}

function Lock({ said, words }: { said: Said; words: Words }) {
  const { text } = words;
  if (said.state === null) return <p>{text("loss.unknown", { why: why(words, said) })}</p>;
  const seconds = said.details.timeout_seconds;
  const state = stateWord(words, said.state);
  return (
    <p>
      {state.charAt(0).toUpperCase() + state.slice(1)}.{" "}
      {typeof seconds === "number" && text("loss.lock.timeout", { minutes: Math.max(1, Math.round(seconds / 60)) })}{" "}
      {said.details.lock_on_card_removal === true && text("loss.lock.card")}
    </p>
  );
}

function SignIn({ statement, words }: Part) {
  const { text } = words;
  const { session, sign_in: card } = statement;
  const inserted = card.details.card_present;
  return (
    <p>
      {session.state === null
        ? text("loss.session.unknown", { why: why(words, session) })
        : text(session.state === "present" ? "loss.session.present" : "loss.session.none")}{" "}
      {card.state === null
        ? text("loss.session.card_unknown", { why: why(words, card) })
        : text("loss.session.card", { state: stateWord(words, card.state) })}{" "}
      {text(
        inserted === true ? "loss.session.card_in" : inserted === false ? "loss.session.card_out" : "loss.session.card_in_unknown",
      )}
    </p>
  );
}

function NotKnown({ statement, words }: Part) {
  const { text } = words;
  const unknown = [
    statement.disk.state === null && "disk",
    statement.screen_lock.state === null && "lock",
    statement.not_heard > 0 && "gaps",
    "after",
    "where",
    "data",
    "secret",
  ] as const;
  return (
    <ul className="bullets">
      {unknown.map((one) => one !== false && <li key={one}>{text(`loss.not.${one}`)}</li>)}
    </ul>
  );
}

function Proof({ statement, words }: Part) {
  const { text, moment } = words;
  const { proof } = statement;
  const key = statement.certificates.at(-1);
  const rows: [string, string][] = [
    ...(proof
      ? ([
          [text("loss.proof.leaf"), proof.leaf],
          [text("loss.proof.root"), proof.root],
        ] as [string, string][])
      : []),
    ...(key?.serial ? ([[text("loss.proof.certificate"), `${key.serial} (${moment(key.not_after)})`]] as [string, string][]) : []),
  ];
  return (
    <>
      <p>
        {proof
          ? text("loss.proof.text", { entry: proof.entry, epoch: proof.epoch, size: proof.size })
          : text("loss.proof.none")}
      </p>
      <p className="code">
        {rows.map(([name, value]) => (
          <Fragment key={name}>
            {name}: {value}
            <br />
          </Fragment>
        ))}
      </p>
      {proof && (
        <details className="no-print">
          <summary>{text("loss.proof.path")}</summary>
          <pre className="code">{[...proof.path, "", proof.checkpoint].join("\n")}</pre>
        </details>
      )}
    </>
  );
}
