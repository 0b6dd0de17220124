// SPDX-License-Identifier: EUPL-1.2
// What is lent under an agreement: a manager lends, and takes back from a list of what is out. Things that
// come back the same day are ticked in one list; each is its own act for the collector, made from the version
// that the one before it left.
import { send } from "../../api/write";
import { ActDialog, Field, type Filled, Tick } from "../../parts/act";
import type { Day } from "../../texts/moments";
import { useTexts } from "../../texts/texts";
import { lentOut } from "../people/facts";
import type { Agreement } from "../people/queries";

interface Props {
  agreement: Agreement;
  today: Day;
  close: () => void;
}

const at = (agreement: Agreement, what: string) => `/api/v1/agreements/${encodeURIComponent(agreement.id)}/${what}`;

export function LendDialog({ agreement, today, close }: Props) {
  const { text } = useTexts();
  return (
    <ActDialog
      title={text("staff.lend.title", { name: agreement.name })}
      action={text("staff.act.lend")}
      close={close}
      act={(filled) =>
        send("manager", {
          method: "POST",
          path: at(agreement, "equipment"),
          body: { name: filled.item, lent_on: filled.on },
          version: agreement.version,
        })
      }
    >
      <p>{text("staff.lend.text")}</p>
      <Field name="item" label={text("staff.lend.item")} help={text("staff.lend.item_help")} needed />
      <Field name="on" type="date" label={text("staff.lend.on")} value={today} max={today} needed />
    </ActDialog>
  );
}

export function ReturnDialog({ agreement, today, close }: Props) {
  const { text, dayFull } = useTexts();
  return (
    <ActDialog
      title={text("staff.return.title", { name: agreement.name })}
      action={text("staff.act.return")}
      close={close}
      act={(filled) => takeBack(agreement, filled)}
    >
      <p>{text("staff.return.text")}</p>
      {lentOut(agreement).map(({ name, lentOn, item }) => (
        <Tick
          key={item}
          name={`item-${item}`}
          label={lentOn ? text("people.agreement.lent_since", { item: name, date: dayFull(lentOn) }) : name}
          ticked
        />
      ))}
      <Field name="on" type="date" label={text("staff.return.on")} value={today} max={today} needed />
    </ActDialog>
  );
}

async function takeBack(agreement: Agreement, filled: Filled): Promise<void> {
  let version = agreement.version;
  for (const { item } of lentOut(agreement)) {
    if (filled[`item-${item}`] !== "yes") continue;
    const written = (await send("manager", {
      method: "POST",
      path: at(agreement, `equipment/${item}/return`),
      body: { returned_on: filled.on },
      version,
    })) as { version: number };
    version = written.version;
  }
}
