// SPDX-License-Identifier: EUPL-1.2
// Läget nu: IT security's first page. What is wrong now and since when, what is not measured. Its first
// sentence is the answer; the rest says why. Names no person.
import "./now.css";
import { InfoBanner } from "@midas-ds/components";
import type { PageProps } from "../../shell/pages";
import { Failed, Loading } from "../../shell/states";
import { useTexts } from "../../texts/texts";
import { Glyph } from "../../parts/glyph";
import { useNow } from "../../parts/now";
import { Inbox } from "../people/inbox";
import { Blind } from "./blind";
import { Coverage, Posture } from "./figures";
import { coverageOf } from "./facts";
import { Outages, Self } from "./surroundings";
import { useCounts, useFindingCounts, useInventory, useLive, type Live } from "./queries";
import { useUnitNames } from "../../api/units";
import { Trend } from "./trend";
import { WrongNow } from "./wrong";

export default function Now(_: PageProps) {
  const texts = useTexts();
  const { text, term, moment } = texts;
  const now = useNow();
  const live = useLive();
  const devices = useCounts();
  const findings = useFindingCounts();
  const inventory = useInventory();
  const units = useUnitNames("it_security");

  const unitName = (code: string): string => units.data?.get(code) ?? code;
  const title = (what: string): string => {
    const own =
      devices.data?.requirements?.find((one) => one.requirement === what)?.title ??
      findings.data?.kinds.find((one) => one.what === what)?.title;
    if (own) return own[texts.language];
    const requirement = `requirement.${what}`;
    return texts.has(requirement) ? text(requirement) : what;
  };

  const failed = devices.error ?? findings.error;
  if (failed && !(devices.data && findings.data))
    return (
      <Failed
        error={failed}
        page={term("page_now")}
        retry={() => void Promise.all([devices.refetch(), findings.refetch()])}
      />
    );
  const states = devices.data?.states;
  if (!findings.data || !states) return <Loading lines={6} />;

  const { computers, unheard } = findings.data;
  const counts = inventory.data;
  const coverage = counts && counts.known > 0 ? coverageOf(counts) : null;
  const requirements = (devices.data?.requirements ?? []).map((one) => one.requirement);

  return (
    <>
      <div className="page-head">
        <h1>{term("page_now")}</h1>
        <LiveSign live={live} />
      </div>
      <p className="lead no-print">{text("now.lead")}</p>
      {failed && <InfoBanner type="warning" title={text("state.error.title")} message={text("state.error.network")} />}

      <div className={computers > 0 ? "answer answer-wrong" : "answer answer-ok"}>
        <Glyph name={computers > 0 ? "deviation" : "calm"} size={40} />
        <p>
          <strong>{computers > 0 ? text("now.answer.wrong", { count: computers }) : text("now.answer.ok")}</strong>{" "}
          {computers > 0 && text("now.answer.wrong_unheard", { count: unheard, all: computers })}{" "}
          {coverage && text("now.answer.unmeasured", { count: coverage.unmeasured })}{" "}
          {text("now.answer.unknown", { count: states.unknown + states.silent })}
        </p>
      </div>
      <p className="note">
        {text("now.age", { when: moment(new Date(Math.min(devices.dataUpdatedAt, findings.dataUpdatedAt)).toISOString()) })}
      </p>

      <div className="columns">
        <Coverage inventory={inventory} coverage={coverage} />
        <Posture states={states} />
      </div>
      <WrongNow counts={findings.data} heard={live.heard} now={now} title={title} unitName={unitName} />
      <Blind states={states} inventory={counts} now={now} unitName={unitName} />
      <Inbox />
      <div className="columns">
        <Outages now={now} title={title} requirements={requirements} units={[...(units.data ?? [])]} />
        <Self />
      </div>
      <Trend now={now} since={devices.data?.first_year ?? new Date(now).getUTCFullYear()} />
    </>
  );
}

function LiveSign({ live }: { live: Live }) {
  const { text, clock } = useTexts();
  const latest = Math.max(0, ...live.heard.values());
  return (
    <div className={`live live-${live.link} no-print`}>
      <p>
        <Glyph name={live.link === "on" ? "live" : live.link === "off" ? "broken" : "undetermined"} />{" "}
        {text(`now.live.${live.link}`)}
        {latest > 0 && (
          <span className="live-time"> {text("now.live.updated", { time: clock(new Date(latest).toISOString()) })}</span>
        )}
      </p>
      <p className="visually-hidden" role="status">
        {live.heard.size > 0 && text("now.live.changed", { count: live.heard.size })}
      </p>
    </div>
  );
}
