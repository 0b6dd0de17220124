// SPDX-License-Identifier: EUPL-1.2
// The statement about a lost computer: what is known and what is not, in Swedish and then in English,
// to be printed and enclosed with a notification. It is about a person's computer, so it asks for a
// reason, unless one was written when the computer was reported lost.
import { Button } from "@midas-ds/components";
import { useState } from "react";
import { Link } from "wouter";
import { useUnitNames } from "../../api/units";
import { Failed, Loading } from "../../shell/states";
import { useTexts, useTextsIn } from "../../texts/texts";
import { useStatement } from "./one_queries";
import { useReason } from "./person";
import { StatementText } from "./statement";

/** Written at the computer's page a moment ago; the browser keeps it with this one entry of its history. */
function reasonBrought(): string | null {
  const state: unknown = window.history.state;
  if (typeof state !== "object" || state === null || !("reason" in state)) return null;
  return typeof state.reason === "string" ? state.reason : null;
}

export default function Loss({ id }: { id: string }) {
  const { text } = useTexts();
  const [reason, because] = useState(reasonBrought);
  const { field, take } = useReason();
  return (
    <>
      <p className="no-print">
        <Link href={`/datorer/${id}`}>{text("device.loss.back")}</Link>
      </p>
      {reason === null ? (
        <>
          <h1>{text("device.loss.title")}</h1>
          <p className="lead">{text("loss.gate.lead")}</p>
          {field}
          <div className="buttons">
            <Button onPress={() => because(take())}>{text("loss.gate.show")}</Button>
          </div>
        </>
      ) : (
        <Statement id={id} reason={reason} />
      )}
    </>
  );
}

function Statement({ id, reason }: { id: string; reason: string }) {
  const { text, term } = useTexts();
  const statement = useStatement(id, reason);
  const units = useUnitNames("it_security");
  const swedish = useTextsIn("sv");
  const english = useTextsIn("en");
  if (statement.error)
    return <Failed error={statement.error} page={term("page_devices")} retry={() => void statement.refetch()} />;
  if (!statement.data || !swedish || !english) return <Loading lines={10} />;
  const found = statement.data;
  const unit = found.unit ? (units.data?.get(found.unit) ?? found.unit) : null;
  const next = ["report", "secrets", "found", "give_up"] as const;
  return (
    <>
      <div className="buttons no-print">
        <Button onPress={() => window.print()}>{text("loss.print")}</Button>
      </div>
      <StatementText statement={found} unit={unit} texts={swedish} first />
      <section className="no-print" aria-labelledby="next">
        <h2 id="next">{text("loss.next.title")}</h2>
        <ul className="bullets">
          {next.map((one) => (
            <li key={one}>{text(`loss.next.${one}`)}</li>
          ))}
        </ul>
      </section>
      <StatementText statement={found} unit={unit} texts={english} />
    </>
  );
}
