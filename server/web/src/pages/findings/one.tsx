// SPDX-License-Identifier: EUPL-1.2
// One finding: what it is, how it is mended, who takes care of it, what was done, and a decided exception.
import { Button } from "@midas-ds/components";
import { useId, useState } from "react";
import { Link } from "wouter";
import { ApiProblem, type Schemas } from "../../api/client";
import { Glyph } from "../../parts/glyph";
import { useNow } from "../../parts/now";
import { Failed, Loading } from "../../shell/states";
import { useTexts } from "../../texts/texts";
import { nameOf } from "./facts";
import { useAssignees, useAssignment, useFinding, useNote } from "./queries";
import { WaiverForm } from "./waiver";

type Finding = Schemas["FindingFull"];

export default function OneFinding({ id }: { id: string }) {
  const texts = useTexts();
  const { text, term, moment, ago, language } = texts;
  const now = useNow();
  const found = useFinding(id);
  if (found.error && !found.data)
    return <Failed error={found.error} page={term("page_findings")} retry={() => void found.refetch()} />;
  if (!found.data) return <Loading lines={6} />;
  const finding = found.data;
  return (
    <>
      <p className="no-print">
        <Link href="/att-atgarda">{text("finding.back")}</Link>
      </p>
      <h1>
        {finding.title[language]}
        {finding.kind === "requirement_failed" && `: ${text("result.fail")}`}
      </h1>
      <p className="lead">
        {finding.device === "" ? (
          text("findings.server")
        ) : (
          <Link href={`/datorer/${finding.device}`}>{finding.computer?.host_name ?? nameOf(finding)}</Link>
        )}
      </p>
      <div className={`answer ${finding.closed_at ? "answer-ok" : "answer-wrong"}`}>
        <Glyph name={finding.closed_at ? "calm" : "deviation"} size={40} />
        <p>
          <strong>
            {finding.closed_at
              ? text("finding.closed", { when: moment(finding.closed_at) })
              : text("finding.open", { when: moment(finding.first_failed_at), ago: ago(finding.first_failed_at, now) })}
          </strong>
          {finding.detail && (
            <small lang="en">{finding.kind === "requirement_failed" ? "" : text("finding.detail", { detail: finding.detail })}</small>
          )}
        </p>
      </div>
      {finding.remedy && (
        <section aria-labelledby="mend">
          <h2 id="mend">{text("finding.mend")}</h2>
          <p>{finding.remedy[language]}</p>
          {finding.kind === "requirement_failed" && <p className="note">{text("finding.closes")}</p>}
        </section>
      )}
      <Care finding={finding} />
      {finding.requirement !== null && finding.closed_at === null && <WaiverForm finding={finding} />}
      <Earlier finding={finding} />
    </>
  );
}

function Care({ finding }: { finding: Finding }) {
  const { text } = useTexts();
  const open = finding.closed_at === null;
  return (
    <section aria-labelledby="care">
      <h2 id="care">{text("finding.care.title")}</h2>
      {open && (
        <div className="no-print">
          <Assign finding={finding} />
          <Note id={String(finding.id)} />
        </div>
      )}
      <h3>{text("finding.care.history")}</h3>
      <History lines={finding.history ?? []} />
    </section>
  );
}

function NotDone({ error }: { error: Error | null }) {
  const { text } = useTexts();
  if (!error) return null;
  return (
    <p role="alert" className="missing">
      {text("finding.care.failed", { code: error instanceof ApiProblem ? error.code : error.name })}
    </p>
  );
}

function Assign({ finding }: { finding: Finding }) {
  const { text } = useTexts();
  const assignees = useAssignees();
  const assignment = useAssignment(String(finding.id));
  if (assignees.data?.length === 0) return <p className="note">{text("finding.care.none")}</p>;
  return (
    <>
      <label className="chosen">
        <span>{text("finding.care.assign")}</span>
        <select
          value={finding.assigned?.account ?? ""}
          disabled={assignment.isPending}
          onChange={(event) => assignment.mutate(event.target.value || null)}
        >
          <option value="">{text("finding.care.nobody")}</option>
          {assignees.data?.map((one) => (
            <option key={one.account} value={one.account}>
              {one.self ? text("finding.care.self", { name: one.name }) : one.name}
            </option>
          ))}
        </select>
      </label>
      <NotDone error={assignment.error} />
    </>
  );
}

function Note({ id }: { id: string }) {
  const { text } = useTexts();
  const [written, write] = useState("");
  const note = useNote(id);
  const hint = useId();
  return (
    <div className="asked-for">
      <label>
        <span>{text("finding.care.note")}</span>
        <textarea
          value={written}
          rows={3}
          maxLength={1000}
          aria-describedby={hint}
          onChange={(event) => write(event.target.value)}
        />
      </label>
      <small id={hint}>{text("finding.care.note.hint")}</small>
      <div className="buttons">
        <Button
          variant="secondary"
          isDisabled={written.trim() === "" || note.isPending}
          onPress={() => note.mutate(written.trim(), { onSuccess: () => write("") })}
        >
          {text("finding.care.note.save")}
        </Button>
      </div>
      <NotDone error={note.error} />
    </div>
  );
}

function History({ lines }: { lines: Schemas["FindingLine"][] }) {
  const { text, moment } = useTexts();
  if (lines.length === 0) return <p>{text("finding.care.history.none")}</p>;
  return (
    <ol className="timeline">
      {lines.map((line, at) => (
        <li key={at}>
          <div>
            {text(`finding.care.${line.act}`, { by: line.by, name: line.name ?? "", note: line.note ?? "" })}
            <small>{moment(line.at)}</small>
          </div>
        </li>
      ))}
    </ol>
  );
}

function Earlier({ finding }: { finding: Finding }) {
  const { text, moment } = useTexts();
  return (
    <section aria-labelledby="earlier">
      <h2 id="earlier">{text("finding.earlier.title")}</h2>
      {finding.earlier.length === 0 ? (
        <p>{text("finding.earlier.none")}</p>
      ) : (
        <ul className="plain">
          {finding.earlier.map((one) => (
            <li key={one.id}>
              <Link href={`/att-atgarda/${one.id}`}>
                {one.closed_at
                  ? text("device.events.closed", { from: moment(one.first_failed_at), to: moment(one.closed_at) })
                  : text("device.events.open", { from: moment(one.first_failed_at) })}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
