// SPDX-License-Identifier: EUPL-1.2
// The register: filters, order and place stand in the address; the collector filters and pages. The
// list of what ends soon is the same table with another beginning.
import { Button } from "@midas-ds/components";
import { useState } from "react";
import { Link } from "wouter";
import { oneOf, useAddress } from "../../parts/address";
import { SortHead } from "../../parts/sort_head";
import { Glyph, type GlyphName } from "../../parts/glyph";
import { saveAs } from "../../parts/save";
import { Failed, Loading, Notice } from "../../shell/states";
import type { TextKey } from "../../texts/catalog";
import { useTexts } from "../../texts/texts";
import { type Agreement, keptElsewhere, lacks, lacksOf, type State, states } from "./facts";
import { exportAddress, fetchAll, useAgreements, type Wish } from "./queries";

const sorts = ["name", "unit", "valid_to"] as const;
const columns: { key: (typeof sorts)[number] | null; label: TextKey }[] = [
  { key: "name", label: "agreements.column.name" },
  { key: "unit", label: "agreements.column.unit" },
  { key: null, label: "agreements.column.state" },
  { key: "valid_to", label: "agreements.column.valid" },
  { key: null, label: "agreements.column.lacks" },
];
const lengths = ["50", "25", "100", "200"] as const;
const soon = ["60", "30", "90", "180"] as const;

export const stateGlyph: Record<State, GlyphName> = {
  applied: "undetermined",
  agreed: "marked",
  in_force: "compliant",
  expired: "none",
  ended: "none",
  refused: "none",
};

export function Register(props: {
  expiring: boolean;
  units: Map<string, string> | undefined;
  unitName: (code: string) => string;
}) {
  const { text, term } = useTexts();
  const [search, set] = useAddress();
  const sort = oneOf(props.expiring ? (["valid_to", ...sorts] as const) : sorts, search.get("sort"));
  const limit = oneOf(lengths, search.get("rows"));
  const after = search.get("after") ?? undefined;
  const wish: Wish = {
    sort,
    name: search.get("name") ?? undefined,
    unit: search.get("unit") ?? undefined,
    state: states.find((one) => one === search.get("state")),
    missing: lacks.find((one) => one === search.get("missing")),
    expiring_within: props.expiring ? Number(oneOf(soon, search.get("within"))) : undefined,
  };
  const page = useAgreements(wish, Number(limit), after);
  const filtered = Boolean(wish.name ?? wish.unit ?? wish.state ?? wish.missing);
  const filter = (key: string, value: string) => set({ [key]: value, after: null });

  return (
    <section aria-labelledby="register">
      <h2 id="register">{text(props.expiring ? "agreements.view.expiring" : "agreements.view.register")}</h2>
      <form className="filters no-print" role="search" onSubmit={(event) => event.preventDefault()}>
        <label>
          <span>{text("agreements.filter.name")}</span>
          <input type="search" value={wish.name ?? ""} onChange={(event) => filter("name", event.target.value)} />
        </label>
        <label>
          <span>{text("agreements.filter.unit")}</span>
          <select value={wish.unit ?? ""} onChange={(event) => filter("unit", event.target.value)}>
            <option value="">{text("agreements.filter.all")}</option>
            {[...(props.units ?? [])]
              .sort((a, b) => a[1].localeCompare(b[1], "sv"))
              .map(([code, name]) => (
                <option key={code} value={code}>
                  {name}
                </option>
              ))}
          </select>
        </label>
        {props.expiring ? (
          <label>
            <span>{text("agreements.filter.within")}</span>
            <select value={String(wish.expiring_within)} onChange={(event) => filter("within", event.target.value)}>
              {[...soon].sort((a, b) => Number(a) - Number(b)).map((days) => (
                <option key={days} value={days}>
                  {text("agreements.filter.days", { count: Number(days) })}
                </option>
              ))}
            </select>
          </label>
        ) : (
          <label>
            <span>{text("agreements.filter.state")}</span>
            <select value={wish.state ?? ""} onChange={(event) => filter("state", event.target.value)}>
              <option value="">{text("agreements.filter.all")}</option>
              {states.map((one) => (
                <option key={one} value={one}>
                  {text(`agreements.state.${one}`)}
                </option>
              ))}
            </select>
          </label>
        )}
        <label>
          <span>{text("agreements.filter.missing")}</span>
          <select value={wish.missing ?? ""} onChange={(event) => filter("missing", event.target.value)}>
            <option value="">{text("agreements.filter.any")}</option>
            {lacks.map((one) => (
              <option key={one} value={one}>
                {text(`agreements.lack.${one}`)}
              </option>
            ))}
          </select>
        </label>
      </form>
      {page.error ? (
        <Failed error={page.error} page={term("page_agreements")} retry={() => void page.refetch()} level="part" />
      ) : !page.data ? (
        <Loading lines={8} />
      ) : page.data.agreements.length === 0 ? (
        <Notice glyph="none" title={text("agreements.none.title")} level="part">
          <p>{text(filtered || props.expiring || after ? "agreements.none.filtered" : "agreements.none.text")}</p>
        </Notice>
      ) : (
        <>
          <Table rows={page.data.agreements} sort={sort} set={set} unitName={props.unitName} />
          <div className="paging no-print">
            {after && (
              <Button variant="secondary" onPress={() => set({ after: null }, true)}>
                {text("agreements.page.first")}
              </Button>
            )}
            {page.data.next !== null && (
              <Button variant="secondary" onPress={() => set({ after: page.data?.next ?? null }, true)}>
                {text("agreements.page.next")}
              </Button>
            )}
            <label>
              <span>{text("agreements.page.rows")}</span>
              <select value={limit} onChange={(event) => set({ rows: event.target.value, after: null })}>
                {[...lengths].sort((a, b) => Number(a) - Number(b)).map((one) => (
                  <option key={one}>{one}</option>
                ))}
              </select>
            </label>
            <Exports wish={wish} />
          </div>
        </>
      )}
    </section>
  );
}

function Table(props: {
  rows: Agreement[];
  sort: string;
  set: ReturnType<typeof useAddress>[1];
  unitName: (code: string) => string;
}) {
  const { text, dayFull } = useTexts();
  return (
    <table className="list">
      <caption className="visually-hidden">{text("agreements.caption", { count: props.rows.length })}</caption>
      <thead>
        <tr>
          {columns.map(({ key, label }) => (
            <SortHead
              key={label}
              order={key === props.sort ? "up" : null}
              sort={key && (() => props.set({ sort: key, after: null }))}
            >
              {text(label)}
            </SortHead>
          ))}
        </tr>
      </thead>
      <tbody>
        {props.rows.map((row) => (
          <tr key={row.id}>
            <th scope="row" data-label={text("agreements.column.name")}>
              <Link href={`/overenskommelser?agreement=${encodeURIComponent(row.id)}`}>{row.name || row.employee}</Link>
              {keptElsewhere(row) && (
                <small>
                  <Glyph name="lock" /> {text("agreements.kept_by", { system: row.master })}
                </small>
              )}
            </th>
            <td data-label={text("agreements.column.unit")}>{props.unitName(row.unit)}</td>
            <td data-label={text("agreements.column.state")}>
              <Glyph name={stateGlyph[row.state]} /> {text(`agreements.state.${row.state}`)}
            </td>
            <td data-label={text("agreements.column.valid")}>
              {dayFull(row.valid_from)} –{" "}
              {row.valid_to ? dayFull(row.valid_to) : text("agreements.until_further_notice")}
            </td>
            <td data-label={text("agreements.column.lacks")}>
              {lacksOf(row)
                .map((one) => text(`agreements.lack.${one}`))
                .join(", ") || text("agreements.lack.nothing")}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Exports({ wish }: { wish: Wish }) {
  const { text } = useTexts();
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  const json = async () => {
    setBusy(true);
    setFailed(false);
    try {
      saveAs("overenskommelser.json", "application/json", JSON.stringify(await fetchAll(wish), null, 1));
    } catch {
      setFailed(true);
    } finally {
      setBusy(false);
    }
  };
  return (
    <p className="exports">
      <span>{text("agreements.export.label")}</span> <a href={exportAddress(wish)}>{text("agreements.export.csv")}</a>{" "}
      <button type="button" className="link-button" disabled={busy} onClick={() => void json()}>
        {text(busy ? "agreements.export.busy" : "agreements.export.json")}
      </button>
      {failed && <span role="alert"> {text("state.error.title")}</span>}
    </p>
  );
}
