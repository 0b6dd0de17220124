// SPDX-License-Identifier: EUPL-1.2
// How computers become known to the collector: those that wait for somebody's approval, and the codes
// with which they enrol. A code is shown once.
import { Button } from "@midas-ds/components";
import { useState } from "react";
import type { Role } from "../../api/session";
import type { Schemas } from "../../api/client";
import { send } from "../../api/write";
import { ActDialog, Field, Tick } from "../../parts/act";
import { Glyph, type GlyphName } from "../../parts/glyph";
import { ListHead } from "../../parts/list_head";
import { useNow } from "../../parts/now";
import type { PageProps } from "../../shell/pages";
import { Notice } from "../../shell/states";
import { useTexts } from "../../texts/texts";
import { Fetched } from "./fetched";
import { stateOfCode } from "./facts";
import { useCodes, useRequests, useUnits } from "./queries";
import { Secret } from "./secret";

type Code = Schemas["EnrolmentCode"];
const codesAt = "/api/v1/enrolment-codes";
const glyphs: Record<ReturnType<typeof stateOfCode>, GlyphName> = {
  good: "compliant",
  used: "none",
  ended: "none",
  revoked: "lock",
};

export default function Enrolment({ role }: PageProps) {
  return (
    <>
      <Requests role={role} />
      <Codes role={role} />
    </>
  );
}

function Requests({ role }: { role: Role }) {
  const { text, moment } = useTexts();
  const requests = useRequests(role);
  const [decided, decide] = useState<{ id: string; name: string; approve: boolean } | null>(null);
  return (
    <section aria-labelledby="requests">
      <h2 id="requests">{text("admin.requests")}</h2>
      <Fetched query={requests} lines={2}>
        {(data) =>
          data.length === 0 ? (
            <Notice glyph="calm" title={text("admin.requests.none")} level="part">
              <p>{text("admin.requests.none.text")}</p>
            </Notice>
          ) : (
            <table className="list">
              <caption className="visually-hidden">{text("admin.requests")}</caption>
              <ListHead
                heads={["admin.requests.host", "admin.requests.serial", "admin.requests.asked", "admin.act"]}
              />
              <tbody>
                {data.map((one) => {
                  const name = one.host_name ?? text("admin.requests.nameless");
                  return (
                    <tr key={one.id}>
                      <th scope="row">{name}</th>
                      <td data-label={text("admin.requests.serial")}>{one.serial_number ?? "–"}</td>
                      <td data-label={text("admin.requests.asked")}>{moment(one.asked_at)}</td>
                      <td data-label={text("admin.act")}>
                        <div className="row-acts">
                          {[true, false].map((approve) => (
                            <button
                              key={String(approve)}
                              type="button"
                              className="link-button"
                              onClick={() => decide({ id: one.id, name, approve })}
                            >
                              {text(approve ? "admin.requests.approve" : "admin.requests.deny")}
                              <span className="visually-hidden"> {name}</span>
                            </button>
                          ))}
                        </div>
                      </td>
                    </tr>
                  );
                })}
              </tbody>
            </table>
          )
        }
      </Fetched>
      {decided && (
        <ActDialog
          title={text(decided.approve ? "admin.requests.approve.title" : "admin.requests.deny.title", {
            name: decided.name,
          })}
          action={text(decided.approve ? "admin.requests.approve" : "admin.requests.deny")}
          grave={!decided.approve}
          close={() => decide(null)}
          act={() =>
            send(role, {
              method: "POST",
              path: `/api/v1/enrolment-requests/${encodeURIComponent(decided.id)}/${decided.approve ? "approval" : "denial"}`,
              body: {},
            })
          }
        >
          <p>{text(decided.approve ? "admin.requests.approve.text" : "admin.requests.deny.text")}</p>
        </ActDialog>
      )}
    </section>
  );
}

function Codes({ role }: { role: Role }) {
  const { text, moment } = useTexts();
  const now = useNow();
  const codes = useCodes(role);
  const [making, make] = useState(false);
  const [made, setMade] = useState<string | null>(null);
  const [revoked, revoke] = useState<Code | null>(null);
  return (
    <section aria-labelledby="codes">
      <div className="section-head">
        <h2 id="codes">{text("admin.codes")}</h2>
        <span className="no-print">
          <Button onPress={() => make(true)}>{text("admin.codes.new")}</Button>
        </span>
      </div>
      {made !== null && (
        <Secret
          title={text("admin.codes.made")}
          secret={made}
          note={text("admin.codes.use", { command: `distanskoll-agent enrol ${made}` })}
          close={() => setMade(null)}
        />
      )}
      <Fetched query={codes} lines={3}>
        {(data) =>
          data.length === 0 ? (
            <Notice glyph="none" title={text("admin.codes.none")} level="part">
              <p>{text("admin.codes.none.text")}</p>
            </Notice>
          ) : (
            <table className="list">
              <caption className="visually-hidden">{text("admin.codes")}</caption>
              <ListHead heads={["admin.codes.id", "admin.codes.state", "admin.codes.uses", "admin.codes.until", "admin.made_by"]} act="admin.act" />
              <tbody>
                {data.map((code) => {
                  const state = stateOfCode(code, now);
                  return (
                    <tr key={code.id}>
                      <th scope="row">
                        <code>{code.id}</code>
                        <small>{text(code.group ? "admin.codes.group" : "admin.codes.single")}</small>
                        {code.unit && <small>{text("admin.codes.unit", { code: code.unit })}</small>}
                        {code.networks.length > 0 && <small>{code.networks.join(", ")}</small>}
                      </th>
                      <td data-label={text("admin.codes.state")}>
                        <Glyph name={glyphs[state]} /> {text(`admin.codes.state.${state}`)}
                      </td>
                      <td data-label={text("admin.codes.uses")}>
                        {text("admin.codes.used", { uses: code.uses, most: code.max_uses })}
                      </td>
                      <td data-label={text("admin.codes.until")}>{moment(code.valid_until)}</td>
                      <td data-label={text("admin.made_by")}>
                        {code.created_by}
                        <small>{moment(code.created_at)}</small>
                      </td>
                      <td className="no-print" data-label={text("admin.act")}>
                        {state === "good" && (
                          <button type="button" className="link-button" onClick={() => revoke(code)}>
                            {text("admin.codes.revoke")}
                          </button>
                        )}
                      </td>
                    </tr>
                  );
                })}
              </tbody>
            </table>
          )
        }
      </Fetched>
      {making && <NewCode role={role} close={() => make(false)} made={setMade} />}
      {revoked && (
        <ActDialog
          title={text("admin.codes.revoke.title", { id: revoked.id })}
          action={text("admin.codes.revoke")}
          grave
          close={() => revoke(null)}
          act={() => send(role, { method: "DELETE", path: `${codesAt}/${encodeURIComponent(revoked.id)}` })}
        >
          <p>{text("admin.codes.revoke.text")}</p>
        </ActDialog>
      )}
    </section>
  );
}

function NewCode(props: { role: Role; close: () => void; made: (code: string) => void }) {
  const { text } = useTexts();
  const units = useUnits(props.role);
  return (
    <ActDialog
      title={text("admin.codes.new")}
      action={text("admin.codes.make")}
      close={props.close}
      act={async (filled) => {
        const group = filled.group === "yes";
        const networks = (filled.networks ?? "").split(/[\s,]+/).filter((one) => one.length > 0);
        const answer = await send(props.role, {
          method: "POST",
          path: codesAt,
          body: {
            group,
            days: Number(filled.days),
            max_uses: group ? Number(filled.uses) : 1,
            unit: filled.unit || null,
            networks: group ? networks : null,
          },
        });
        props.made((answer as { code: string }).code);
      }}
    >
      <Field name="days" label={text("admin.codes.days")} type="number" value="7" min="1" max="366" needed />
      <label className="field">
        <span>{text("admin.codes.for_unit")}</span>
        <select name="unit" defaultValue="">
          <option value="">{text("admin.codes.no_unit")}</option>
          {(units.data ?? []).map((unit) => (
            <option key={unit.code} value={unit.code}>
              {unit.name}
            </option>
          ))}
        </select>
      </label>
      <Tick name="group" label={text("admin.codes.is_group")} />
      <Field
        name="uses"
        label={text("admin.codes.most")}
        type="number"
        value="50"
        min="1"
        max="100000"
        help={text("admin.codes.group_only")}
      />
      <Field name="networks" label={text("admin.codes.networks")} help={text("admin.codes.networks.help")} />
    </ActDialog>
  );
}
