// SPDX-License-Identifier: EUPL-1.2
// The two figures under the answer: how many are measured at all, and how those stand.
import type { UseQueryResult } from "@tanstack/react-query";
import { Glyph, type GlyphName } from "../../parts/glyph";
import { Failed, Loading } from "../../shell/states";
import type { TextKey } from "../../texts/catalog";
import { useTexts } from "../../texts/texts";
import type { coverageOf, InventoryCounts, States } from "./facts";
import { StackedBar } from "./stacked_bar";

export function Coverage(props: {
  inventory: UseQueryResult<InventoryCounts>;
  coverage: ReturnType<typeof coverageOf> | null;
}) {
  const { text, term, percent } = useTexts();
  const { inventory, coverage } = props;
  return (
    <section className="card" aria-labelledby="coverage">
      <h2 id="coverage">{text("now.coverage.title")}</h2>
      {inventory.error ? (
        <Failed
          error={inventory.error}
          page={term("page_now")}
          retry={() => void inventory.refetch()}
          level="part"
        />
      ) : !inventory.data ? (
        <Loading lines={2} />
      ) : !coverage ? (
        <p>{text("now.coverage.no_inventory")}</p>
      ) : (
        <>
          <p className="figure">
            {percent(coverage.measured / coverage.known)}
            <small>{text("now.coverage.share", { measured: coverage.measured, known: coverage.known })}</small>
          </p>
          <StackedBar
            parts={[
              { name: "measured", count: coverage.measured },
              { name: "unmeasured", count: coverage.unmeasured },
            ]}
          />
          <p className="note">{text("now.coverage.note")}</p>
        </>
      )}
    </section>
  );
}

export function Posture({ states }: { states: States }) {
  const { text } = useTexts();
  const rows: { name: string; glyph: GlyphName; label: TextKey; count: number }[] = [
    { name: "fail", glyph: "deviation", label: "now.posture.fail", count: states.fail },
    { name: "unknown", glyph: "undetermined", label: "now.posture.unknown", count: states.unknown },
    {
      name: "silent",
      glyph: "silent",
      label: "now.posture.silent",
      count: states.silent + states.never,
    },
    { name: "pass", glyph: "compliant", label: "now.posture.pass", count: states.pass },
    { name: "off", glyph: "none", label: "now.posture.off", count: states.off },
  ];
  const total = rows.reduce((sum, row) => sum + row.count, 0);
  return (
    <section className="card" aria-labelledby="posture">
      <h2 id="posture">{text("now.posture.title")}</h2>
      <StackedBar parts={rows} />
      <ul className="key">
        {rows.map((row) => (
          <li key={row.name} className={row.count === 0 ? "key-zero" : undefined}>
            <Glyph name={row.glyph} />
            <span>{text(row.label)}</span>
            <strong>{row.count}</strong>
          </li>
        ))}
      </ul>
      <p className="note">{text("now.posture.total", { count: total })}</p>
    </section>
  );
}
