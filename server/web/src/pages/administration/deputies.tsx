// SPDX-License-Identifier: EUPL-1.2
// Who stands in for which manager. A manager appoints somebody on "Mina medarbetare"; here HR does it for
// one who cannot, and sees all of them.
import { Button } from "@midas-ds/components";
import { useEffect, useId, useState } from "react";
import type { Schemas } from "../../api/client";
import { send } from "../../api/write";
import { ActDialog, Field } from "../../parts/act";
import { useAddress } from "../../parts/address";
import { EndDeputy } from "../../parts/end_deputy";
import { Glyph, type GlyphName } from "../../parts/glyph";
import { ListHead } from "../../parts/list_head";
import { useNow } from "../../parts/now";
import type { PageProps } from "../../shell/pages";
import { Notice } from "../../shell/states";
import type { TextKey } from "../../texts/catalog";
import { useTexts } from "../../texts/texts";
import { addDays, today as todayOf } from "../../texts/weeks";
import { type DeputyState, deputyState, inOrder } from "./facts";
import { Fetched } from "./fetched";
import { useDeputies, usePeople } from "./queries";

type Deputy = Schemas["Deputy"];
const shown: Record<DeputyState, { glyph: GlyphName; text: TextKey }> = {
  now: { glyph: "calm", text: "admin.deputies.now" },
  coming: { glyph: "short", text: "admin.deputies.coming" },
  ended: { glyph: "none", text: "admin.deputies.ended" },
};

export default function Deputies({ role }: PageProps) {
  const { text } = useTexts();
  const today = todayOf(useNow());
  const deputies = useDeputies(role);
  const [search, set] = useAddress();
  const past = search.get("alla") === "1";
  const [doing, act] = useState<"appoint" | Deputy | null>(null);
  return (
    <section aria-labelledby="deputies">
      <div className="section-head">
        <h2 id="deputies">{text("admin.deputies")}</h2>
        <span className="no-print">
          <Button onPress={() => act("appoint")}>{text("staff.act.deputy")}</Button>
        </span>
      </div>
      <p>{text("admin.deputies.lead")}</p>
      <label className="option no-print">
        <input type="checkbox" checked={past} onChange={() => set({ alla: past ? null : "1" })} />
        <span>{text("admin.deputies.past")}</span>
      </label>
      <Fetched query={deputies} lines={4}>
        {(data) => {
          const rows = inOrder(data, today, past);
          if (rows.length === 0) return <Notice glyph="none" title={text("admin.deputies.none")} level="part" />;
          return <List rows={rows} today={today} end={act} />;
        }}
      </Fetched>
      {doing === "appoint" && <Appoint role={role} today={today} close={() => act(null)} />}
      {doing !== null && doing !== "appoint" && (
        <EndDeputy role={role} one={doing} text={text("admin.deputies.end")} close={() => act(null)} />
      )}
    </section>
  );
}

function List({ rows, today, end }: { rows: readonly Deputy[]; today: string; end: (one: Deputy) => void }) {
  const { text, dayFull } = useTexts();
  return (
    <table className="list">
      <caption className="visually-hidden">{text("admin.deputies")}</caption>
      <ListHead heads={["admin.deputies.manager", "admin.deputies.deputy", "admin.deputies.period", "admin.deputies.state"]} act="admin.act" />
      <tbody>
        {rows.map((one) => {
          const state = deputyState(one, today);
          return (
            <tr key={one.id}>
              <th scope="row">{one.manager_name}</th>
              <td data-label={text("admin.deputies.deputy")}>{one.deputy_name}</td>
              <td data-label={text("admin.deputies.period")}>
                {text("admin.deputies.days", { from: dayFull(one.from), to: dayFull(one.to) })}
              </td>
              <td data-label={text("admin.deputies.state")}>
                <Glyph name={shown[state].glyph} /> {text(shown[state].text)}
              </td>
              <td className="no-print" data-label={text("admin.act")}>
                {state !== "ended" && (
                  <button
                    type="button"
                    className="link-button"
                    onClick={() => end(one)}
                    aria-label={text("staff.act.for", { act: text("staff.act.end_deputy"), name: one.deputy_name })}
                  >
                    {text("staff.act.end_deputy")}
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

function Appoint({ role, today, close }: { role: PageProps["role"]; today: string; close: () => void }) {
  const { text } = useTexts();
  return (
    <ActDialog
      title={text("staff.deputy.title")}
      action={text("staff.act.deputy")}
      close={close}
      act={({ manager, deputy, from, to }) =>
        send(role, { method: "POST", path: "/api/v1/deputies", body: { manager, deputy, from, to } })
      }
    >
      <p>{text("admin.deputies.text")}</p>
      <PersonField role={role} name="manager" label={text("admin.deputies.for_whom")} />
      <PersonField role={role} name="deputy" label={text("staff.deputy.who")} />
      <Field name="from" type="date" label={text("staff.deputy.from")} value={today} min={today} needed />
      <Field name="to" type="date" label={text("staff.deputy.to")} value={addDays(today, 6)} min={today} needed />
    </ActDialog>
  );
}

/** What has stood for a moment: each search for a name is written into the access log. */
function useSettled(value: string): string {
  const [settled, settle] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => settle(value), 300);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

/** Somebody of the directory, found by a part of the name: a municipality has thousands. */
function PersonField({ role, name, label }: { role: PageProps["role"]; name: string; label: string }) {
  const { text } = useTexts();
  const [part, setPart] = useState("");
  const wanted = useSettled(part.trim());
  const people = usePeople(role, wanted);
  const found = people.data ?? [];
  const told = useId();
  return (
    <fieldset className="field">
      <legend>{label}</legend>
      <input
        type="search"
        value={part}
        onChange={(event) => setPart(event.target.value)}
        placeholder={text("admin.deputies.part")}
        aria-label={text("admin.deputies.part")}
        aria-describedby={told}
        maxLength={80}
      />
      <small id={told} role="status">
        {people.isFetching || wanted.length < 2 ? "" : text("admin.deputies.found", { count: found.length })}
      </small>
      <select name={name} required aria-label={label} defaultValue="" key={found.map((one) => one.id).join(" ")}>
        <option value="" disabled>
          {text("admin.deputies.choose")}
        </option>
        {found.map((one) => (
          <option key={one.id} value={one.id}>
            {one.unit ? text("admin.deputies.person", { name: one.name, unit: one.unit }) : one.name}
          </option>
        ))}
      </select>
    </fieldset>
  );
}
