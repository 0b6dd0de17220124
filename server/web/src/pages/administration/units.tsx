// SPDX-License-Identifier: EUPL-1.2
// Units and committees as the directory has them: what belongs to what, who manages it, who looks after
// the employees' safety. Read here, kept by HR and the directory. Who manages a unit is asked for one unit
// at a time, and that is written into the access log.
import { useSearchParams } from "wouter";
import type { Schemas } from "../../api/client";
import type { PageProps } from "../../shell/pages";
import { Failed, Loading, Notice } from "../../shell/states";
import { useTexts } from "../../texts/texts";
import { Fetched } from "./fetched";
import { useUnit, useUnits } from "./queries";

type Unit = Schemas["UnitPage"]["units"][number];

export default function Units({ role }: PageProps) {
  const { text } = useTexts();
  const units = useUnits(role);
  const [search, setSearch] = useSearchParams();
  const opened = search.get("enhet");
  const open = (code: string | null) =>
    setSearch((before) => {
      if (code === null) before.delete("enhet");
      else before.set("enhet", code);
      return before;
    });
  return (
    <section aria-labelledby="units">
      <h2 id="units">{text("admin.units")}</h2>
      <p>{text("admin.units.lead")}</p>
      <Fetched query={units} lines={5}>
        {(data) =>
          data.length === 0 ? (
            <Notice glyph="none" title={text("admin.units.none")} level="part" />
          ) : (
            <table className="list">
              <caption className="visually-hidden">{text("admin.units")}</caption>
              <thead>
                <tr>
                  <th scope="col">{text("admin.units.name")}</th>
                  <th scope="col">{text("admin.units.parent")}</th>
                  <th scope="col">{text("admin.units.committee")}</th>
                  <th scope="col" className="no-print">
                    {text("admin.units.who")}
                  </th>
                </tr>
              </thead>
              <tbody>
                {data.map((unit) => (
                  <Row
                    key={unit.code}
                    role={role}
                    unit={unit}
                    parent={data.find((one) => one.code === unit.parent)?.name ?? unit.parent}
                    opened={opened === unit.code}
                    open={() => open(opened === unit.code ? null : unit.code)}
                  />
                ))}
              </tbody>
            </table>
          )
        }
      </Fetched>
    </section>
  );
}

function Row(props: { role: PageProps["role"]; unit: Unit; parent: string | null; opened: boolean; open: () => void }) {
  const { text } = useTexts();
  const { unit } = props;
  return (
    <tr>
      <th scope="row">
        {unit.name}
        <small>{unit.code}</small>
      </th>
      <td data-label={text("admin.units.parent")}>{props.parent ?? "–"}</td>
      <td data-label={text("admin.units.committee")}>{unit.committee ?? "–"}</td>
      <td data-label={text("admin.units.who")} className="no-print">
        <button type="button" className="link-button" aria-expanded={props.opened} onClick={props.open}>
          {text(props.opened ? "admin.units.hide" : "admin.units.show")}
          <span className="visually-hidden"> {unit.name}</span>
        </button>
        {props.opened && <Who role={props.role} code={unit.code} />}
      </td>
    </tr>
  );
}

function Who({ role, code }: { role: PageProps["role"]; code: string }) {
  const { text, term } = useTexts();
  const unit = useUnit(role, code);
  if (unit.error)
    return (
      <Failed error={unit.error} page={term("page_administration")} retry={() => void unit.refetch()} level="part" />
    );
  if (!unit.data) return <Loading lines={1} />;
  const managers = unit.data.managers.filter((one) => one.manages).map((one) => one.name);
  return (
    <dl className="facts">
      <dt>{text("admin.units.manager")}</dt>
      <dd>{managers.length > 0 ? managers.join(", ") : text("admin.units.nobody")}</dd>
      <dt>{text("admin.units.representative")}</dt>
      <dd>{unit.data.safety_representative ?? text("admin.units.nobody")}</dd>
    </dl>
  );
}
