// SPDX-License-Identifier: EUPL-1.2
// What changes when one policy takes another's place, in words: whether each change can find more faults
// or fewer, whom it is about, what was and what will be. For whoever decides and for whoever may know.
import "./comparison.css";
import type { Schemas } from "../api/client";
import { useTexts } from "../texts/texts";
import { Glyph, type GlyphName } from "./glyph";

type Comparison = Schemas["PolicyComparison"];
type Change = Comparison["changes"][number];
type Scope = Change["for_before"];

const glyphs: Record<Change["effect"], GlyphName> = { stricter: "deviation", milder: "calm", open: "none" };
const longest = 60;

export function PolicyComparison({ comparison }: { comparison: Comparison }) {
  const { text } = useTexts();
  if (comparison.changes.length === 0) return <p>{text("comparison.same")}</p>;
  return (
    <>
      <ul className="comparison-sums">
        <li>
          <Glyph name="deviation" /> {text("comparison.stricter", { count: comparison.stricter })}
        </li>
        <li>
          <Glyph name="calm" /> {text("comparison.milder", { count: comparison.milder })}
        </li>
        <li>
          <Glyph name="none" /> {text("comparison.other", { count: comparison.other })}
        </li>
      </ul>
      <ul className="changes">
        {comparison.changes.map((change) => (
          <ChangeRow key={`${change.part} ${change.id}`} change={change} />
        ))}
      </ul>
    </>
  );
}

function ChangeRow({ change }: { change: Change }) {
  const texts = useTexts();
  const { text, language } = texts;
  const whom = useWhom(change);
  const part = `comparison.part.${change.part}`;
  const known = `requirement.${change.id}`;
  const name =
    change.title?.[language] ?? change.label?.[language] ?? (texts.has(known) ? text(known) : null) ??
    (texts.has(part) ? text(part) : change.id);
  const fields = change.fields.filter((field) => isTold(field.name, change.change, language));
  return (
    <li className={`change-${change.effect}`}>
      <h4>
        <Glyph name={glyphs[change.effect]} /> {name}
      </h4>
      <p>
        {text("comparison.line", {
          change: text(`comparison.change.${change.change}`),
          effect: text(`comparison.effect.${change.effect}`),
        })}
        {whom && ` ${whom}`}
      </p>
      {fields.length > 0 && (
        <dl>
          {fields.map((field) => (
            <FieldRow key={field.name} field={field} change={change.change} />
          ))}
        </dl>
      )}
    </li>
  );
}

/** Of what is new or gone as a whole: not its title again, not the other language. */
function isTold(name: string, change: Change["change"], language: string): boolean {
  if (name.endsWith(language === "sv" ? ".en" : ".sv")) return false;
  if (change === "changed") return true;
  if (name.startsWith("title.")) return false;
  return change === "added" || !/^(why|remedy)/.test(name);
}

function FieldRow({ field, change }: { field: Change["fields"][number]; change: Change["change"] }) {
  const texts = useTexts();
  const { text, language } = texts;
  const say = (value: string | null) => {
    if (value === null) return text("comparison.absent");
    const key = `comparison.value.${value}`;
    return texts.has(key) ? text(key) : value;
  };
  const before = say(field.before);
  const after = say(field.after);
  const short = before.length <= longest && after.length <= longest;
  return (
    <>
      <dt>{field.label?.[language] ?? field.name}</dt>
      <dd>
        {change === "added"
          ? after
          : change === "removed"
            ? before
            : short
              ? text("comparison.from_to", { before, after })
              : text("comparison.becomes", { after })}
        {change === "changed" && field.effect !== "open" && (
          <small> ({text(`comparison.effect.${field.effect}`)})</small>
        )}
      </dd>
    </>
  );
}

function useWhom(change: Change): string {
  const { text } = useTexts();
  const say = (scope: Scope): string => {
    if (!scope || Object.keys(scope).length === 0) return text("comparison.everybody");
    const part = (key: "units" | "roles" | "except_units" | "except_roles") => {
      const ids = scope[key];
      return ids ? [text(`comparison.whom.${key}`, { list: ids.length > 0 ? ids.join(", ") : text("comparison.nobody") })] : [];
    };
    return [...part("units"), ...part("roles"), ...part("except_units"), ...part("except_roles")].join("; ");
  };
  if (change.part !== "requirement" && change.part !== "agreement") return "";
  const before = change.for_before === null ? null : say(change.for_before);
  const after = change.for_after === null ? null : say(change.for_after);
  if (before === null && after === null) return "";
  if (before === null || after === null || before === after)
    return text("comparison.about", { whom: after ?? before ?? "" });
  return text("comparison.about_changed", { before, after });
}
