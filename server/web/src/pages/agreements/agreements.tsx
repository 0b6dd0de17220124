// SPDX-License-Identifier: EUPL-1.2
// Överenskommelser: HR's page. How many apply, which end soon, what they lack; the register with one
// agreement's whole history, files of other systems, statistics. No day of work is anywhere here.
import "./agreements.css";
import { useUnitNames } from "../../api/units";
import { oneOf, useAddress } from "../../parts/address";
import { Glyph } from "../../parts/glyph";
import { SubMenu } from "../../parts/sub_menu";
import type { PageProps } from "../../shell/pages";
import { Failed, Loading } from "../../shell/states";
import type { TextKey } from "../../texts/catalog";
import { useTexts } from "../../texts/texts";
import type { Counts } from "./facts";
import { ImportView } from "./import";
import { One } from "./one";
import { useCounts } from "./queries";
import { Register } from "./register";
import { Statistics } from "./statistics";

const views = ["register", "expiring", "import", "statistics"] as const;
const menu = views.map((view) => ({ view, text: `agreements.view.${view}` as TextKey }));

export default function Agreements(_: PageProps) {
  const { text, term } = useTexts();
  const [search] = useAddress();
  const view = oneOf(views, search.get("view"));
  const one = search.get("agreement");
  const counts = useCounts();
  const units = useUnitNames("hr");
  const unitName = (code: string): string => units.data?.get(code) ?? code;

  if (one !== null) return <One id={one} unitName={unitName} />;
  return (
    <>
      <h1>{term("page_agreements")}</h1>
      <p className="lead no-print">{text("agreements.lead")}</p>
      {counts.error ? (
        <Failed error={counts.error} page={term("page_agreements")} retry={() => void counts.refetch()} level="part" />
      ) : counts.data ? (
        <Answer counts={counts.data} />
      ) : (
        <Loading lines={1} />
      )}
      <SubMenu label="agreements.views" views={menu} current={view} />
      {view === "import" ? (
        <ImportView />
      ) : view === "statistics" ? (
        <Statistics counts={counts.data} unitName={unitName} />
      ) : (
        <Register key={view} expiring={view === "expiring"} units={units.data} unitName={unitName} />
      )}
    </>
  );
}

function Answer({ counts }: { counts: Counts }) {
  const { text } = useTexts();
  const soon = counts.expiring.find((one) => one.within_days === 60)?.agreements ?? 0;
  const { applied } = counts.states;
  const back = counts.missing.returned_equipment ?? 0;
  return (
    <div className="answer answer-plain">
      <Glyph name={soon + applied + back > 0 ? "marked" : "calm"} size={40} />
      <p>
        <strong>{text("agreements.answer.in_force", { count: counts.states.in_force })}</strong>{" "}
        {text("agreements.answer.expiring", { count: soon })} {text("agreements.answer.applied", { count: applied })}{" "}
        {text("agreements.answer.equipment", { count: back })}
      </p>
    </div>
  );
}
