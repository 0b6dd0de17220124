// SPDX-License-Identifier: EUPL-1.2
// Tokens that programs use in somebody's name. From here one makes one's own and the directory's; others
// are made at the machine.
import { Button } from "@midas-ds/components";
import { useState } from "react";
import type { Schemas } from "../../api/client";
import { send } from "../../api/write";
import { ActDialog, Choice, Field, Tick } from "../../parts/act";
import { Glyph } from "../../parts/glyph";
import { ListHead } from "../../parts/list_head";
import { useNow } from "../../parts/now";
import type { PageProps } from "../../shell/pages";
import { Notice } from "../../shell/states";
import { useTexts } from "../../texts/texts";
import { Fetched } from "./fetched";
import { useTokens } from "./queries";
import { Secret } from "./secret";

type Token = Schemas["Token"];
const at = "/api/v1/tokens";

export default function Tokens({ role }: PageProps) {
  const texts = useTexts();
  const { text } = texts;
  const tokens = useTokens(role);
  const [making, make] = useState(false);
  const [made, setMade] = useState<string | null>(null);
  const [revoked, revoke] = useState<Token | null>(null);
  return (
    <section aria-labelledby="tokens">
      <div className="section-head">
        <h2 id="tokens">{text("admin.tokens")}</h2>
        <span className="no-print">
          <Button onPress={() => make(true)}>{text("admin.tokens.new")}</Button>
        </span>
      </div>
      <p>{text("admin.tokens.lead")}</p>
      {made !== null && (
        <Secret
          title={text("admin.tokens.made")}
          secret={made}
          note={text("admin.tokens.use")}
          close={() => setMade(null)}
        />
      )}
      <Fetched query={tokens} lines={3}>
        {(data) =>
          data.length === 0 ? (
            <Notice glyph="none" title={text("admin.tokens.none")} level="part" />
          ) : (
            <List tokens={data} revoke={revoke} />
          )
        }
      </Fetched>
      {making && (
        <ActDialog
          title={text("admin.tokens.new")}
          action={text("admin.tokens.make")}
          close={() => make(false)}
          act={async (filled) => {
            const answer = await send(role, {
              method: "POST",
              path: at,
              body: {
                name: filled.name,
                for: filled.for,
                days: Number(filled.days),
                read_only: filled.read_only === "yes",
              },
            });
            setMade((answer as { token: string }).token);
          }}
        >
          <Field name="name" label={text("admin.tokens.name")} help={text("admin.tokens.name.help")} needed />
          <Choice
            name="for"
            label={text("admin.tokens.for")}
            options={[
              { value: "myself", label: text("admin.tokens.for.myself") },
              { value: "directory", label: text("admin.tokens.for.directory") },
            ]}
          />
          <Field name="days" label={text("admin.codes.days")} type="number" value="90" min="1" max="731" needed />
          <Tick name="read_only" label={text("admin.tokens.read_only")} />
        </ActDialog>
      )}
      {revoked && (
        <ActDialog
          title={text("admin.tokens.revoke.title", { name: revoked.name })}
          action={text("admin.tokens.revoke")}
          grave
          close={() => revoke(null)}
          act={() => send(role, { method: "DELETE", path: `${at}/${encodeURIComponent(revoked.id)}` })}
        >
          <p>{text("admin.tokens.revoke.text")}</p>
        </ActDialog>
      )}
    </section>
  );
}

function List({ tokens, revoke }: { tokens: readonly Token[]; revoke: (token: Token) => void }) {
  const texts = useTexts();
  const { text, moment } = texts;
  const now = useNow();
  const stateOf = (token: Token) =>
    token.revoked_at !== null
      ? "revoked"
      : token.expires_at !== null && Date.parse(token.expires_at) <= now
        ? "ended"
        : "good";
  return (
    <table className="list">
      <caption className="visually-hidden">{text("admin.tokens")}</caption>
      <ListHead heads={["admin.tokens.name", "admin.codes.state", "admin.tokens.may", "admin.codes.until"]} act="admin.act" />
      <tbody>
        {tokens.map((token) => {
          const state = stateOf(token);
          return (
            <tr key={token.id}>
              <th scope="row">
                {token.name}
                <small>{text("admin.tokens.made_at", { by: token.created_by, date: moment(token.created_at) })}</small>
              </th>
              <td data-label={text("admin.codes.state")}>
                <Glyph name={state === "good" ? "compliant" : state === "revoked" ? "lock" : "none"} />{" "}
                {text(`admin.codes.state.${state}`)}
              </td>
              <td data-label={text("admin.tokens.may")}>
                {token.account && text("admin.tokens.account", { account: token.account })}{" "}
                {token.roles
                  .map((word) => {
                    const key = `role.${word}`;
                    return word === "scim" ? text("admin.tokens.scim") : texts.has(key) ? text(key) : word;
                  })
                  .join(", ")}
                {token.read_only && <small>{text("admin.tokens.reads")}</small>}
              </td>
              <td data-label={text("admin.codes.until")}>
                {token.expires_at ? moment(token.expires_at) : text("admin.tokens.no_end")}
              </td>
              <td className="no-print" data-label={text("admin.act")}>
                {state === "good" && (
                  <button type="button" className="link-button" onClick={() => revoke(token)}>
                    {text("admin.tokens.revoke")}
                  </button>
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
