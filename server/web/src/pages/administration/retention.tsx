// SPDX-License-Identifier: EUPL-1.2
// What is erased when and by which decision, and what stops erasure: a request for disclosure, a dispute,
// supervision. Times and decisions are the configuration file's; holds are placed and lifted here.
import { Button } from "@midas-ds/components";
import { useState } from "react";
import type { Schemas } from "../../api/client";
import { send } from "../../api/write";
import { ActDialog, Field } from "../../parts/act";
import { Kept } from "../../parts/kept";
import { ListHead } from "../../parts/list_head";
import type { PageProps } from "../../shell/pages";
import { Notice } from "../../shell/states";
import { useTexts } from "../../texts/texts";
import { Fetched } from "./fetched";
import { useHolds, useRetention } from "./queries";

type Hold = Schemas["HoldPage"]["holds"][number];

export default function Retention({ role }: PageProps) {
  const { text } = useTexts();
  const retention = useRetention(role);
  return (
    <>
      <section aria-labelledby="retention">
        <h2 id="retention">{text("admin.retention")}</h2>
        <p>{text("admin.retention.lead")}</p>
        <Fetched query={retention} lines={4}>
          {(data) => <Kept kinds={data.kinds} />}
        </Fetched>
      </section>
      <Holds role={role} />
    </>
  );
}

function Holds({ role }: PageProps) {
  const { text, dayFull } = useTexts();
  const holds = useHolds(role);
  const [placing, place] = useState(false);
  const [lifted, lift] = useState<Hold | null>(null);
  const whatOf = (hold: Hold) =>
    hold.employee !== null
      ? text("admin.holds.person", { name: hold.name || hold.employee })
      : hold.device !== null
        ? text("admin.holds.device", { id: hold.device })
        : text("admin.holds.everything");
  return (
    <section aria-labelledby="holds">
      <div className="section-head">
        <h2 id="holds">{text("admin.holds")}</h2>
        <span className="no-print">
          <Button onPress={() => place(true)}>{text("admin.holds.new")}</Button>
        </span>
      </div>
      <Fetched query={holds} lines={2}>
        {(data) =>
          data.length === 0 ? (
            <Notice glyph="calm" title={text("admin.holds.none")} level="part" />
          ) : (
            <table className="list">
              <caption className="visually-hidden">{text("admin.holds")}</caption>
              <ListHead heads={["admin.holds.what", "admin.holds.reason", "admin.holds.placed"]} act="admin.act" />
              <tbody>
                {data.map((hold) => (
                  <tr key={hold.id}>
                    <th scope="row">
                      {whatOf(hold)}
                      <small>
                        {hold.from && text("admin.grant.from", { date: dayFull(hold.from) })}{" "}
                        {hold.to && text("admin.grant.to", { date: dayFull(hold.to) })}
                      </small>
                    </th>
                    <td data-label={text("admin.holds.reason")}>{hold.reason}</td>
                    <td data-label={text("admin.holds.placed")}>{dayFull(hold.placed_on)}</td>
                    <td className="no-print" data-label={text("admin.act")}>
                      <button type="button" className="link-button" onClick={() => lift(hold)}>
                        {text("admin.holds.lift")}
                      </button>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }
      </Fetched>
      {placing && (
        <ActDialog
          title={text("admin.holds.new")}
          action={text("admin.holds.place")}
          close={() => place(false)}
          act={(filled) =>
            send(role, {
              method: "POST",
              path: "/api/v1/holds",
              body: {
                employee: filled.employee || null,
                device: filled.device || null,
                from: filled.from || null,
                to: filled.to || null,
                reason: filled.reason,
              },
            })
          }
        >
          <p>{text("admin.holds.text")}</p>
          <Field name="employee" label={text("admin.holds.employee")} />
          <Field name="device" label={text("admin.holds.device_id")} />
          <Field name="from" label={text("admin.grant.first")} type="date" />
          <Field name="to" label={text("admin.grant.last")} type="date" />
          <Field name="reason" label={text("admin.holds.reason")} needed />
        </ActDialog>
      )}
      {lifted && (
        <ActDialog
          title={text("admin.holds.lift.title", { what: whatOf(lifted) })}
          action={text("admin.holds.lift")}
          grave
          close={() => lift(null)}
          act={(filled) =>
            send(role, {
              method: "POST",
              path: `/api/v1/holds/${encodeURIComponent(lifted.id)}/lift`,
              body: { reason: filled.reason },
              version: lifted.version,
            })
          }
        >
          <p>{text("admin.holds.lift.text")}</p>
          <Field name="reason" label={text("admin.holds.reason")} needed />
        </ActDialog>
      )}
    </section>
  );
}
