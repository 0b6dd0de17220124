// SPDX-License-Identifier: EUPL-1.2
// One computer: how it stands and why, what it has had, and what can be done. Whose it is and its
// reports with times are asked for with a reason.
import { Link } from "wouter";
import { useUnitNames } from "../../api/units";
import { Glyph, type GlyphName } from "../../parts/glyph";
import { useNow } from "../../parts/now";
import { Failed, Loading, Notice } from "../../shell/states";
import { useTexts } from "../../texts/texts";
import { Acts } from "./acts";
import { Person } from "./person";
import { type Device, useDevice, useDeviceFindings } from "./one_queries";
import { Events, Facts, Keys, Posture } from "./one_parts";

export default function OneDevice({ id }: { id: string }) {
  const { text, term } = useTexts();
  const device = useDevice(id);
  const findings = useDeviceFindings(id);
  if (device.error && !device.data)
    return <Failed error={device.error} page={term("page_devices")} retry={() => void device.refetch()} />;
  if (!device.data) return <Loading lines={8} />;
  const one = device.data;
  const spoke = findings.data?.findings.find((each) => each.kind === "unexpected_device" && each.closed_at === null);
  return (
    <>
      <p className="no-print">
        <Link href="/datorer">{text("device.back")}</Link>
      </p>
      <h1>{one.host_name ?? one.id}</h1>
      <Lead device={one} />
      <Answer device={one} spoke={spoke?.opened_at ?? null} />
      {one.notes.length > 0 && <Notes notes={one.notes} />}
      <div className="columns columns-wide">
        <Posture device={one} />
        <Facts device={one} />
      </div>
      <Events findings={findings} />
      <Person id={id} />
      <Keys device={one} />
      <Acts device={one} />
    </>
  );
}

function Lead({ device }: { device: Device }) {
  const { text, ago } = useTexts();
  const units = useUnitNames("it_security");
  const now = useNow();
  return (
    <p className="lead">
      {text("device.lead", {
        unit: device.unit ? (units.data?.get(device.unit) ?? device.unit) : text("device.no_unit"),
        lifecycle: text(`devices.lifecycle.${device.lifecycle}`),
        when: device.newest_at ? ago(device.newest_at, now) : text("devices.never_heard"),
      })}
    </p>
  );
}

function Answer({ device, spoke }: { device: Device; spoke: string | null }) {
  const { text, moment } = useTexts();
  const lost = device.lifecycle === "lost";
  const out = device.revoked_at !== null || lost || device.lifecycle === "retired";
  let glyph: GlyphName = "undetermined";
  let words = text("device.answer.unknown");
  if (lost && device.revoked_at) [glyph, words] = ["lock", text("device.answer.lost")];
  else if (device.revoked_at) [glyph, words] = ["lock", text("device.answer.revoked")];
  else if (out) [glyph, words] = ["none", lost ? text("devices.lifecycle.lost") : text("device.answer.retired")];
  else if (device.presence === "never") [glyph, words] = ["silent", text("device.answer.never")];
  else if (device.presence === "silent") [glyph, words] = ["silent", text("device.answer.silent")];
  else if (device.presence === "off") [glyph, words] = ["none", text("device.answer.off")];
  else if (device.overall === "pass") [glyph, words] = ["compliant", text("device.answer.pass")];
  else if (device.overall === "fail")
    [glyph, words] = ["deviation", text("device.answer.fail", { count: device.failing.length })];
  const wrong = spoke !== null || (!out && device.overall === "fail");
  const ok = !out && device.presence === "current" && device.overall === "pass";
  return (
    <div className={`answer ${wrong ? "answer-wrong" : ok ? "answer-ok" : "answer-doubt"}`}>
      <Glyph name={glyph} size={40} />
      <p>
        <strong>{words}</strong>
        {spoke && <span>{text("device.answer.spoke", { when: moment(spoke) })} </span>}
        {out && <Link href={`/datorer/${device.id}/forlust`}>{text("device.to_statement")}</Link>}
        {device.successor && (
          <span>
            {" "}
            {text("device.successor")}{" "}
            <Link href={`/datorer/${device.successor}`}>{text("device.successor.link")}</Link>
          </span>
        )}
      </p>
    </div>
  );
}

function Notes({ notes }: { notes: Device["notes"] }) {
  const texts = useTexts();
  return (
    <Notice glyph="undetermined" title={texts.text("device.notes.title")} level="part">
      {notes.map((note) => (
        <p key={note.sv}>{note[texts.language]}</p>
      ))}
    </Notice>
  );
}
