// SPDX-License-Identifier: EUPL-1.2
// One thing that somebody does, in place: a native dialog with a form. It says in words what went wrong,
// closes when what was done is stored, and lets the page ask for everything anew.
import { Button } from "@midas-ds/components";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { ApiProblem } from "../api/client";
import { useTexts } from "../texts/texts";
import "./act.css";
import { Glyph } from "./glyph";

/** What somebody wrote, by the names of the form's fields. */
export type Filled = Record<string, string>;

export function ActDialog(props: {
  title: string;
  action: string;
  close: () => void;
  act: (filled: Filled) => Promise<unknown>;
  grave?: boolean;
  children?: ReactNode;
}) {
  const { text } = useTexts();
  const queries = useQueryClient();
  const dialog = useRef<HTMLDialogElement>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);

  useEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    return () => shown?.close();
  }, []);

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const filled: Filled = {};
    for (const [name, value] of new FormData(event.currentTarget)) if (typeof value === "string") filled[name] = value;
    setBusy(true);
    setProblem(null);
    try {
      await props.act(filled);
      await queries.invalidateQueries();
      dialog.current?.close();
    } catch (error) {
      // Somebody else was here meanwhile: what is shown behind the dialog is asked for anew.
      if (error instanceof ApiProblem && (error.status === 412 || error.status === 409)) void queries.invalidateQueries();
      setProblem(error);
    } finally {
      setBusy(false);
    }
  }

  return (
    <dialog ref={dialog} className="act" aria-labelledby="act-title" onClose={props.close}>
      <form onSubmit={(event) => void submit(event)}>
        <h2 id="act-title">{props.title}</h2>
        {props.children}
        {problem !== null && (
          <p role="alert" className="act-problem">
            <Glyph name="broken" /> <ProblemWords problem={problem} />
          </p>
        )}
        <div className="act-buttons">
          <Button type="submit" variant={props.grave ? "danger" : "primary"} isDisabled={busy}>
            {busy ? text("act.busy") : props.action}
          </Button>
          <Button variant="secondary" onPress={() => dialog.current?.close()}>
            {text("act.cancel")}
          </Button>
        </div>
      </form>
    </dialog>
  );
}

/** In words for each code of the collector's; what it adds in English stands beside as its own words. */
export function ProblemWords({ problem }: { problem: unknown }) {
  const { text, has } = useTexts();
  const code = problem instanceof ApiProblem ? problem.code : "unknown";
  const key = `act.problem.${code}`;
  return (
    <>
      {has(key) ? text(key) : text("act.problem.other", { code })}
      {problem instanceof ApiProblem && problem.detail && (
        <small lang="en">{text("act.problem.detail", { detail: problem.detail })}</small>
      )}
    </>
  );
}

export function Field(props: {
  name: string;
  label: string;
  type?: "text" | "date" | "number";
  value?: string;
  help?: string;
  needed?: boolean;
  min?: string;
  max?: string;
}) {
  const help = props.help ? `${props.name}-help` : undefined;
  return (
    <label className="field">
      <span>{props.label}</span>
      <input
        name={props.name}
        type={props.type ?? "text"}
        defaultValue={props.value}
        required={props.needed}
        min={props.min}
        max={props.max}
        maxLength={props.type === undefined || props.type === "text" ? 200 : undefined}
        aria-describedby={help}
      />
      {props.help && <small id={help}>{props.help}</small>}
    </label>
  );
}

export function LongField(props: { name: string; label: string; help?: string; needed?: boolean }) {
  const help = props.help ? `${props.name}-help` : undefined;
  return (
    <label className="field">
      <span>{props.label}</span>
      <textarea name={props.name} rows={4} maxLength={1000} required={props.needed} aria-describedby={help} />
      {props.help && <small id={help}>{props.help}</small>}
    </label>
  );
}

export function Choice(props: { name: string; label: string; options: { value: string; label: string }[]; value?: string }) {
  return (
    <fieldset className="field">
      <legend>{props.label}</legend>
      {props.options.map((one, at) => (
        <label key={one.value} className="option">
          <input
            type="radio"
            name={props.name}
            value={one.value}
            required
            defaultChecked={props.value === undefined ? at === 0 : one.value === props.value}
          />
          <span>{one.label}</span>
        </label>
      ))}
    </fieldset>
  );
}

export function Tick(props: { name: string; label: string; ticked?: boolean }) {
  return (
    <label className="option">
      <input type="checkbox" name={props.name} value="yes" defaultChecked={props.ticked} />
      <span>{props.label}</span>
    </label>
  );
}
