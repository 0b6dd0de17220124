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
import { coverageOf, firstYear, groupsOf, wrongOf } from "./facts";
import { Outages, Self } from "./surroundings";
import {
  useDevices,
  useFindings,
  useInventory,
  useLive,
  useRequirementTitles,
  type Live,
} from "./queries";
import { useUnitNames } from "../../api/units";
import { Trend } from "./trend";
import { WrongNow } from "./wrong";

export default function Now(_: PageProps) {
  const texts = useTexts();
  const { text, term } = texts;
  const now = useNow();
  const live = useLive();
  const devices = useDevices();
  const findings = useFindings();
  const inventory = useInventory();
  const units = useUnitNames("it_security");
  const titles = useRequirementTitles(devices.data?.[0]?.id);

  const unitName = (code: string): string => units.data?.get(code) ?? code;
  const title = (what: string): string => {
    const own = titles.data?.get(what)?.[texts.language];
    if (own) return own;
    const requirement = `requirement.${what}`;
    if (texts.has(requirement)) return text(requirement);
    const kind = `finding.${what}`;
    return texts.has(kind) ? text(kind) : what;
  };

  const failed = devices.error ?? findings.error;
  if (failed && (devices.error ? !devices.data : !findings.data))
    return (
      <Failed
        error={failed}
        page={term("page_now")}
        retry={() => void Promise.all([devices.refetch(), findings.refetch()])}
      />
    );
  // The faults are few and answer the question; a large organisation's computers may come after them.
  if (!findings.data) return <Loading lines={6} />;

  const groups = devices.data ? groupsOf(devices.data) : null;
  const wrong = wrongOf(findings.data.items, devices.data ?? [], inventory.data?.laptops ?? []);
  const wrongDevices = new Set(wrong.map((row) => row.finding.device)).size;
  const unheard = new Set(
    wrong.filter((row) => row.device && row.device.presence !== "current").map((row) => row.finding.device),
  ).size;
  const coverage = inventory.data && inventory.data.counts.known > 0 ? coverageOf(inventory.data.counts) : null;

  return (
    <>
      <div className="page-head">
        <h1>{term("page_now")}</h1>
        <LiveSign live={live} />
      </div>
      <p className="lead no-print">{text("now.lead")}</p>
      {failed && <InfoBanner type="warning" title={text("state.error.title")} message={text("state.error.network")} />}

      <div className={wrongDevices > 0 ? "answer answer-wrong" : "answer answer-ok"}>
        <Glyph name={wrongDevices > 0 ? "deviation" : "calm"} size={40} />
        <p>
          <strong>
            {wrongDevices > 0 ? text("now.answer.wrong", { count: wrongDevices }) : text("now.answer.ok")}
          </strong>{" "}
          {wrongDevices > 0 && text("now.answer.wrong_unheard", { count: unheard })}{" "}
          {coverage && text("now.answer.unmeasured", { count: coverage.unmeasured })}{" "}
          {groups && text("now.answer.unknown", { count: groups.undecided.length + groups.silent.length })}
        </p>
      </div>

      {groups && devices.data ? (
        <>
          <div className="columns">
            <Coverage inventory={inventory} coverage={coverage} />
            <Posture groups={groups} />
          </div>
          <WrongNow
            rows={wrong}
            complete={findings.data.complete}
            heard={live.heard}
            now={now}
            title={title}
            unitName={unitName}
          />
          <Blind groups={groups} inventory={inventory.data} now={now} unitName={unitName} />
          <Inbox />
          <div className="columns">
            <Outages now={now} title={title} />
            <Self />
          </div>
          <Trend now={now} since={firstYear(devices.data)} />
        </>
      ) : (
        <Loading lines={6} />
      )}
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
