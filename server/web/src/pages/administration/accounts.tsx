// SPDX-License-Identifier: EUPL-1.2
// Who may sign in and which roles they have been granted. Nobody changes their own account, and what a
// role may see is said beside the choice.
import { Button } from "@midas-ds/components";
import { useState } from "react";
import type { Schemas } from "../../api/client";
import { send } from "../../api/write";
import { ActDialog, Field, Tick } from "../../parts/act";
import { Glyph } from "../../parts/glyph";
import { ListHead } from "../../parts/list_head";
import { useNow } from "../../parts/now";
import type { PageProps } from "../../shell/pages";
import { Notice } from "../../shell/states";
import { useTexts } from "../../texts/texts";
import { today as todayOf } from "../../texts/weeks";
import { Fetched } from "./fetched";
import { isActive } from "./facts";
import { useAccounts } from "./queries";

type Account = Schemas["Account"];
type Doing =
  | { act: "create" }
  | { act: "grant" | "logins" | "remove"; account: Account }
  | { act: "end"; account: Account; number: number };

const granted = [
  "it_security",
  "hr",
  "administrator",
  "auditor",
  "data_protection_officer",
  "insight",
  "committee_secretary",
] as const;
const at = "/api/v1/accounts";
const listOf = (words: string | undefined) => (words ?? "").split(/[\s,]+/).filter((one) => one.length > 0);

export default function Accounts({ role }: PageProps) {
  const { text } = useTexts();
  const accounts = useAccounts(role);
  const [doing, act] = useState<Doing | null>(null);
  return (
    <section aria-labelledby="accounts">
      <div className="section-head">
        <h2 id="accounts">{text("admin.accounts")}</h2>
        <span className="no-print">
          <Button onPress={() => act({ act: "create" })}>{text("admin.accounts.new")}</Button>
        </span>
      </div>
      <p>{text("admin.accounts.lead")}</p>
      <Fetched query={accounts} lines={4}>
        {(data) =>
          data.length === 0 ? (
            <Notice glyph="none" title={text("admin.accounts.none")} level="part" />
          ) : (
            <List accounts={data} act={act} />
          )
        }
      </Fetched>
      {doing && <Dialog role={role} doing={doing} close={() => act(null)} />}
    </section>
  );
}

function List({ accounts, act }: { accounts: readonly Account[]; act: (doing: Doing) => void }) {
  const { text } = useTexts();
  return (
    <table className="list">
      <caption className="visually-hidden">{text("admin.accounts")}</caption>
      <ListHead heads={["admin.accounts.name", "admin.accounts.roles", "admin.accounts.logins"]} act="admin.act" />
      <tbody>
        {accounts.map((account) => (
          <tr key={account.id}>
            <th scope="row">
              {account.name ?? text("admin.accounts.protected")}
              {account.own && <small>{text("admin.accounts.own")}</small>}
              {account.employee && <small>{text("admin.accounts.employee", { id: account.employee })}</small>}
            </th>
            <td data-label={text("admin.accounts.roles")}>
              <Grants account={account} act={act} />
            </td>
            <td data-label={text("admin.accounts.logins")}>
              {account.logins.length > 0 ? account.logins.join(", ") : text("admin.accounts.no_login")}
            </td>
            <td className="no-print" data-label={text("admin.act")}>
              {!account.own && (
                <div className="row-acts">
                  <button type="button" className="link-button" onClick={() => act({ act: "grant", account })}>
                    {text("admin.accounts.grant")}
                  </button>
                  <button type="button" className="link-button" onClick={() => act({ act: "logins", account })}>
                    {text("admin.accounts.change_logins")}
                  </button>
                  <button type="button" className="link-button" onClick={() => act({ act: "remove", account })}>
                    {text("admin.accounts.remove")}
                  </button>
                </div>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Grants({ account, act }: { account: Account; act: (doing: Doing) => void }) {
  const texts = useTexts();
  const { text, dayFull } = texts;
  const today = todayOf(useNow());
  if (account.grants.length === 0) return <>{text("admin.accounts.no_roles")}</>;
  return (
    <ul>
      {account.grants.map((grant, number) => {
        const key = `role.${grant.role}`;
        const active = isActive(grant, today);
        return (
          <li key={number}>
            <Glyph name={active ? "compliant" : "none"} /> {texts.has(key) ? text(key) : grant.role}
            <small>
              {grant.from && text("admin.grant.from", { date: dayFull(grant.from) })}{" "}
              {grant.to && text("admin.grant.to", { date: dayFull(grant.to) })}{" "}
              {grant.units.length > 0 && text("admin.grant.units", { units: grant.units.join(", ") })}{" "}
              {grant.committee} {grant.protected_identities && text("admin.grant.protected")}
            </small>
            {!account.own && (grant.to === null || grant.to >= today) && (
              <button
                type="button"
                className="link-button no-print"
                onClick={() => act({ act: "end", account, number })}
                aria-label={text("admin.grant.end_of", {
                  role: texts.has(key) ? text(key) : grant.role,
                  name: account.name ?? account.id,
                })}
              >
                {text("admin.grant.end")}
              </button>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function Dialog({ role, doing, close }: { role: PageProps["role"]; doing: Doing; close: () => void }) {
  const { text } = useTexts();
  const known = doing.act === "create" ? null : doing.account;
  const name = known?.name ?? known?.id ?? "";
  const one = `${at}/${encodeURIComponent(known?.id ?? "")}`;
  const version = known === null ? {} : { version: known.version };
  switch (doing.act) {
    case "create":
      return (
        <ActDialog
          title={text("admin.accounts.new")}
          action={text("admin.accounts.create")}
          close={close}
          act={(filled) =>
            send(role, {
              method: "POST",
              path: at,
              body: { name: filled.name, employee: filled.employee || null, logins: listOf(filled.logins) },
            })
          }
        >
          <Field name="name" label={text("admin.accounts.name")} needed />
          <Field name="employee" label={text("admin.accounts.employee_id")} help={text("admin.accounts.employee.help")} />
          <Field name="logins" label={text("admin.accounts.logins")} help={text("admin.accounts.logins.help")} />
        </ActDialog>
      );
    case "logins":
      return (
        <ActDialog
          title={text("admin.accounts.logins_of", { name })}
          action={text("admin.save")}
          close={close}
          act={(filled) =>
            send(role, { method: "PUT", path: `${one}/logins`, body: { logins: listOf(filled.logins) }, ...version })
          }
        >
          <Field
            name="logins"
            label={text("admin.accounts.logins")}
            value={known?.logins.join(" ") ?? ""}
            help={text("admin.accounts.logins.help")}
          />
        </ActDialog>
      );
    case "grant":
      return (
        <ActDialog
          title={text("admin.grant.title", { name })}
          action={text("admin.accounts.grant")}
          close={close}
          act={(filled) =>
            send(role, {
              method: "POST",
              path: `${one}/grants`,
              body: {
                role: filled.role,
                units: listOf(filled.units),
                committee: filled.committee || null,
                protected_identities: filled.protected === "yes",
                from: filled.from || null,
                to: filled.to || null,
              },
              ...version,
            })
          }
        >
          <label className="field">
            <span>{text("admin.grant.role")}</span>
            <select name="role" required defaultValue="insight">
              {granted.map((word) => (
                <option key={word} value={word}>
                  {text(`role.${word}`)} – {text(`admin.grant.sees.${word}`)}
                </option>
              ))}
            </select>
          </label>
          <Field name="from" label={text("admin.grant.first")} type="date" help={text("admin.grant.first.help")} />
          <Field name="to" label={text("admin.grant.last")} type="date" help={text("admin.grant.last.help")} />
          <Field name="units" label={text("admin.grant.only_units")} help={text("admin.grant.only_units.help")} />
          <Field name="committee" label={text("admin.grant.committee")} help={text("admin.grant.committee.help")} />
          <Tick name="protected" label={text("admin.grant.protected.tick")} />
        </ActDialog>
      );
    case "end":
      return (
        <ActDialog
          title={text("admin.grant.end.title", { name })}
          action={text("admin.grant.end")}
          grave
          close={close}
          act={() => send(role, { method: "DELETE", path: `${one}/grants/${doing.number}`, ...version })}
        >
          <p>{text("admin.grant.end.text")}</p>
        </ActDialog>
      );
    case "remove":
      return (
        <ActDialog
          title={text("admin.accounts.remove.title", { name })}
          action={text("admin.accounts.remove")}
          grave
          close={close}
          act={() => send(role, { method: "DELETE", path: one, ...version })}
        >
          <p>{text("admin.accounts.remove.text")}</p>
        </ActDialog>
      );
  }
}
