// SPDX-License-Identifier: EUPL-1.2
// The list of computers. What is shown stands in the address, so that a link shows what its sender saw.
import { Button } from "@midas-ds/components";
import { useEffect, useState } from "react";
import { Link, useSearchParams } from "wouter";
import type { Role } from "../../api/session";
import { useUnitNames } from "../../api/units";
import { Glyph } from "../../parts/glyph";
import { SortHead } from "../../parts/sort_head";
import { useNow } from "../../parts/now";
import { Failed, Loading, Notice } from "../../shell/states";
import type { TextKey } from "../../texts/catalog";
import { useTexts } from "../../texts/texts";
import {
  type Asked,
  askedIn,
  type Counts,
  isFiltered,
  isListed,
  type Listed,
  lifecycles,
  type Named,
  type Sort,
  stateGlyphs,
  states,
  step,
} from "./facts";
import { exportAddress, useDeviceList } from "./queries";

type Changes = Record<string, string | null>;

export function DeviceList({ role }: { role: Role }) {
  const { text, term } = useTexts();
  const [search, setSearch] = useSearchParams();
  const asked = askedIn(search);
  const list = useDeviceList(role, asked);
  const units = useUnitNames(role);
  const unitName = (code: string) => units.data?.get(code) ?? code;
  const set = (changes: Changes) =>
    setSearch(
      (before) => {
        for (const [key, value] of Object.entries({ rows: null, ...changes })) {
          if (value === null) before.delete(key);
          else before.set(key, value);
        }
        return before;
      },
      { replace: true },
    );

  if (list.error && !list.data)
    return <Failed error={list.error} page={term("page_devices")} retry={() => void list.refetch()} />;
  return (
    <>
      <h1>{term("page_devices")}</h1>
      <p className="lead no-print">{text("devices.lead")}</p>
      {!list.data ? (
        <Loading lines={8} />
      ) : (
        <>
          {list.data.counts.states && <States counts={list.data.counts.states} asked={asked} set={set} />}
          <Filters asked={asked} counts={list.data.counts} units={[...(units.data ?? [])]} set={set} />
          <div className="section-head list-head">
            <p role="status">{text("devices.count", { count: list.data.counts.total })}</p>
            {list.data.counts.total > 0 && (
              <a className="no-print" href={exportAddress(role, asked)} download>
                {text("devices.export")}
              </a>
            )}
          </div>
          {list.data.counts.total === 0 ? (
            <Nothing filtered={isFiltered(asked)} />
          ) : (
            <Table devices={list.data.devices} counts={list.data.counts} asked={asked} unitName={unitName} set={set} />
          )}
          {!list.data.complete && (
            <Button variant="secondary" onPress={() => set({ rows: String(asked.rows + step) })}>
              {text("devices.more")}
            </Button>
          )}
        </>
      )}
    </>
  );
}

function Nothing({ filtered }: { filtered: boolean }) {
  const { text } = useTexts();
  return (
    <Notice glyph="none" title={text(filtered ? "devices.none.title" : "devices.empty.title")} level="part">
      <p>{text(filtered ? "devices.none.text" : "devices.empty.text")}</p>
    </Notice>
  );
}

/** One button for each state with its count; a computer is in exactly one. */
function States(props: { counts: NonNullable<Counts["states"]>; asked: Asked; set: (changes: Changes) => void }) {
  const { text } = useTexts();
  const all = states.reduce((sum, state) => sum + props.counts[state], 0);
  const shown = states.filter((state) => props.counts[state] > 0 || props.asked.state === state);
  return (
    <ul className="states no-print" aria-label={text("devices.states")}>
      <li>
        <button type="button" aria-pressed={!props.asked.state} onClick={() => props.set({ state: null })}>
          {text("devices.state.all")} <strong>{all}</strong>
        </button>
      </li>
      {shown.map((state) => (
        <li key={state}>
          <button type="button" aria-pressed={props.asked.state === state} onClick={() => props.set({ state })}>
            <Glyph name={stateGlyphs[state]} /> {text(`devices.state.${state}`)} <strong>{props.counts[state]}</strong>
          </button>
        </li>
      ))}
    </ul>
  );
}

function Filters(props: {
  asked: Asked;
  counts: Counts;
  units: [string, string][];
  set: (changes: Changes) => void;
}) {
  const texts = useTexts();
  const { text } = texts;
  const { asked, set } = props;
  const requirement = asked.requirement ? `${asked.result ?? "fail"} ${asked.requirement}` : "";
  return (
    <search className="filters no-print">
      <Search value={asked.search ?? ""} set={set} />
      <label>
        <span>{text("devices.filter.unit")}</span>
        <select value={asked.unit ?? ""} onChange={(event) => set({ unit: event.target.value || null })}>
          <option value="">{text("devices.filter.unit.all")}</option>
          {asked.unit && !props.units.some(([code]) => code === asked.unit) && (
            <option value={asked.unit}>{asked.unit}</option>
          )}
          {props.units.map(([code, name]) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </select>
      </label>
      {props.counts.requirements && (
        <label>
          <span>{text("devices.filter.requirement")}</span>
          <select
            value={requirement}
            onChange={(event) => {
              const [result, id] = event.target.value.split(" ");
              set({ requirement: id ?? null, result: result && result !== "fail" ? result : null });
            }}
          >
            <option value="">{text("devices.filter.requirement.all")}</option>
            {props.counts.requirements.flatMap((one) => {
              const title = one.title[texts.language];
              return [
                <option key={`fail ${one.requirement}`} value={`fail ${one.requirement}`}>
                  {text("devices.filter.requirement.fail", { title, count: one.failing })}
                </option>,
                <option key={`unknown ${one.requirement}`} value={`unknown ${one.requirement}`}>
                  {text("devices.filter.requirement.unknown", { title, count: one.undecided })}
                </option>,
              ];
            })}
          </select>
        </label>
      )}
      <label>
        <span>{text("devices.filter.lifecycle")}</span>
        <select value={asked.lifecycle ?? ""} onChange={(event) => set({ lifecycle: event.target.value || null })}>
          <option value="">{text("devices.filter.lifecycle.all")}</option>
          {lifecycles.map((one) => (
            <option key={one} value={one}>
              {text(`devices.lifecycle.${one}`)}
            </option>
          ))}
        </select>
      </label>
      {isFiltered(asked) && (
        <Button
          variant="tertiary"
          onPress={() => set({ state: null, unit: null, requirement: null, result: null, lifecycle: null, search: null })}
        >
          {text("devices.filter.clear")}
        </Button>
      )}
    </search>
  );
}

/** Asks when the writing pauses, not at every letter. */
function Search(props: { value: string; set: (changes: Changes) => void }) {
  const { text } = useTexts();
  const [written, write] = useState(props.value);
  const { set, value } = props;
  useEffect(() => write(value), [value]);
  useEffect(() => {
    if (written === value) return;
    const timer = setTimeout(() => set({ search: written || null }), 300);
    return () => clearTimeout(timer);
  });
  return (
    <label>
      <span>{text("devices.search")}</span>
      <input type="search" value={written} maxLength={60} onChange={(event) => write(event.target.value)} />
    </label>
  );
}

const columns: { label: TextKey; sort: Sort | null }[] = [
  { label: "devices.column.name", sort: "name" },
  { label: "devices.column.unit", sort: "unit" },
  { label: "devices.column.state", sort: "state" },
  { label: "devices.column.heard", sort: null },
  { label: "devices.column.findings", sort: "findings" },
];

function Table(props: {
  devices: (Listed | Named)[];
  counts: Counts;
  asked: Asked;
  unitName: (code: string) => string;
  set: (changes: Changes) => void;
}) {
  const { text } = useTexts();
  const names = !props.counts.states;
  const shown = names ? columns.slice(0, 2) : columns;
  const { sort, reverse } = props.asked;
  const sorted = shown.find((one) => one.sort === sort) ?? columns[0];
  const now = useNow();
  return (
    <table className="list">
      <caption className="visually-hidden">
        {text("devices.caption", { count: props.counts.total, column: sorted ? text(sorted.label) : "" })}
      </caption>
      <thead>
        <tr>
          {shown.map((column) => {
            const current = column === sorted;
            const turn = { sort: column.sort, reverse: current && !reverse ? "true" : null };
            return (
              <SortHead
                key={column.label}
                order={current ? (reverse ? "down" : "up") : null}
                sort={column.sort && (() => props.set(turn))}
              >
                {text(column.label)}
              </SortHead>
            );
          })}
        </tr>
      </thead>
      <tbody>
        {props.devices.map((device) => (
          <tr key={device.id}>
            <th scope="row" data-label={text("devices.column.name")}>
              {names ? (device.host_name ?? device.id) : <Link href={`/datorer/${device.id}`}>{device.host_name ?? device.id}</Link>}
            </th>
            <td data-label={text("devices.column.unit")}>{device.unit ? props.unitName(device.unit) : "–"}</td>
            {isListed(device) && <Standing device={device} counts={props.counts} now={now} />}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Standing({ device, counts, now }: { device: Listed; counts: Counts; now: number }) {
  const texts = useTexts();
  const { text, ago } = texts;
  const title = (id: string) => counts.requirements?.find((one) => one.requirement === id)?.title[texts.language] ?? id;
  const why = device.state === "fail" ? device.failing : device.state === "unknown" ? device.undecided : [];
  return (
    <>
      <td data-label={text("devices.column.state")}>
        <Glyph name={stateGlyphs[device.state]} />{" "}
        {device.state === "written_off"
          ? text(device.lifecycle === "lost" || device.lifecycle === "retired" ? `devices.lifecycle.${device.lifecycle}` : "devices.revoked")
          : text(`devices.state.${device.state}`)}
        {why.length > 0 && <small>{why.map(title).join(", ")}</small>}
      </td>
      <td data-label={text("devices.column.heard")}>
        {device.newest_at ? <time dateTime={device.newest_at}>{ago(device.newest_at, now)}</time> : text("devices.never_heard")}
      </td>
      <td data-label={text("devices.column.findings")} className="count">
        {device.open_findings}
      </td>
    </>
  );
}
