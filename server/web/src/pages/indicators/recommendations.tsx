// SPDX-License-Identifier: EUPL-1.2
// The five recommendations of the municipal audit of 2025, each with the figures that answer it and what
// no figure here can say. The wording is ours; where the sources do not have a recommendation's words,
// the page says that too.
import { Link } from "wouter";
import type { Role } from "../../api/session";
import { Glyph } from "../../parts/glyph";
import { useTexts } from "../../texts/texts";
import { type Figures, type Month, recommendations } from "./facts";
import { usePolicyInForce } from "./queries";
import { FigureCell } from "./value";

export function Recommendations(props: {
  role: Role;
  figures: Figures;
  month: Month;
  unit: string | null;
  title: string;
  name: (code: string) => string;
}) {
  const { text, month: monthName, dayFull } = useTexts();
  const { figures, month, unit, name } = props;
  const policy = usePolicyInForce(props.role);
  const decision = policy.data?.decision;
  return (
    <section aria-labelledby="recommendations">
      <h2 id="recommendations">
        {text("indicators.recommendations.title", { unit: props.title, month: monthName(month.year, month.month) })}
      </h2>
      <p>{text("indicators.recommendations.lead")}</p>
      <ol className="recommendations">
        {recommendations.map((one) => (
          <li key={one.key} className="card">
            <h3>{text(`indicators.recommendation.${one.key}`)}</h3>
            <dl className="facts facts-wide">
              {one.figures.map((figure) => (
                <div key={figure}>
                  <dt>{text(`indicators.name.${figure}`)}</dt>
                  <dd>
                    <FigureCell figures={figures} of={figure} month={month} unit={unit} name={name} />
                  </dd>
                </div>
              ))}
              {one.key === "2" && policy.data !== undefined && (
                <div>
                  <dt>{text("indicators.recommendation.decision")}</dt>
                  <dd>
                    {decision
                      ? text("indicators.recommendation.decided", { body: decision.body ?? "", date: decision.date ? dayFull(decision.date) : "–" })
                      : text("indicators.recommendation.undecided")}
                  </dd>
                </div>
              )}
            </dl>
            {one.key === "5" && (
              <p className="no-print">
                <Link href="/nyckeltal?view=fairness">{text("indicators.view.fairness")}</Link>
              </p>
            )}
            <p className="not-measured">
              <Glyph name="undetermined" />{" "}
              <span>
                <strong>{text("indicators.recommendation.not_measured")}</strong>{" "}
                {text(`indicators.recommendation.${one.key}.not_measured`)}
              </span>
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}
