// SPDX-License-Identifier: EUPL-1.2
// Every version of an agreement, newest first: on which day, by whom, why, and what became another.
import { useTexts } from "../../texts/texts";
import { actorsOf, type Edit, editsOf, partsOf, type Version } from "./facts";
import { useNames } from "./queries";

export function HistoryOf({ versions }: { versions: Version[] }) {
  const { text, dayFull } = useTexts();
  const nameOf = useNames(actorsOf(versions));
  const newest = versions.map((version, at) => ({ version, before: versions[at - 1] })).reverse();
  return (
    <ol className="history">
      {newest.map(({ version, before }) => (
        <li key={version.version}>
          <h3>
            {text("agreements.history.version", { version: version.version, date: dayFull(version.on) })}
            {version.by && <small>{text("agreements.history.by", { by: nameOf(version.by) })}</small>}
          </h3>
          {version.why && <p>{version.why}</p>}
          {version.erased ? (
            <p className="note">{text("agreements.history.erased")}</p>
          ) : version.removed ? (
            <p>{text("agreements.history.removed")}</p>
          ) : (
            <ul className="edits">
              {editsOf(before, version).map((edit) => (
                <li key={edit.field}>
                  <EditLine edit={edit} first={before === undefined} nameOf={nameOf} />
                </li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ol>
  );
}

function EditLine(props: { edit: Edit; first: boolean; nameOf: (id: string) => string }) {
  const { text, has } = useTexts();
  const say = useWords(props.nameOf);
  const { gone, come } = partsOf(props.edit);
  const key = `agreements.field.${props.edit.field}`;
  return (
    <>
      <strong>{has(key) ? text(key) : props.edit.field}:</strong>{" "}
      {!props.first &&
        gone.map((one, at) => (
          <span key={`gone-${at}`}>
            <del>{say(one)}</del>{" "}
          </span>
        ))}
      {come.map((one, at) => (
        <ins key={`come-${at}`}>{say(one)}</ins>
      ))}
    </>
  );
}

/** A member of the record in words. */
function useWords(nameOf: (id: string) => string): (value: unknown) => string {
  const { text, dayFull, has } = useTexts();
  const part = (name: string, value: unknown): string => {
    const key = `agreements.part.${name}`;
    const label = has(key) ? text(key) : name;
    if (value === true) return label;
    const level = `agreements.level.${String(value)}`;
    const said = name === "by" ? nameOf(String(value)) : name === "level" && has(level) ? text(level) : say(value);
    return `${label} ${said}`;
  };
  const say = (one: unknown): string => {
    if (one === null || one === undefined) return "–";
    if (typeof one === "boolean") return text(one ? "office.yes" : "office.no");
    if (typeof one === "string" && /^\d{4}-\d{2}-\d{2}$/.test(one)) return dayFull(one);
    if (one === "here") return text("agreements.here");
    if (Array.isArray(one)) return one.map(say).join("; ") || "–";
    if (typeof one === "object")
      return Object.entries(one)
        .filter(([, value]) => value !== null && value !== false)
        .map(([name, value]) => part(name, value))
        .join(", ");
    return String(one);
  };
  return say;
}
