// SPDX-License-Identifier: EUPL-1.2
// The question before somebody stops standing in; for the manager themselves and for HR.
import type { Schemas } from "../api/client";
import type { Role } from "../api/session";
import { send } from "../api/write";
import { useTexts } from "../texts/texts";
import { ActDialog } from "./act";

export function EndDeputy(props: { role: Role; one: Schemas["Deputy"]; text: string; close: () => void }) {
  const { text } = useTexts();
  const { one } = props;
  return (
    <ActDialog
      title={text("staff.end_deputy.title", { name: one.deputy_name })}
      action={text("staff.act.end_deputy")}
      close={props.close}
      grave
      act={() =>
        send(props.role, {
          method: "DELETE",
          path: `/api/v1/deputies/${encodeURIComponent(one.id)}`,
          version: one.version,
        })
      }
    >
      <p>{props.text}</p>
    </ActDialog>
  );
}
