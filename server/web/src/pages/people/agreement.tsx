// SPDX-License-Identifier: EUPL-1.2
// An agreement as manager and employee both see it: where it stands, what was agreed, who has signed, what
// is done and lent. What can be done with it is the page's to add.
import type { ReactNode } from "react";
import { Glyph } from "../../parts/glyph";
import { useTexts } from "../../texts/texts";
import type { Agreement } from "./queries";

export function AgreementCard({ agreement, children }: { agreement: Agreement; children?: ReactNode }) {
  const { text, dayFull } = useTexts();
  const signature = (one: Agreement["signed_by_manager"]) =>
    one ? text("people.agreement.signed", { date: dayFull(one.on) }) : text("people.agreement.unsigned");
  const extent = [
    agreement.max_days_per_week !== null && text("staff.agreement.days", { count: agreement.max_days_per_week }),
    agreement.max_share_percent !== null && text("people.agreement.share", { percent: agreement.max_share_percent }),
  ].filter((one) => one !== false);
  const alive = agreement.state === "in_force" || agreement.state === "agreed";
  return (
    <article className="card agreement">
      <h3>
        <Glyph name={alive ? "calm" : agreement.state === "applied" ? "short" : "none"} />{" "}
        <AgreementState agreement={agreement} />
      </h3>
      <dl className="pairs">
        <Pair label={text("people.agreement.period")}>
          {agreement.valid_to
            ? text("people.agreement.from_to", { from: dayFull(agreement.valid_from), to: dayFull(agreement.valid_to) })
            : text("people.agreement.from", { from: dayFull(agreement.valid_from) })}
        </Pair>
        <Pair label={text("people.agreement.extent")}>{extent.join(", ") || text("people.agreement.no_extent")}</Pair>
        <Pair label={text("people.agreement.by_employee")}>{signature(agreement.signed_by_employee)}</Pair>
        <Pair label={text("people.agreement.by_manager")}>{signature(agreement.signed_by_manager)}</Pair>
        <Pair label={text("people.agreement.assessed")}>
          {agreement.risk_assessments.length === 0
            ? text("people.agreement.never")
            : agreement.risk_assessments.map((one, at) => (
                <span key={at} className="line">
                  {one.on ? dayFull(one.on) : ""}: {assessedParts(one, text)}
                </span>
              ))}
        </Pair>
        <Pair label={text("people.agreement.followed")}>
          {agreement.follow_ups.length === 0
            ? text("people.agreement.never")
            : agreement.follow_ups.map((one, at) => (
                <span key={at} className="line">
                  {dayFull(one.on)}
                  {one.note ? `: ${one.note}` : ""}
                </span>
              ))}
        </Pair>
        {agreement.equipment.length > 0 && (
          <Pair label={text("people.agreement.lent")}>
            {agreement.equipment.map((one, at) => (
              <span key={at} className="line">
                {one.returned_on
                  ? text("people.agreement.returned", { item: one.name, date: dayFull(one.returned_on) })
                  : one.lent_on
                    ? text("people.agreement.lent_since", { item: one.name, date: dayFull(one.lent_on) })
                    : one.name}
              </span>
            ))}
          </Pair>
        )}
        {agreement.refused && (
          <Pair label={text("people.agreement.refused")}>
            {dayFull(agreement.refused.on)}: {agreement.refused.reason}
          </Pair>
        )}
        {agreement.ended && (
          <Pair label={text("people.agreement.ended")}>
            {dayFull(agreement.ended.on)}: {agreement.ended.reason}
          </Pair>
        )}
        {agreement.note && <Pair label={text("people.agreement.note")}>{agreement.note}</Pair>}
      </dl>
      {agreement.master !== "here" && <p className="note">{text("people.agreement.master")}</p>}
      {children && <div className="act-buttons no-print">{children}</div>}
    </article>
  );
}

/** Where it stands, in one line. */
export function AgreementState({ agreement }: { agreement: Agreement | undefined }) {
  const { text, dayFull } = useTexts();
  if (!agreement) return <>{text("staff.agreement.none")}</>;
  switch (agreement.state) {
    case "in_force":
      return agreement.valid_to ? (
        <>{text("staff.agreement.in_force", { date: dayFull(agreement.valid_to) })}</>
      ) : (
        <>{text("staff.agreement.in_force_open")}</>
      );
    case "agreed":
      return <>{text("staff.agreement.agreed", { date: dayFull(agreement.valid_from) })}</>;
    case "expired":
      return <>{text("staff.agreement.expired", { date: agreement.valid_to ? dayFull(agreement.valid_to) : "" })}</>;
    case "applied":
      return <>{text("staff.agreement.applied")}</>;
    case "ended":
      return <>{text("staff.agreement.ended")}</>;
    case "refused":
      return <>{text("staff.agreement.refused")}</>;
  }
}

function assessedParts(one: Agreement["risk_assessments"][number], text: ReturnType<typeof useTexts>["text"]): string {
  if (one.work_environment && one.information_security) return text("people.agreement.both_parts");
  return text(one.work_environment ? "people.part.work_environment" : "people.part.information_security");
}

export function Pair(props: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{props.label}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}
