// SPDX-License-Identifier: EUPL-1.2
// One agreement: how it stands, what was agreed and done, what can be done now, and its whole history.
import { Link } from "wouter";
import { Glyph } from "../../parts/glyph";
import { Failed, Loading, Notice } from "../../shell/states";
import { ApiProblem } from "../../api/client";
import { useTexts } from "../../texts/texts";
import { Acts } from "./acts";
import { type Agreement, keptElsewhere, lacksOf } from "./facts";
import { HistoryOf } from "./history";
import { useAgreement, useHistory } from "./queries";
import { stateGlyph } from "./register";

export function One(props: { id: string; unitName: (code: string) => string }) {
  const { text, term } = useTexts();
  const agreement = useAgreement(props.id);
  const history = useHistory(props.id);
  const back = (
    <p className="no-print">
      <Link href="/overenskommelser">{text("agreements.one.back")}</Link>
    </p>
  );
  if (agreement.error instanceof ApiProblem && agreement.error.kind === "not_found")
    return (
      <>
        {back}
        <Notice glyph="none" title={text("agreements.one.gone.title")}>
          <p>{text("agreements.one.gone.text")}</p>
        </Notice>
      </>
    );
  if (agreement.error)
    return (
      <Failed error={agreement.error} page={term("page_agreements")} retry={() => void agreement.refetch()} />
    );
  if (!agreement.data) return <Loading lines={8} />;
  const one = agreement.data;
  return (
    <>
      {back}
      <h1>{text("agreements.one.title", { name: one.name || one.employee })}</h1>
      <p className="lead">
        <Glyph name={stateGlyph[one.state]} /> {text(`agreements.state.${one.state}`)} · {props.unitName(one.unit)}
      </p>
      {keptElsewhere(one) && (
        <div className="banner">
          <Glyph name="lock" size={24} />
          <p>
            <strong>{text("agreements.elsewhere.title", { system: one.master })}</strong>{" "}
            {text("agreements.elsewhere.text", { system: one.master })}
          </p>
        </div>
      )}
      <Lacking agreement={one} />
      <div className="columns">
        <Terms agreement={one} />
        <Done agreement={one} />
      </div>
      {!keptElsewhere(one) && <Acts agreement={one} />}
      <section aria-labelledby="history">
        <h2 id="history">{text("agreements.history.title")}</h2>
        {history.error ? (
          <Failed error={history.error} page={term("page_agreements")} retry={() => void history.refetch()} level="part" />
        ) : history.data ? (
          <HistoryOf versions={history.data.versions} />
        ) : (
          <Loading lines={3} />
        )}
      </section>
    </>
  );
}

function Lacking({ agreement }: { agreement: Agreement }) {
  const { text } = useTexts();
  const lacking = lacksOf(agreement);
  if (lacking.length === 0) return null;
  return (
    <p className="lacking">
      <Glyph name="marked" />{" "}
      {text("agreements.one.lacks", { what: lacking.map((one) => text(`agreements.lack.${one}`)).join(", ") })}
    </p>
  );
}

function Terms({ agreement }: { agreement: Agreement }) {
  const { text, dayFull, number } = useTexts();
  const rows: [string, string][] = [
    [text("agreements.field.valid_from"), dayFull(agreement.valid_from)],
    [
      text("agreements.field.valid_to"),
      agreement.valid_to ? dayFull(agreement.valid_to) : text("agreements.until_further_notice"),
    ],
    [
      text("agreements.field.max_days_per_week"),
      agreement.max_days_per_week === null ? text("agreements.no_limit") : number(agreement.max_days_per_week ?? 0),
    ],
    [
      text("agreements.field.max_share_percent"),
      agreement.max_share_percent === null ? text("agreements.no_limit") : `${agreement.max_share_percent} %`,
    ],
    [
      text("agreements.field.appear_within_minutes"),
      agreement.appear_within_minutes === null
        ? text("agreements.not_said")
        : text("agreements.minutes", { count: agreement.appear_within_minutes ?? 0 }),
    ],
    [
      text("agreements.field.archived_in_personnel_file"),
      text(agreement.archived_in_personnel_file ? "office.yes" : "office.no"),
    ],
    [text("agreements.field.note"), agreement.note ?? "–"],
  ];
  return (
    <section className="card" aria-labelledby="terms">
      <h2 id="terms">{text("agreements.one.terms")}</h2>
      <dl className="facts">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Done({ agreement }: { agreement: Agreement }) {
  const { text, dayFull } = useTexts();
  const signed = (who: "employee" | "manager") => {
    const signature = who === "employee" ? agreement.signed_by_employee : agreement.signed_by_manager;
    return signature
      ? text(`agreements.signed.${signature.level}`, { date: dayFull(signature.on) })
      : text("agreements.signed.not");
  };
  return (
    <section className="card" aria-labelledby="done">
      <h2 id="done">{text("agreements.one.done")}</h2>
      <dl className="facts">
        <div>
          <dt>{text("agreements.field.signed_by_employee")}</dt>
          <dd>{signed("employee")}</dd>
        </div>
        <div>
          <dt>{text("agreements.field.signed_by_manager")}</dt>
          <dd>{signed("manager")}</dd>
        </div>
        <div>
          <dt>{text("agreements.field.risk_assessments")}</dt>
          <dd>
            {agreement.risk_assessments.length === 0
              ? text("agreements.none_made")
              : agreement.risk_assessments.map((one, at) => (
                  <span key={at} className="line">
                    {one.on ? dayFull(one.on) : "–"}:{" "}
                    {[
                      one.work_environment && text("agreements.part.work_environment"),
                      one.information_security && text("agreements.part.information_security"),
                    ]
                      .filter(Boolean)
                      .join(", ")}
                    {one.note && ` (${one.note})`}
                  </span>
                ))}
          </dd>
        </div>
        <div>
          <dt>{text("agreements.field.follow_ups")}</dt>
          <dd>
            {agreement.follow_ups.length === 0
              ? text("agreements.none_made")
              : agreement.follow_ups.map((one, at) => (
                  <span key={at} className="line">
                    {dayFull(one.on)}
                    {one.note && `: ${one.note}`}
                  </span>
                ))}
          </dd>
        </div>
        <div>
          <dt>{text("agreements.field.equipment")}</dt>
          <dd>
            {agreement.equipment.length === 0
              ? text("agreements.nothing_lent")
              : agreement.equipment.map((one, at) => (
                  <span key={at} className="line">
                    {one.name}:{" "}
                    {one.returned_on
                      ? text("agreements.returned", { date: dayFull(one.returned_on) })
                      : text("agreements.lent", { date: one.lent_on ? dayFull(one.lent_on) : "–" })}
                  </span>
                ))}
          </dd>
        </div>
        {(agreement.refused ?? agreement.ended) && (
          <div>
            <dt>{text(agreement.refused ? "agreements.field.refused" : "agreements.field.ended")}</dt>
            <dd>
              {dayFull((agreement.refused ?? agreement.ended)?.on ?? "")}: {(agreement.refused ?? agreement.ended)?.reason}
            </dd>
          </div>
        )}
      </dl>
    </section>
  );
}
