// SPDX-License-Identifier: EUPL-1.2
// The completeness statement: what is in the frame, what is not, and what could make it less than whole.
import { Glyph } from "../../parts/glyph";
import { useTexts } from "../../texts/texts";
import { evidenceFindings, type Frame, silentLaptops, unmeasurable, withoutAgent } from "./facts";

export function Completeness({ frame }: { frame: Frame }) {
  const { text, number, percent, dayFull } = useTexts();
  const { days, employees, laptops, findings } = frame;
  const rows = (entries: [Parameters<typeof text>[0], number][]) => (
    <dl className="tallies">
      {entries.map(([label, count]) => (
        <div key={label}>
          <dt>{text(label)}</dt>
          <dd>{number(count)}</dd>
        </div>
      ))}
    </dl>
  );
  const share = laptops.known > 0 ? laptops.reporting / laptops.known : null;
  return (
    <section aria-labelledby="completeness">
      <h2 id="completeness">{text("audit.completeness.title")}</h2>
      <div className="columns">
        <div className="card">
          <h3>{text("audit.days.title")}</h3>
          {rows([
            ["audit.days.promised", days.promised],
            ["audit.days.erased", days.erased],
            ["audit.days.late", days.late],
            ["audit.days.open", days.all - days.final],
            ["audit.days.remote", days.remote],
            ["audit.days.undecided", days.undecided],
            ["audit.days.agreement_days", days.agreement_days],
            ["audit.days.compliant", days.compliant],
            ["audit.days.deviation", days.deviation],
            ["audit.days.undetermined", days.undetermined],
            ["audit.days.without_agreement", days.without_agreement],
            ["audit.days.marked", days.marked],
          ])}
          <p className="note">{text("audit.days.note")}</p>
        </div>
        <div className="card">
          <h3>{text("audit.coverage.title")}</h3>
          <p className="whole-figure">
            {share === null ? "–" : percent(share)}
            <small>{text("audit.coverage.share", { date: dayFull(frame.today) })}</small>
          </p>
          {rows([
            ["audit.coverage.known", laptops.known],
            ["audit.coverage.without_agent", withoutAgent(frame)],
            ["audit.coverage.silent", silentLaptops(frame)],
            ["audit.coverage.unmeasurable", unmeasurable(frame)],
            ["audit.coverage.with_agreement", employees.with_agreement],
            ["audit.coverage.not_heard", employees.not_heard],
          ])}
          <p className="note">{text("audit.coverage.note")}</p>
        </div>
        <div className="card">
          <h3>{text("audit.holes.title")}</h3>
          <ul className="plain">
            {evidenceFindings.map((kind) => (
              <li key={kind} className="hole">
                <Glyph name={(findings[kind] ?? 0) > 0 ? "deviation" : "none"} /> {text(`finding.${kind}`)}
                <strong>{number(findings[kind] ?? 0)}</strong>
              </li>
            ))}
          </ul>
          <p className="note">{text("audit.holes.note")}</p>
        </div>
      </div>
    </section>
  );
}
