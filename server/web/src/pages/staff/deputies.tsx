// SPDX-License-Identifier: EUPL-1.2
// Who stands in: deputies that are and will be, one more for a time, and the end of one.
import { Button } from "@midas-ds/components";
import { send } from "../../api/write";
import { ActDialog, Field } from "../../parts/act";
import { EndDeputy } from "../../parts/end_deputy";
import { Glyph } from "../../parts/glyph";
import type { Day } from "../../texts/moments";
import { useTexts } from "../../texts/texts";
import { addDays } from "../../texts/weeks";
import type { Person, What } from "./facts";
import { useDeputies } from "./queries";

export function Deputies(props: { me: string | null; today: Day; act: (what: What, id: string) => void }) {
  const { text, dayFull } = useTexts();
  const deputies = useDeputies();
  const now = (deputies.data ?? []).filter((one) => props.today <= one.to);
  const mine = props.me;
  return (
    <section aria-labelledby="deputies">
      <div className="section-head">
        <h2 id="deputies">{text("staff.deputies.title")}</h2>
        {mine && (
          <Button size="medium" variant="secondary" onPress={() => props.act("deputy", mine)}>
            {text("staff.act.deputy")}
          </Button>
        )}
      </div>
      {now.length === 0 ? (
        <p>{text("staff.deputies.none")}</p>
      ) : (
        <ul className="plain">
          {now.map((one) => (
            <li key={one.id} className="deputy">
              <Glyph name={one.from <= props.today ? "calm" : "short"} />{" "}
              {text("staff.deputies.line", {
                deputy: one.deputy_name,
                manager: one.manager_name,
                from: dayFull(one.from),
                to: dayFull(one.to),
              })}{" "}
              {one.manager === mine && (
                <button
                  type="button"
                  className="link-button no-print"
                  onClick={() => props.act("end_deputy", one.id)}
                  aria-label={text("staff.act.for", { act: text("staff.act.end_deputy"), name: one.deputy_name })}
                >
                  {text("staff.act.end_deputy")}
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

export function DeputyDialog(props: { manager: string; staff: readonly Person[]; today: Day; close: () => void }) {
  const { text } = useTexts();
  return (
    <ActDialog
      title={text("staff.deputy.title")}
      action={text("staff.act.deputy")}
      close={props.close}
      act={(filled) =>
        send("manager", {
          method: "POST",
          path: "/api/v1/deputies",
          body: { manager: props.manager, deputy: filled.deputy, from: filled.from, to: filled.to },
        })
      }
    >
      <p>{text("staff.deputy.text")}</p>
      <label className="field">
        <span>{text("staff.deputy.who")}</span>
        <select name="deputy" required defaultValue="">
          <option value="" disabled>
            {text("staff.deputy.choose")}
          </option>
          {props.staff.map((person) => (
            <option key={person.employee} value={person.employee}>
              {person.name}
            </option>
          ))}
        </select>
      </label>
      <Field name="from" type="date" label={text("staff.deputy.from")} value={props.today} min={props.today} needed />
      <Field name="to" type="date" label={text("staff.deputy.to")} value={addDays(props.today, 6)} min={props.today} needed />
    </ActDialog>
  );
}

export function EndDeputyDialog(props: { id: string; close: () => void }) {
  const { text } = useTexts();
  const one = useDeputies().data?.find((each) => each.id === props.id);
  if (!one) return null;
  return <EndDeputy role="manager" one={one} text={text("staff.end_deputy.text")} close={props.close} />;
}
