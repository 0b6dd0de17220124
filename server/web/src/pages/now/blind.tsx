// SPDX-License-Identifier: EUPL-1.2
// What is not measured, group by group, each with its computers: nothing here is in order, it is unknown.
import { Glyph, type GlyphName } from "../../parts/glyph";
import { Notice } from "../../shell/states";
import type { TextKey } from "../../texts/catalog";
import { useTexts } from "../../texts/texts";
import { type Device, type Groups, type Inventory, shortName } from "./facts";

const most = 100;

interface Named {
  id: string;
  name: string;
  note: string | null;
}
interface Group {
  label: TextKey;
  glyph: GlyphName;
  count: number;
  named: Named[];
}

export function Blind(props: {
  groups: Groups;
  inventory: Inventory | undefined;
  now: number;
  unitName: (code: string) => string;
}) {
  const { text, ago } = useTexts();
  const { groups, inventory } = props;

  const ofDevices = (devices: Device[]): Named[] =>
    devices.map((device) => ({
      id: device.id,
      name: shortName(device.host_name, device.id),
      note: device.newest_at ? text("now.blind.last", { when: ago(device.newest_at, props.now) }) : null,
    }));
  const ofLaptops = (laptops: Inventory["laptops"]): Named[] =>
    laptops.map((laptop) => ({
      id: laptop.id,
      name: shortName(laptop.host_name, laptop.id),
      note: laptop.unit ? props.unitName(laptop.unit) : null,
    }));
  const laptops = inventory?.laptops ?? [];
  const group = (label: TextKey, glyph: GlyphName, named: Named[]): Group => ({
    label,
    glyph,
    named,
    count: named.length,
  });
  const all: Group[] = [
    group("now.blind.without_agent", "none", ofLaptops(laptops.filter((one) => !one.with_agent && !one.unmeasured))),
    group("now.blind.not_reporting", "silent", ofLaptops(laptops.filter((one) => one.with_agent && !one.reporting))),
    group("now.blind.silent", "silent", ofDevices(groups.silent)),
    group("now.blind.never", "silent", ofDevices(groups.never)),
    group("now.blind.unknown", "undetermined", ofDevices(groups.undecided)),
    group("now.blind.off", "none", ofDevices(groups.off)),
    ...(["macos", "chromeos", "phone", "own_equipment"] as const).map((why) =>
      group(`now.blind.${why}`, "none", ofLaptops(laptops.filter((one) => one.unmeasured === why))),
    ),
  ];
  const shown = all.filter((one) => one.count > 0);

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
              <li key={one.label}>
                <details>
                  <summary>
                    <Glyph name={one.glyph} />
                    <span>{text(one.label)}</span>
                    <strong>{text("now.blind.count", { count: one.count })}</strong>
                  </summary>
                  <ul>
                    {one.named.slice(0, most).map((named) => (
                      <li key={named.id}>
                        {named.name}
                        {named.note && <small>{named.note}</small>}
                      </li>
                    ))}
                    {one.count > most && <li>{text("now.blind.more", { count: one.count - most })}</li>}
                  </ul>
                </details>
              </li>
            ))}
          </ul>
        </>
      )}
      <p className="note">{text("now.blind.limits")}</p>
    </section>
  );
}
