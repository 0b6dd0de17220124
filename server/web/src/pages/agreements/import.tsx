// SPDX-License-Identifier: EUPL-1.2
// A file of an HR system: chosen, tried (nothing is written), its report read, then carried out. All of
// it or nothing. What is wrong is told row by row with how to mend it, and can be saved for whoever
// makes the file.
import { Button } from "@midas-ds/components";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ApiProblem } from "../../api/client";
import { oneOf, useAddress } from "../../parts/address";
import { Glyph } from "../../parts/glyph";
import { useTexts } from "../../texts/texts";
import { canBeWritten, isWorkbook, type Report } from "./facts";
import { fileKinds, importFile } from "./queries";
import { ReportView } from "./report";

type Step = "choose" | "reading" | "trying" | "tried" | "writing" | "written";

export function ImportView() {
  const texts = useTexts();
  const { text } = texts;
  const [search, set] = useAddress();
  const kind = oneOf(fileKinds, search.get("file"));
  const queries = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const [system, setSystem] = useState("csv");
  const [full, setFull] = useState(false);
  const [many, setMany] = useState(false);
  const [step, setStep] = useState<Step>("choose");
  const [report, setReport] = useState<Report | null>(null);
  const [problem, setProblem] = useState<string | null>(null);

  const forget = () => {
    setStep("choose");
    setReport(null);
    setProblem(null);
  };
  const carryOut = async (dryRun: boolean) => {
    if (!file) return;
    setProblem(null);
    if (dryRun) setReport(null);
    setStep("reading");
    try {
      if (isWorkbook(new Uint8Array(await file.slice(0, 4).arrayBuffer()))) {
        setStep("choose");
        setProblem(text("agreements.import.workbook"));
        return;
      }
      setStep(dryRun ? "trying" : "writing");
      const made = await importFile({ kind, system, full, many, dryRun, file });
      setReport(made);
      setStep(made.written ? "written" : "tried");
      if (made.written) await queries.invalidateQueries();
    } catch (error) {
      setStep(report ? "tried" : "choose");
      const code = error instanceof ApiProblem ? error.code : "file_unreadable";
      const key = `agreements.import.refused.${code}`;
      setProblem(texts.has(key) ? text(key) : text("agreements.import.refused.other", { code }));
    }
  };
  const busy = step === "reading" || step === "trying" || step === "writing";
  const whole = kind === "employees";

  return (
    <section aria-labelledby="import">
      <h2 id="import">{text("agreements.view.import")}</h2>
      <p>{text("agreements.import.lead")}</p>
      <form
        className="import no-print"
        onSubmit={(event) => {
          event.preventDefault();
          void carryOut(true);
        }}
      >
        <label>
          <span>{text("agreements.import.kind")}</span>
          <select
            value={kind}
            disabled={busy}
            onChange={(event) => {
              set({ file: event.target.value });
              forget();
            }}
          >
            {fileKinds.map((one) => (
              <option key={one} value={one}>
                {text(`agreements.import.kind.${one}`)}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span>{text("agreements.import.file")}</span>
          <input
            type="file"
            accept=".csv,.txt,.json,text/csv,application/json"
            required
            disabled={busy}
            onChange={(event) => {
              setFile(event.target.files?.[0] ?? null);
              forget();
            }}
          />
        </label>
        <label>
          <span>{text("agreements.import.system")}</span>
          <input
            value={system}
            required
            maxLength={64}
            pattern="[A-Za-z0-9._:@\-]+"
            disabled={busy}
            onChange={(event) => {
              setSystem(event.target.value);
              forget();
            }}
          />
        </label>
        <p className="note">{text("agreements.import.system_note")}</p>
        {whole && (
          <>
            <label className="check">
              <input
                type="checkbox"
                checked={full}
                disabled={busy}
                onChange={(event) => {
                  setFull(event.target.checked);
                  forget();
                }}
              />{" "}
              {text("agreements.import.full")}
            </label>
            {full && (
              <label className="check">
                <input
                  type="checkbox"
                  checked={many}
                  disabled={busy}
                  onChange={(event) => {
                    setMany(event.target.checked);
                    forget();
                  }}
                />{" "}
                {text("agreements.import.many")}
              </label>
            )}
          </>
        )}
        <p className="note">{text(`agreements.import.columns.${kind}`)}</p>
        <div className="paging">
          <Button type="submit" isDisabled={busy || !file}>
            {text("agreements.import.try")}
          </Button>
        </div>
      </form>
      <div role="status">
        {busy && (
          <p className="progress">
            <progress aria-label={text(`agreements.import.step.${step}`)} /> {text(`agreements.import.step.${step}`)}
          </p>
        )}
      </div>
      {problem && (
        <p role="alert" className="problem">
          <Glyph name="deviation" /> {problem}
        </p>
      )}
      {report && !busy && <ReportView report={report} kind={kind} name={file?.name ?? ""} />}
      {report && step === "tried" && canBeWritten(report) && (
        <div className="paging no-print">
          <Button onPress={() => void carryOut(false)}>{text("agreements.import.write")}</Button>
        </div>
      )}
    </section>
  );
}
