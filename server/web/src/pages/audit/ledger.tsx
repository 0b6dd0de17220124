// SPDX-License-Identifier: EUPL-1.2
// What everything rests on: the ledger's newest signed checkpoint, the key that verifies it, and how a
// stranger does that without believing this page. And what this page cannot do yet.
import { useTexts } from "../../texts/texts";
import { checkpointOf, type Frame } from "./facts";

export function Ledger({ frame }: { frame: Frame }) {
  const { text, number } = useTexts();
  const checkpoint = checkpointOf(frame.checkpoint);
  const [epoch, ...key] = frame.log_key.split(" ");
  const origin = window.location.origin;
  return (
    <section aria-labelledby="ledger">
      <h2 id="ledger">{text("audit.ledger.title")}</h2>
      <p>{text("audit.ledger.lead")}</p>
      {checkpoint && (
        <dl className="facts">
          <div>
            <dt>{text("audit.ledger.size")}</dt>
            <dd>{number(Number(checkpoint.size))}</dd>
          </div>
          <div>
            <dt>{text("audit.ledger.root")}</dt>
            <dd>
              <code>{checkpoint.root}</code>
            </dd>
          </div>
          <div>
            <dt>{text("audit.ledger.key", { epoch: epoch ?? "" })}</dt>
            <dd>
              <code>{key.join(" ")}</code>
            </dd>
          </div>
        </dl>
      )}
      <h3>{text("audit.ledger.note")}</h3>
      <pre className="checkpoint" tabIndex={0} aria-label={text("audit.ledger.note")}>
        {frame.checkpoint}
      </pre>
      <h3>{text("audit.ledger.verify")}</h3>
      <ol className="verify">
        <li>
          {text("audit.ledger.step.fetch")}
          <pre tabIndex={0} aria-label={text("audit.ledger.step.fetch")}>{`curl -fsS ${origin}/checkpoint`}</pre>
        </li>
        <li>{text("audit.ledger.step.key")}</li>
        <li>{text("audit.ledger.step.keep")}</li>
      </ol>
    </section>
  );
}

const notYet = ["sample", "bundle", "gaps", "blind"] as const;

export function NotYet() {
  const { text } = useTexts();
  return (
    <section aria-labelledby="not-yet">
      <h2 id="not-yet">{text("audit.not_yet.title")}</h2>
      <ul className="bullets">
        {notYet.map((one) => (
          <li key={one}>{text(`audit.not_yet.${one}`)}</li>
        ))}
      </ul>
    </section>
  );
}
