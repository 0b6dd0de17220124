// SPDX-License-Identifier: EUPL-1.2
// Insyn: what is collected and what never is, why, who decided, for how long, who has looked, and what will
// change. For skyddsombud, unions and the data protection officer; no person is in it. Made to be read from
// top to bottom and printed for a meeting.
import "./insight.css";
import { Button } from "@midas-ds/components";
import { Glyph } from "../../parts/glyph";
import { Kept } from "../../parts/kept";
import { PolicyComparison } from "../../parts/comparison";
import type { PageProps } from "../../shell/pages";
import { Failed, Loading } from "../../shell/states";
import { useTexts } from "../../texts/texts";
import { Collected } from "./collected";
import { reportDays } from "./facts";
import { LookUps } from "./look_ups";
import { PersonLookUp } from "./person_look_up";
import { useTransparency, type Transparency } from "./queries";

export default function Insight({ role }: PageProps) {
  const { text, term } = useTexts();
  const all = useTransparency(role);
  if (all.error)
    return <Failed error={all.error} page={term("page_insight")} retry={() => void all.refetch()} />;
  if (!all.data) return <Loading lines={8} />;
  const { collected, policy, announced, kept, sent } = all.data;
  return (
    <>
      <div className="page-head">
        <h1>{term("page_insight")}</h1>
        <span className="no-print">
          <Button variant="secondary" onPress={() => window.print()}>
            {text("admin.print")}
          </Button>
        </span>
      </div>
      <div className="answer answer-ok">
        <Glyph name="calm" size={40} />
        <p>
          <strong>{text("insight.answer", { count: collected.length })}</strong>
          {text("insight.answer.more", { days: reportDays(kept) ?? 0 })}
        </p>
      </div>
      <Collected collected={collected} policy={policy} />
      <Never />
      <Known final={all.data.days_final_after} />
      <Decided policy={policy} />
      <Announced announced={announced} />
      <section aria-labelledby="kept">
        <h2 id="kept">{text("kept.title")}</h2>
        <p>{text("insight.kept.lead")}</p>
        <Kept kinds={kept} />
      </section>
      <LookUps role={role} />
      {role === "data_protection_officer" && <PersonLookUp role={role} />}
      <Sent sent={sent} />
    </>
  );
}

const never = [
  "work_time",
  "places",
  "networks",
  "sites",
  "keys",
  "screen",
  "files",
  "programs",
  "lock_times",
  "control",
] as const;

function Never() {
  const { text } = useTexts();
  return (
    <section aria-labelledby="never">
      <h2 id="never">{text("insight.never")}</h2>
      <p>{text("insight.never.lead")}</p>
      <ul className="never">
        {never.map((one) => (
          <li key={one}>
            <Glyph name="silent" /> {text(`insight.never.${one}`)}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Known({ final }: { final: number }) {
  const { text } = useTexts();
  return (
    <section aria-labelledby="known">
      <h2 id="known">{text("insight.known")}</h2>
      <ul className="bullets">
        <li>{text("insight.known.days")}</li>
        <li>{text("insight.known.agreements")}</li>
        <li>{text("insight.known.final", { count: final })}</li>
        <li>{text("insight.known.managers")}</li>
        <li>{text("insight.known.own")}</li>
      </ul>
    </section>
  );
}

function Decided({ policy }: { policy: Transparency["policy"] }) {
  const texts = useTexts();
  const { text, dayFull, language } = texts;
  if (policy === null)
    return (
      <section aria-labelledby="decided">
        <h2 id="decided">{text("insight.policy")}</h2>
        <p>{text("insight.policy.none")}</p>
      </section>
    );
  const { decision, co_determination: forum, dpia } = policy;
  const mark = (there: boolean) => <Glyph name={there ? "compliant" : "undetermined"} />;
  return (
    <section aria-labelledby="decided" className="insight">
      <h2 id="decided">{text("insight.policy")}</h2>
      <p>
        {text("insight.policy.is", {
          title: policy.title[language],
          id: policy.id,
          version: policy.version,
          date: dayFull(policy.from),
        })}
      </p>
      <ul className="plain">
        <li>
          {mark(decision !== null)}{" "}
          {decision
            ? text("policy.decision", { body: decision.body, date: dayFull(decision.date) })
            : text("policy.decision.none")}
          {decision && (
            <small>
              {[
                decision.paragraph,
                decision.dnr && text("policy.dnr", { dnr: decision.dnr }),
                decision.review_by && text("policy.review", { date: dayFull(decision.review_by) }),
              ]
                .filter(Boolean)
                .join(", ")}
            </small>
          )}
        </li>
        <li>
          {mark(forum !== null)}{" "}
          {forum ? text("policy.forum", { forum: forum.forum, date: dayFull(forum.date) }) : text("policy.forum.none")}
          {forum?.reference && <small>{forum.reference}</small>}
        </li>
        <li>
          {mark(dpia !== null)} {dpia ? text("policy.dpia", { date: dayFull(dpia.date) }) : text("policy.dpia.none")}
          {dpia?.reference && <small>{dpia.reference}</small>}
        </li>
      </ul>
      <h3>{text("insight.requirements")}</h3>
      <ul className="demands">
        {policy.requirements.map((requirement) => (
          <li key={requirement.id}>
            <strong>{requirement.title[language]}</strong>
            <p>{requirement.why[language]}</p>
            <small>
              {text("insight.basis", { basis: requirement.basis.join("; ") })}{" "}
              {text(requirement.everybody ? "insight.for_all" : "insight.for_some")}
            </small>
          </li>
        ))}
      </ul>
      {policy.agreement.length > 0 && (
        <>
          <h3>{text("insight.agreement")}</h3>
          <ul className="bullets">
            {policy.agreement.map((one) => {
              const key = `requirement.${one.id}`;
              return <li key={one.id}>{texts.has(key) ? text(key) : one.id}</li>;
            })}
          </ul>
        </>
      )}
    </section>
  );
}

function Announced({ announced }: { announced: Transparency["announced"] }) {
  const { text, dayFull } = useTexts();
  return (
    <section aria-labelledby="announced">
      <h2 id="announced">{text("insight.announced")}</h2>
      {announced.length === 0 ? (
        <p>{text("insight.announced.none")}</p>
      ) : (
        announced.map((one) => (
          <div key={`${one.id} ${one.version} ${one.from}`}>
            <h3>{text("insight.announced.from", { id: one.id, version: one.version, date: dayFull(one.from) })}</h3>
            {one.comparison && <PolicyComparison comparison={one.comparison} />}
          </div>
        ))
      )}
    </section>
  );
}

function Sent({ sent }: { sent: Transparency["sent"] }) {
  const { text } = useTexts();
  const any = sent.mail || sent.webhooks > 0 || sent.syslog;
  return (
    <section aria-labelledby="sent">
      <h2 id="sent">{text("insight.sent")}</h2>
      {any ? (
        <ul className="bullets">
          {sent.mail && <li>{text("insight.sent.mail")}</li>}
          {sent.webhooks > 0 && <li>{text("insight.sent.webhooks", { count: sent.webhooks })}</li>}
          {sent.syslog && <li>{text("insight.sent.syslog")}</li>}
        </ul>
      ) : (
        <p>{text("insight.sent.none")}</p>
      )}
    </section>
  );
}
