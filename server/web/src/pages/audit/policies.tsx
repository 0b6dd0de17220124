// SPDX-License-Identifier: EUPL-1.2
// Which rules were in force in the period, and who decided them: what is missing is said, because rules
// without a decision were what the audit found.
import { Glyph } from "../../parts/glyph";
import { Failed, Loading, Notice } from "../../shell/states";
import { useTexts } from "../../texts/texts";
import { today as localDay } from "../../texts/weeks";
import { type Period, policiesIn, type Policy } from "./facts";
import { usePolicies } from "./queries";

export function Policies({ period }: { period: Period }) {
  const { text, term } = useTexts();
  const policies = usePolicies();
  const shown = policies.data ? policiesIn(policies.data, period, (at) => localDay(Date.parse(at))) : [];
  return (
    <section aria-labelledby="policies">
      <h2 id="policies">{text("audit.policies.title")}</h2>
      {policies.error ? (
        <Failed error={policies.error} page={term("page_audit")} retry={() => void policies.refetch()} level="part" />
      ) : !policies.data ? (
        <Loading lines={3} />
      ) : shown.length === 0 ? (
        <Notice glyph="none" title={text("audit.policies.none")} level="part" />
      ) : (
        <ul className="policies">
          {shown.map((policy) => (
            <li key={`${policy.sha256}-${policy.in_force_from}`} className="card">
              <PolicyCard policy={policy} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function PolicyCard({ policy }: { policy: Policy }) {
  const { text, language, dayFull } = useTexts();
  const day = (at: string) => dayFull(localDay(Date.parse(at)));
  const line = (name: "decision" | "co_determination" | "dpia", parts: (string | null | undefined)[] | null) => (
    <div>
      <dt>{text(`audit.policies.${name}`)}</dt>
      <dd>
        {parts ? (
          parts.filter(Boolean).join(", ")
        ) : (
          <>
            <Glyph name="deviation" /> {text("audit.policies.missing")}
          </>
        )}
      </dd>
    </div>
  );
  const { decision, co_determination: forum, dpia } = policy;
  const date = (on: string | undefined) => (on ? dayFull(on) : null);
  return (
    <>
      <h3>
        {policy.title?.[language] ?? policy.id}{" "}
        <small>{text("audit.policies.version", { id: policy.id, version: policy.version })}</small>
      </h3>
      <p>
        {policy.in_force_until
          ? text("audit.policies.from_until", { from: day(policy.in_force_from), until: day(policy.in_force_until) })
          : text("audit.policies.from", { from: day(policy.in_force_from) })}
      </p>
      <dl className="facts facts-wide">
        {line(
          "decision",
          decision ? [decision.body, date(decision.date), decision.paragraph && `§ ${decision.paragraph.replace(/^§\s*/, "")}`, decision.dnr] : null,
        )}
        {line("co_determination", forum ? [forum.forum, date(forum.date), forum.reference] : null)}
        {line("dpia", dpia ? [date(dpia.date), dpia.reference] : null)}
      </dl>
      <p className="note">
        SHA-256: <code>{policy.sha256}</code>{" "}
        <a href={`/v1/policies/${policy.sha256}?role=auditor`} className="no-print">
          {text("audit.policies.file")}
        </a>
      </p>
    </>
  );
}
