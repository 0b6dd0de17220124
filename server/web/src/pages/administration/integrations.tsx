// SPDX-License-Identifier: EUPL-1.2
// Where the collector sends anything by itself, and how that goes. Addresses and secrets are in the
// collector's configuration file, and a browser changes none of them.
import { Glyph } from "../../parts/glyph";
import { ListHead } from "../../parts/list_head";
import type { PageProps } from "../../shell/pages";
import { Notice } from "../../shell/states";
import { useTexts } from "../../texts/texts";
import { Fetched } from "./fetched";
import { useIntegrations } from "./queries";

export default function Integrations({ role }: PageProps) {
  const { text, moment } = useTexts();
  const integrations = useIntegrations(role);
  return (
    <section aria-labelledby="integrations">
      <h2 id="integrations">{text("admin.integrations")}</h2>
      <p>{text("admin.integrations.lead")}</p>
      <Fetched query={integrations} lines={3}>
        {(data) =>
    data.integrations.length === 0 ? (
            <Notice glyph="none" title={text("admin.integrations.none")} level="part">
              <p>{text("admin.integrations.none.text")}</p>
            </Notice>
          ) : (
            <table className="list">
              <caption className="visually-hidden">{text("admin.integrations")}</caption>
              <ListHead
                heads={["admin.integrations.to", "admin.codes.state", "admin.integrations.waiting", "admin.integrations.last"]}
              />
              <tbody>
                {data.integrations.map((lane) => (
                  <tr key={`${lane.kind} ${lane.name}`}>
                    <th scope="row">
                      {text(`admin.integrations.kind.${lane.kind}`)}
                      <small>{lane.kind === "webhook" ? `${lane.name}, ${lane.peer}` : lane.peer}</small>
                    </th>
                    <td data-label={text("admin.codes.state")}>
                      <Glyph name={lane.given_up > 0 ? "deviation" : lane.last_sent ? "compliant" : "none"} />{" "}
                      {lane.given_up > 0
                        ? text("admin.integrations.given_up", { count: lane.given_up })
                        : text(lane.last_sent ? "admin.integrations.works" : "admin.integrations.never")}
                    </td>
                    <td data-label={text("admin.integrations.waiting")}>
                      {lane.waiting}
                      {lane.oldest_waiting && (
                        <small>{text("admin.integrations.oldest", { date: moment(lane.oldest_waiting) })}</small>
                      )}
                    </td>
                    <td data-label={text("admin.integrations.last")}>{lane.last_sent ? moment(lane.last_sent) : "–"}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }
      </Fetched>
      {integrations.data && (
        <p className="note">{text("admin.integrations.kept", { count: integrations.data.contents_kept_days })}</p>
      )}
    </section>
  );
}
