// SPDX-License-Identifier: EUPL-1.2
// The table of what is wrong now. Filter, order and length stand in the address, so that a link shows
// what its sender saw.
import { Button } from "@midas-ds/components";
import { Link, useSearchParams } from "wouter";
import { Glyph } from "../../parts/glyph";
import { SortHead } from "../../parts/sort_head";
import type { Schemas } from "../../api/client";
import { Failed, Loading, Notice } from "../../shell/states";
import type { TextKey } from "../../texts/catalog";
import { useTexts } from "../../texts/texts";
import { type SortKey, shortName, sortKeys } from "./facts";
import { useFindings } from "./queries";

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
  counts: Schemas["FindingCounts"];
  heard: ReadonlyMap<string, number>;
  now: number;
  title: (what: string) => string;
  unitName: (code: string) => string;
}) {
  const { text, term, ago, moment, language } = useTexts();
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

  const { total, kinds } = props.counts;
  const shown = filter === null ? total : (kinds.find((one) => one.what === filter)?.count ?? 0);
  const list = useFindings(sorting, filter, length);
  const column = columns.find((one) => one.key === wished);

  return (
    <section aria-labelledby="wrong">
      <div className="section-head">
        <h2 id="wrong">{text("now.wrong.title")}</h2>
        {total > 0 && (
          <label className="no-print">
            <span>{text("now.wrong.filter")}</span>
            <select value={filter ?? ""} onChange={(event) => set({ what: event.target.value || null, rows: null })}>
              <option value="">{text("now.wrong.filter.all", { count: total })}</option>
              {filter !== null && !kinds.some((one) => one.what === filter) && (
                <option value={filter}>{props.title(filter)}</option>
              )}
              {kinds.map((one) => (
                <option key={one.what} value={one.what}>
                  {text("now.wrong.filter.one", { what: one.title[language], count: one.count })}
                </option>
              ))}
            </select>
          </label>
        )}
      </div>
      {total === 0 ? (
        <Notice glyph="calm" title={text("now.wrong.none.title")} level="part">
          <p>{text("now.wrong.none.text")}</p>
        </Notice>
      ) : list.error && !list.data ? (
        <Failed error={list.error} page={term("page_now")} retry={() => void list.refetch()} level="part" />
      ) : !list.data ? (
        <Loading lines={4} />
      ) : (
        <table className="list">
          <caption className="visually-hidden">
            {text("now.wrong.caption", { count: shown, column: column ? text(column.label) : "" })}
          </caption>
          <thead>
            <tr>
              {columns.map((one) => {
                const current = one.key === sorting.key;
                const turn = { sort: one.key, order: current && !sorting.down ? "desc" : null };
                return (
                  <SortHead
                    key={one.key}
                    order={current ? (sorting.down ? "down" : "up") : null}
                    sort={() => set(turn)}
                  >
                    {text(one.label)}
                  </SortHead>
                );
              })}
            </tr>
          </thead>
          <tbody>
            {list.data.findings.map((row) => {
              const news = props.now - (props.heard.get(row.device) ?? Number.NEGATIVE_INFINITY) < fresh;
              return (
                <tr key={row.id} className={news ? "fresh" : undefined}>
                  <th scope="row" data-label={text("now.wrong.what")}>
                    <Glyph name={row.kind === "silent" ? "silent" : "deviation"} /> <Link href={`/att-atgarda/${row.id}`}>{row.title[language]}</Link>
                  </th>
                  <td data-label={text("now.wrong.device")}>
                    <Link href={`/datorer/${row.device}`}>{shortName(row.computer?.host_name, row.device)}</Link>
                    {row.computer && row.computer.presence !== "current" && (
                      <small>
                        {text(row.computer.state === "written_off" ? "devices.state.written_off" : "now.wrong.last_known")}
                      </small>
                    )}
                    {news && <span className="tag">{text("now.wrong.changed")}</span>}
                  </td>
                  <td data-label={text("now.wrong.unit")}>{row.computer?.unit ? props.unitName(row.computer.unit) : "–"}</td>
                  <td data-label={text("now.wrong.since")}>
                    <time dateTime={row.first_failed_at}>{moment(row.first_failed_at)}</time>
                    <small>{ago(row.first_failed_at, props.now)}</small>
                  </td>
                  <td data-label={text("now.wrong.severity")}>
                    <span className={`severity severity-${row.severity}`}>
                      {text(`severity.${row.severity}`)}
                    </span>
                  </td>
                </tr>
              );
            })}
            {list.data.findings.length === 0 && (
              <tr>
                <td colSpan={columns.length}>{text("now.wrong.filtered")}</td>
              </tr>
            )}
          </tbody>
        </table>
      )}
      {list.data && !list.data.complete && (
        <Button variant="secondary" onPress={() => set({ rows: String(length + step) })}>
          {text("now.wrong.show_more")}
        </Button>
      )}
    </section>
  );
}
