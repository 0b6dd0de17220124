// SPDX-License-Identifier: EUPL-1.2
// How often each role has looked at persons, month by month: counts, no names. What each person may read
// about themselves is on their own page.
import type { Role } from "../../api/session";
import { ListHead } from "../../parts/list_head";
import { Failed, Loading } from "../../shell/states";
import { useTexts } from "../../texts/texts";
import { monthsOf } from "./facts";
import { useCounts } from "./queries";

export function LookUps({ role }: { role: Role }) {
  const texts = useTexts();
  const { text, term, month } = texts;
  const counts = useCounts(role);
  const monthName = (name: string) => month(Number(name.slice(0, 4)), Number(name.slice(5, 7)));
  return (
    <section aria-labelledby="look-ups">
      <h2 id="look-ups">{text("insight.look_ups")}</h2>
      <p>{text("insight.look_ups.lead")}</p>
      {counts.error ? (
        <Failed error={counts.error} page={term("page_insight")} retry={() => void counts.refetch()} level="part" />
      ) : !counts.data ? (
        <Loading lines={3} />
      ) : counts.data.length === 0 ? (
        <p>{text("insight.look_ups.none")}</p>
      ) : (
        <table className="list">
          <ListHead heads={["insight.month", "insight.role", "insight.reads", "insight.persons"]} />
          <tbody>
            {monthsOf(counts.data).flatMap((one) =>
              one.roles.map((row) => {
                const key = `role.${row.role}`;
                return (
                  <tr key={`${one.month} ${row.role}`}>
                    <th scope="row">{monthName(one.month)}</th>
                    <td data-label={text("insight.role")}>{texts.has(key) ? text(key) : row.role}</td>
                    <td data-label={text("insight.reads")}>{row.reads}</td>
                    <td data-label={text("insight.persons")}>{row.persons}</td>
                  </tr>
                );
              }),
            )}
          </tbody>
        </table>
      )}
    </section>
  );
}
