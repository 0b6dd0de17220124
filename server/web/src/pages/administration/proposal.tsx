// SPDX-License-Identifier: EUPL-1.2
// A new policy before and when it is announced. Nothing is stored until the last step, and the day from
// which it holds is the reader's to choose: two weeks ahead unless they say otherwise.
import { Button } from "@midas-ds/components";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { Role } from "../../api/session";
import { ProblemWords } from "../../parts/act";
import { PolicyComparison } from "../../parts/comparison";
import { Glyph } from "../../parts/glyph";
import { useNow } from "../../parts/now";
import { Loading } from "../../shell/states";
import { useTexts } from "../../texts/texts";
import { addDays, today as todayOf } from "../../texts/weeks";
import { announce, compare, type Compared } from "./queries";
import { SimulationPart } from "./simulation";

const notice = 14;
const mostBytes = 1024 * 1024;

export function Proposal({ role }: { role: Role }) {
  const { text } = useTexts();
  const [file, setFile] = useState<File | null>(null);
  const [compared, setCompared] = useState<Compared | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);

  const choose = async (chosen: File | null) => {
    setFile(null);
    setCompared(null);
    setProblem(null);
    if (!chosen) return;
    setBusy(true);
    try {
      setCompared(await compare(role, chosen));
      setFile(chosen);
    } catch (error) {
      setProblem(error);
    } finally {
      setBusy(false);
    }
  };

  return (
    <section aria-labelledby="proposal">
      <h2 id="proposal">{text("admin.proposal")}</h2>
      <p className="no-print">{text("admin.proposal.lead")}</p>
      <label className="field file-field no-print">
        <span>{text("admin.proposal.file")}</span>
        <input
          type="file"
          accept=".yaml,.yml,application/yaml"
          onChange={(event) => {
            const chosen = event.target.files?.[0] ?? null;
            void choose(chosen && chosen.size <= mostBytes ? chosen : null);
            if (chosen && chosen.size > mostBytes) setProblem(new Error("too_large"));
          }}
        />
      </label>
      {busy && <Loading lines={3} />}
      {problem !== null && (
        <p role="alert" className="act-problem">
          <Glyph name="broken" /> {text("admin.proposal.unreadable")} <ProblemWords problem={problem} />
        </p>
      )}
      {file && compared && <Steps role={role} file={file} compared={compared} />}
    </section>
  );
}

function Steps({ role, file, compared }: { role: Role; file: File; compared: Compared }) {
  const { text, language } = useTexts();
  const { policy, warnings, comparison } = compared;
  return (
    <ol className="steps">
      <li>
        <h3>{text("admin.proposal.changes")}</h3>
        <p>
          {text("admin.proposal.named", {
            title: policy.title[language],
            id: policy.id,
            version: policy.version,
            count: policy.requirements,
          })}
        </p>
        {warnings.length > 0 && (
          <ul className="warnings">
            {warnings.map((warning) => (
              <li key={warning.en}>
                <Glyph name="undetermined" /> {warning[language]}
              </li>
            ))}
          </ul>
        )}
        {comparison ? <PolicyComparison comparison={comparison} /> : <p>{text("admin.proposal.first")}</p>}
      </li>
      <li>
        <h3>{text("admin.simulation")}</h3>
        <SimulationPart role={role} file={file} />
      </li>
      <li className="no-print">
        <h3>{text("admin.announce")}</h3>
        <Announce role={role} file={file} name={`${policy.id} ${policy.version}`} />
      </li>
    </ol>
  );
}

function Announce({ role, file, name }: { role: Role; file: File; name: string }) {
  const { text, moment, language } = useTexts();
  const queries = useQueryClient();
  const today = todayOf(useNow());
  const [from, setFrom] = useState(() => addDays(today, notice));
  const [problem, setProblem] = useState<unknown>(null);
  const [put, setPut] = useState<Awaited<ReturnType<typeof announce>> | null>(null);
  const [busy, setBusy] = useState(false);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setProblem(null);
    setBusy(true);
    try {
      setPut(await announce(role, file, from));
      await queries.invalidateQueries({ queryKey: ["policies"] });
    } catch (error) {
      setProblem(error);
    } finally {
      setBusy(false);
    }
  };

  if (put)
    return (
      <div role="status">
        <p>
          <Glyph name="compliant" />{" "}
          {text(put.unchanged ? "admin.announce.before" : "admin.announce.done", {
            policy: name,
            from: moment(put.in_force_from),
          })}
        </p>
        <ul className="warnings">
          {(put.warnings ?? []).map((warning) => (
            <li key={warning.en}>
              <Glyph name="undetermined" /> {warning[language]}
            </li>
          ))}
        </ul>
      </div>
    );
  return (
    <form onSubmit={(event) => void submit(event)}>
      <p>{text("admin.announce.lead")}</p>
      <label className="field">
        <span>{text("admin.announce.from")}</span>
        <input
          type="date"
          required
          min={addDays(today, 1)}
          value={from}
          onChange={(event) => setFrom(event.target.value)}
        />
      </label>
      {from < addDays(today, notice) && (
        <p className="note">
          <Glyph name="undetermined" /> {text("admin.announce.short")}
        </p>
      )}
      {problem !== null && (
        <p role="alert" className="act-problem">
          <Glyph name="broken" /> <ProblemWords problem={problem} />
        </p>
      )}
      <Button type="submit" isDisabled={busy}>
        {text("admin.announce.action")}
      </Button>
    </form>
  );
}
