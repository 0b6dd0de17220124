// SPDX-License-Identifier: EUPL-1.2
// Policies: which hold and come, with who decided them; and a new one, step by step: the file, what it
// changes, what it would have meant for days that are stored, the day from which it holds.
import { useState } from "react";
import { send } from "../../api/write";
import { ActDialog } from "../../parts/act";
import { Glyph } from "../../parts/glyph";
import { ListHead } from "../../parts/list_head";
import type { PageProps } from "../../shell/pages";
import { useTexts } from "../../texts/texts";
import { Fetched } from "./fetched";
import { Proposal } from "./proposal";
import { usePolicies } from "./queries";

type Policy = NonNullable<ReturnType<typeof usePolicies>["data"]>[number];

export default function Policies({ role }: PageProps) {
  const { text } = useTexts();
  const policies = usePolicies(role);
  const [withdrawn, withdraw] = useState<Policy | null>(null);
  return (
    <>
      <section aria-labelledby="policies">
        <h2 id="policies">{text("admin.policies")}</h2>
        <Fetched query={policies} lines={3}>
          {(data) => <List policies={data} withdraw={withdraw} />}
        </Fetched>
      </section>
      <Proposal role={role} />
      {withdrawn && (
        <ActDialog
          title={text("admin.policy.withdraw.title", { policy: `${withdrawn.id} ${withdrawn.version}` })}
          action={text("admin.policy.withdraw")}
          close={() => withdraw(null)}
          grave
          act={() =>
            send(role, {
              method: "DELETE",
              path: `/api/v1/policies/${encodeURIComponent(withdrawn.id)}/${withdrawn.version}`,
            })
          }
        >
          <p>{text("admin.policy.withdraw.text")}</p>
        </ActDialog>
      )}
    </>
  );
}

function List(props: { policies: readonly Policy[]; withdraw: (policy: Policy) => void }) {
  const { text, moment, language } = useTexts();
  return (
    <table className="list">
      <caption className="visually-hidden">{text("admin.policies")}</caption>
      <ListHead heads={["admin.policy.name", "admin.policy.state", "admin.policy.decided"]} act="admin.act" />
      <tbody>
        {[...props.policies].reverse().map((policy) => (
          <tr key={`${policy.sha256} ${policy.put_at}`}>
            <th scope="row">
              {policy.title?.[language] ?? policy.id}
              <small>
                {text("admin.policy.version", { id: policy.id, version: policy.version })}
              </small>
            </th>
            <td data-label={text("admin.policy.state")}>
              <Glyph name={policy.in_force ? "compliant" : policy.state === "announced" ? "marked" : "none"} />{" "}
              {text(`admin.policy.state.${policy.state}`, { from: moment(policy.in_force_from) })}
            </td>
            <td data-label={text("admin.policy.decided")}>
              <Grounds policy={policy} />
            </td>
            <td className="no-print" data-label={text("admin.act")}>
              {policy.state === "announced" && (
                <button type="button" className="link-button" onClick={() => props.withdraw(policy)}>
                  {text("admin.policy.withdraw")}
                </button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Grounds({ policy }: { policy: Policy }) {
  const { text, dayFull } = useTexts();
  const { decision, co_determination: forum, dpia } = policy;
  return (
    <ul>
      <li>
        {decision
          ? text("policy.decision", { body: decision.body, date: dayFull(decision.date) })
          : text("policy.decision.none")}
      </li>
      <li>
        {forum ? text("policy.forum", { forum: forum.forum, date: dayFull(forum.date) }) : text("policy.forum.none")}
      </li>
      <li>{dpia ? text("policy.dpia", { date: dayFull(dpia.date) }) : text("policy.dpia.none")}</li>
    </ul>
  );
}
