// SPDX-License-Identifier: EUPL-1.2
// Revision: the frame of a period before anything is drawn from it. Whether it is whole, what is not
// measured, the figures, which rules were in force with whose decision, and the ledger that all of it
// rests on. Its sections are a list, so that samples and evidence take their place among them.
import "./audit.css";
import { Button } from "@midas-ds/components";
import { Link } from "wouter";
import { useAddress } from "../../parts/address";
import { Glyph, type GlyphName } from "../../parts/glyph";
import { useNow } from "../../parts/now";
import type { PageProps } from "../../shell/pages";
import { Failed, Loading } from "../../shell/states";
import { useTexts } from "../../texts/texts";
import { today as todayAt } from "../../texts/weeks";
import { Completeness } from "./completeness";
import { type Frame, periodOf, usualPeriods, type Wholeness, wholenessOf } from "./facts";
import { Months } from "./months";
import { Ledger, NotYet } from "./ledger";
import { Policies } from "./policies";
import { useFrame } from "./queries";

const glyphs: Record<Wholeness, GlyphName> = {
  whole: "compliant",
  open: "undetermined",
  unknown: "undetermined",
  nothing: "none",
};

export default function Audit(_: PageProps) {
  const { text, term, dayFull } = useTexts();
  const [search, set] = useAddress();
  const today = todayAt(useNow());
  const period = periodOf(search.get("from"), search.get("to"), today);
  const frame = useFrame(period);
  return (
    <>
      <h1>{term("page_audit")}</h1>
      <p className="lead no-print">{text("audit.lead")}</p>
      <form className="filters no-print" onSubmit={(event) => event.preventDefault()}>
        <label>
          <span>{text("audit.from")}</span>
          <input
            type="date"
            value={period.from}
            max={period.to}
            onChange={(event) => set({ from: event.target.value, to: period.to })}
          />
        </label>
        <label>
          <span>{text("audit.to")}</span>
          <input
            type="date"
            value={period.to}
            min={period.from}
            onChange={(event) => set({ from: period.from, to: event.target.value })}
          />
        </label>
        <ul className="usual">
          {usualPeriods(today).map(({ key, period: { from, to } }) => (
            <li key={key}>
              <Link href={`/revision?from=${from}&to=${to}`}>{text(`audit.usual.${key}`)}</Link>
            </li>
          ))}
        </ul>
        <Button variant="secondary" onPress={() => window.print()}>
          {text("office.print")}
        </Button>
      </form>
      <h2 className="print-only">{text("audit.period", { from: dayFull(period.from), to: dayFull(period.to) })}</h2>
      {frame.error ? (
        <Failed error={frame.error} page={term("page_audit")} retry={() => void frame.refetch()} level="part" />
      ) : !frame.data ? (
        <Loading lines={6} />
      ) : (
        <>
          <Answer frame={frame.data} />
          <Completeness frame={frame.data} />
          <Months period={period} />
          <Policies period={period} />
          <Ledger frame={frame.data} />
          <NotYet />
        </>
      )}
    </>
  );
}

function Answer({ frame }: { frame: Frame }) {
  const { text, number, dayFull } = useTexts();
  const wholeness = wholenessOf(frame);
  const { dates, days } = frame;
  return (
    <div className={wholeness === "whole" ? "answer answer-ok" : "answer answer-doubt"}>
      <Glyph name={glyphs[wholeness]} size={40} />
      <p>
        <strong>{text(`audit.answer.${wholeness}`)}</strong>{" "}
        {text("audit.answer.dates", {
          from: dayFull(frame.from),
          to: dayFull(frame.to),
          final: number(dates.final),
          all: number(dates.all),
        })}{" "}
        {dates.open > 0 && text("audit.answer.open_dates", { count: dates.open })}{" "}
        {dates.unknown > 0 &&
          text(dates.first_known ? "audit.answer.unknown_since" : "audit.answer.unknown_dates", {
            count: dates.unknown,
            date: dates.first_known ? dayFull(dates.first_known) : "",
          })}{" "}
        {text("audit.answer.days", { count: days.final })}
      </p>
    </div>
  );
}
