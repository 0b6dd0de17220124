// SPDX-License-Identifier: EUPL-1.2
// How long each kind is kept, and the decision that this rests on; where none is named, that is said.
import type { Schemas } from "../api/client";
import { useTexts } from "../texts/texts";
import { Glyph } from "./glyph";

export function Kept({ kinds }: { kinds: readonly Schemas["KeptKind"][] }) {
  const { text, dayFull } = useTexts();
  return (
    <table className="list">
      <caption className="visually-hidden">{text("kept.title")}</caption>
      <thead>
        <tr>
          <th scope="col">{text("kept.what")}</th>
          <th scope="col">{text("kept.how_long")}</th>
          <th scope="col">{text("kept.decision")}</th>
        </tr>
      </thead>
      <tbody>
        {kinds.map((kind) => (
          <tr key={kind.kind}>
            <th scope="row">
              {text(`kept.kind.${kind.kind}`)}
              <small>{text(`kept.kind.${kind.kind}.means`)}</small>
            </th>
            <td data-label={text("kept.how_long")}>
              {text(kind.unit === "days" ? "kept.days" : "kept.months", { count: kind.keep })}
              <small>{text("kept.before", { date: dayFull(kind.erased_before) })}</small>
            </td>
            <td data-label={text("kept.decision")}>
              {kind.decision ? (
                text("kept.decided", {
                  body: kind.decision.body,
                  date: dayFull(kind.decision.date),
                  dnr: kind.decision.dnr,
                })
              ) : (
                <>
                  <Glyph name="undetermined" /> {text("kept.undecided")}
                </>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
