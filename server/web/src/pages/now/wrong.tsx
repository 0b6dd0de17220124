// SPDX-License-Identifier: EUPL-1.2
// The table of what is wrong now. Filter, order and length stand in the address, so that a link shows
// what its sender saw.
import { Button } from "@midas-ds/components";
import { useSearchParams } from "wouter";
import { Glyph } from "../../parts/glyph";
import { Notice } from "../../shell/states";
import type { TextKey } from "../../texts/catalog";
import { useTexts } from "../../texts/texts";
import { type SortKey, sortKeys, sortWrong, type Wrong } from "./facts";

const step = 50;
const fresh = 60_000; // how long a change is called new

const columns: { key: SortKey; label: TextKey }[] = [
  { key: "what", label: "now.wrong.what" },
  { key: "device", label: "now.wrong.device" },
  { key: "unit", label: "now.wrong.unit" },
  { key: "since", label: "now.wrong.since" },
  { key: "severity", label: "now.wrong.severity" },
];

export function WrongNow(props: {
  rows: Wrong[];
  complete: boolean;
  heard: ReadonlyMap<string, number>;
  now: number;
  title: (what: string) => string;
  unitName: (code: string) => string;
}) {
  const { text, ago, moment } = useTexts();
  const [search, setSearch] = useSearchParams();
  const wished = sortKeys.find((key) => key === search.get("sort")) ?? "severity";
  const sorting = { key: wished, down: search.get("order") === "desc" };
  const filter = search.get("what");
  const length = Math.max(step, Number(search.get("rows")) || step);

  const set = (changes: Record<string, string | null>) =>
    setSearch(
      (before) => {
        for (const [key, value] of Object.entries(changes)) {
          if (value === null) before.delete(key);
          else before.set(key, value);
        }
        return before;
      },
      { replace: true },
    );

  const kinds = new Map<string, number>();
  for (const row of props.rows) kinds.set(row.what, (kinds.get(row.what) ?? 0) + 1);
  const chosen = filter === null ? props.rows : props.rows.filter((row) => row.what === filter);
  const sorted = sortWrong(chosen, sorting, props.title);
  const column = columns.find((one) => one.key === wished);

  return (
    <section aria-labelledby="wrong">
      <div className="section-head">
        <h2 id="wrong">{text("now.wrong.title")}</h2>
        {props.rows.length > 0 && (
          <label className="no-print">
            <span>{text("now.wrong.filter")}</span>
            <select value={filter ?? ""} onChange={(event) => set({ what: event.target.value || null, rows: null })}>
              <option value="">{text("now.wrong.filter.all", { count: props.rows.length })}</option>
              {filter !== null && !kinds.has(filter) && <option value={filter}>{props.title(filter)}</option>}
              {[...kinds].map(([what, count]) => (
                <option key={what} value={what}>
                  {text("now.wrong.filter.one", { what: props.title(what), count })}
                </option>
              ))}
            </select>
          </label>
        )}
      </div>
      {props.rows.length === 0 ? (
        <Notice glyph="calm" title={text("now.wrong.none.title")} level="part">
          <p>{text("now.wrong.none.text")}</p>
        </Notice>
      ) : (
        <table className="list">
          <caption className="visually-hidden">
            {text("now.wrong.caption", { count: sorted.length, column: column ? text(column.label) : "" })}
          </caption>
          <thead>
            <tr>
              {columns.map((one) => {
                const current = one.key === sorting.key;
                return (
                  <th
                    key={one.key}
                    scope="col"
                    aria-sort={current ? (sorting.down ? "descending" : "ascending") : undefined}
                  >
                    <button
                      type="button"
                      className="sort"
                      onClick={() => set({ sort: one.key, order: current && !sorting.down ? "desc" : null })}
                    >
                      {text(one.label)}
                      <span aria-hidden="true" className="sort-sign">
                        {current ? (sorting.down ? "▼" : "▲") : "↕"}
                      </span>
                    </button>
                  </th>
                );
              })}
            </tr>
          </thead>
          <tbody>
            {sorted.slice(0, length).map((row) => {
              const news = props.now - (props.heard.get(row.finding.device) ?? Number.NEGATIVE_INFINITY) < fresh;
              return (
                <tr key={row.id} className={news ? "fresh" : undefined}>
                  <th scope="row" data-label={text("now.wrong.what")}>
                    <Glyph name={row.finding.kind === "silent" ? "silent" : "deviation"} /> {props.title(row.what)}
                  </th>
                  <td data-label={text("now.wrong.device")}>
                    {row.name}
                    {row.device && row.device.presence !== "current" && (
                      <small>{text("now.wrong.last_known")}</small>
                    )}
                    {news && <span className="tag">{text("now.wrong.changed")}</span>}
                  </td>
                  <td data-label={text("now.wrong.unit")}>{row.unit ? props.unitName(row.unit) : "–"}</td>
                  <td data-label={text("now.wrong.since")}>
                    <time dateTime={row.finding.first_failed_at}>{moment(row.finding.first_failed_at)}</time>
                    <small>{ago(row.finding.first_failed_at, props.now)}</small>
                  </td>
                  <td data-label={text("now.wrong.severity")}>
                    <span className={`severity severity-${row.finding.severity}`}>
                      {text(`severity.${row.finding.severity}`)}
                    </span>
                  </td>
                </tr>
              );
            })}
            {sorted.length === 0 && (
              <tr>
                <td colSpan={columns.length}>{text("now.wrong.filtered")}</td>
              </tr>
            )}
          </tbody>
        </table>
      )}
      {sorted.length > length && (
        <Button variant="secondary" onPress={() => set({ rows: String(length + step) })}>
          {text("now.wrong.show_more")}
        </Button>
      )}
      {!props.complete && <p className="note">{text("now.wrong.more", { count: props.rows.length })}</p>}
    </section>
  );
}
