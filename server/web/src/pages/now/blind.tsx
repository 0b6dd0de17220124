// SPDX-License-Identifier: EUPL-1.2
// What is not measured, group by group, each with its computers when it is opened: nothing here is in order,
// it is unknown.
import { useState } from "react";
import { Link } from "wouter";
import { Glyph, type GlyphName } from "../../parts/glyph";
import { Failed, Loading, Notice } from "../../shell/states";
import type { TextKey } from "../../texts/catalog";
import { useTexts } from "../../texts/texts";
import { type InventoryCounts, shortName, type States, unmeasured } from "./facts";
import { type InventoryPart, named, useDevicesIn, useLaptopsIn } from "./queries";

type Source = { state: keyof States } | { part: InventoryPart };
interface Group {
  label: TextKey;
  glyph: GlyphName;
  count: number;
  source: Source;
}

function groupsOf(states: States, inventory: InventoryCounts | undefined): Group[] {
  const known = inventory?.known ?? 0;
  const agents = inventory?.with_agent ?? 0;
  const all: Group[] = [
    { label: "now.blind.without_agent", glyph: "none", count: known - agents, source: { part: { with_agent: false } } },
    {
      label: "now.blind.not_reporting",
      glyph: "silent",
      count: agents - (inventory?.reporting ?? 0),
      source: { part: { with_agent: true, reporting: false } },
    },
    { label: "now.blind.silent", glyph: "silent", count: states.silent, source: { state: "silent" } },
    { label: "now.blind.never", glyph: "silent", count: states.never, source: { state: "never" } },
    { label: "now.blind.unknown", glyph: "undetermined", count: states.unknown, source: { state: "unknown" } },
    { label: "now.blind.off", glyph: "none", count: states.off, source: { state: "off" } },
    ...unmeasured.map(
      (why): Group => ({
        label: `now.blind.${why}`,
        glyph: "none",
        count: inventory?.unmeasured?.[why] ?? 0,
        source: { part: { unmeasured: why } },
      }),
    ),
  ];
  return all.filter((one) => one.count > 0);
}

export function Blind(props: {
  states: States;
  inventory: InventoryCounts | undefined;
  now: number;
  unitName: (code: string) => string;
}) {
  const { text } = useTexts();
  const shown = groupsOf(props.states, props.inventory);
  return (
    <section aria-labelledby="blind">
      <h2 id="blind">{text("now.blind.title")}</h2>
      {shown.length === 0 ? (
        <Notice glyph="calm" title={text("now.blind.none.title")} level="part">
          <p>{text("now.blind.none.text")}</p>
        </Notice>
      ) : (
        <>
          <p>{text("now.blind.lead")}</p>
          <ul className="blind">
            {shown.map((one) => (
              <BlindGroup key={one.label} group={one} now={props.now} unitName={props.unitName} />
            ))}
          </ul>
        </>
      )}
      <p className="note">{text("now.blind.limits")}</p>
    </section>
  );
}

function BlindGroup({ group, now, unitName }: { group: Group; now: number; unitName: (code: string) => string }) {
  const { text } = useTexts();
  const [open, setOpen] = useState(false);
  return (
    <li>
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          <Glyph name={group.glyph} />
          <span>{text(group.label)}</span>
          <strong>{text("now.blind.count", { count: group.count })}</strong>
        </summary>
        {open && "state" in group.source && <DeviceNames state={group.source.state} count={group.count} now={now} />}
        {open && "part" in group.source && (
          <LaptopNames part={group.source.part} count={group.count} unitName={unitName} />
        )}
      </details>
    </li>
  );
}

function DeviceNames({ state, count, now }: { state: keyof States; count: number; now: number }) {
  const { text, term, ago } = useTexts();
  const devices = useDevicesIn(state, true);
  if (devices.error)
    return <Failed error={devices.error} page={term("page_now")} retry={() => void devices.refetch()} level="part" />;
  if (!devices.data) return <Loading lines={1} />;
  return (
    <ul>
      {devices.data.map((device) => (
        <li key={device.id}>
          <Link href={`/datorer/${device.id}`}>{shortName(device.host_name, device.id)}</Link>
          {device.newest_at && <small>{text("now.blind.last", { when: ago(device.newest_at, now) })}</small>}
        </li>
      ))}
      {count > named && (
        <li>
          <Link href={`/datorer?state=${state}`}>{text("now.blind.more", { count: count - named })}</Link>
        </li>
      )}
    </ul>
  );
}

function LaptopNames(props: { part: InventoryPart; count: number; unitName: (code: string) => string }) {
  const { text, term } = useTexts();
  const laptops = useLaptopsIn(props.part, true);
  if (laptops.error)
    return <Failed error={laptops.error} page={term("page_now")} retry={() => void laptops.refetch()} level="part" />;
  if (!laptops.data) return <Loading lines={1} />;
  return (
    <ul>
      {laptops.data.map((laptop) => (
        <li key={laptop.id}>
          {shortName(laptop.host_name, laptop.id)}
          {laptop.unit && <small>{props.unitName(laptop.unit)}</small>}
        </li>
      ))}
      {props.count > named && <li>{text("now.blind.more", { count: props.count - named })}</li>}
    </ul>
  );
}
