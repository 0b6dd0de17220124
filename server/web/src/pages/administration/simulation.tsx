// SPDX-License-Identifier: EUPL-1.2
// What a policy would have meant for days that are stored: begun, watched, cancelled, and told. Which
// simulation is shown stands in the address, so that a reload shows it still. Counts alone, none about
// fewer than five people.
import { Button } from "@midas-ds/components";
import { type FormEvent, useState } from "react";
import { useSearchParams } from "wouter";
import type { Schemas } from "../../api/client";
import type { Role } from "../../api/session";
import { send } from "../../api/write";
import { ProblemWords } from "../../parts/act";
import { Glyph } from "../../parts/glyph";
import { ListHead } from "../../parts/list_head";
import { useNow } from "../../parts/now";
import { Failed, Loading } from "../../shell/states";
import { useTexts } from "../../texts/texts";
import { addDays, today as todayOf } from "../../texts/weeks";
import { progressOf } from "./facts";
import { simulate, useSimulation } from "./queries";

type Simulation = Schemas["Simulation"];
type Result = Schemas["SimulationResult"];
const span = 28;

export function SimulationPart({ role, file }: { role: Role; file: File }) {
  const { text } = useTexts();
  const [search, setSearch] = useSearchParams();
  const id = search.get("simulation");
  const today = todayOf(useNow());
  const [from, setFrom] = useState(() => addDays(today, -span));
  const [to, setTo] = useState(() => addDays(today, -1));
  const [problem, setProblem] = useState<unknown>(null);

  const begin = async (event: FormEvent) => {
    event.preventDefault();
    setProblem(null);
    try {
      const begun = await simulate(role, file, from, to);
      setSearch((before) => {
        before.set("simulation", begun.id);
        return before;
      });
    } catch (error) {
      setProblem(error);
    }
  };

  return (
    <>
      <form className="no-print" onSubmit={(event) => void begin(event)}>
        <p>{text("admin.simulation.lead")}</p>
        <div className="field-row">
          <label className="field">
            <span>{text("admin.simulation.from")}</span>
            <input type="date" required max={to} value={from} onChange={(event) => setFrom(event.target.value)} />
          </label>
          <label className="field">
            <span>{text("admin.simulation.to")}</span>
            <input
              type="date"
              required
              min={from}
              max={today}
              value={to}
              onChange={(event) => setTo(event.target.value)}
            />
          </label>
        </div>
        {problem !== null && (
          <p role="alert" className="act-problem">
            <Glyph name="broken" /> <ProblemWords problem={problem} />
          </p>
        )}
        <Button type="submit" variant="secondary">
          {text("admin.simulation.begin")}
        </Button>
      </form>
      {id !== null && <One role={role} id={id} />}
    </>
  );
}

function One({ role, id }: { role: Role; id: string }) {
  const { text, term } = useTexts();
  const simulation = useSimulation(role, id);
  if (simulation.error)
    return (
      <Failed
        error={simulation.error}
        page={term("page_administration")}
        retry={() => void simulation.refetch()}
        level="part"
      />
    );
  if (!simulation.data) return <Loading lines={2} />;
  const now = simulation.data;
  switch (now.state) {
    case "running":
      return <Running role={role} simulation={now} />;
    case "failed":
      return (
        <p role="alert">
          <Glyph name="broken" /> {text("admin.simulation.failed")} <small lang="en">{now.problem}</small>
        </p>
      );
    case "cancelled":
      return <p role="status">{text("admin.simulation.cancelled")}</p>;
    case "done":
      return now.result ? <Told result={now.result} /> : null;
  }
}

function Running({ role, simulation }: { role: Role; simulation: Simulation }) {
  const { text, percent } = useTexts();
  const share = progressOf(simulation);
  return (
    <div className="card" role="status">
      <label>
        <span>{text(`admin.simulation.step.${simulation.step}`)}</span>
        {share === null ? <progress /> : <progress value={share} max={1} />}
      </label>
      {share !== null && <p>{percent(share)}</p>}
      <Button
        variant="secondary"
        onPress={() => void send(role, { method: "DELETE", path: `/api/v1/simulations/${simulation.id}` })}
      >
        {text("admin.simulation.cancel")}
      </Button>
    </div>
  );
}

function Told({ result }: { result: Result }) {
  const texts = useTexts();
  const { text, term, dayFull } = texts;
  const figure = (value: number | null) => (value === null ? text("figure.few") : String(value));
  const { figures, could_not_run: not } = result;
  const changed = figures.changed === null ? text("figure.few") : String(figures.changed);
  const missing = not.reports_erased + not.person_unknown;
  const verdicts = [
    [term("compliant"), "compliant"],
    [term("deviation"), "deviation"],
    [term("undetermined"), "undetermined"],
    [text("admin.simulation.none"), "none"],
  ] as const;
  return (
    <div className="card" role="status">
      <h4>{text("admin.simulation.result", { changed, count: figures.days ?? 0, known: figures.days === null ? "no" : "yes" })}</h4>
      <p>
        {text("admin.simulation.period", {
          from: dayFull(result.from),
          to: dayFull(result.to),
          count: result.stored,
        })}{" "}
        {text("admin.simulation.missing", { count: missing })}
        {missing > 0 &&
          ` ${text("admin.simulation.missing.why", { erased: not.reports_erased, gone: not.person_unknown })}`}
      </p>
      <table className="list list-plain">
        <ListHead heads={["admin.simulation.days", "admin.simulation.before", "admin.simulation.after"]} />
        <tbody>
          {verdicts.map(([name, key]) => (
            <tr key={key}>
              <th scope="row">{name}</th>
              <td>{figure(figures.before[key])}</td>
              <td>{figure(figures.after[key])}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {result.requirements.length > 0 && (
        <table className="list list-plain">
          <caption>{text("admin.simulation.requirements")}</caption>
          <ListHead
            heads={["admin.simulation.requirement", "admin.simulation.before", "admin.simulation.after"]}
          />
          <tbody>
            {result.requirements.map((one) => {
              const key = `requirement.${one.id}`;
              return (
                <tr key={one.id}>
                  <th scope="row">{texts.has(key) ? text(key) : one.id}</th>
                  <td>{figure(one.before.fail)}</td>
                  <td>{figure(one.after.fail)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
      <p className="note">{text("admin.simulation.few")}</p>
    </div>
  );
}
