// SPDX-License-Identifier: EUPL-1.2
// The list of findings. What is shown stands in the address.
import { Button } from "@midas-ds/components";
import { Link, useSearchParams } from "wouter";
import { useUnitNames } from "../../api/units";
import { Glyph } from "../../parts/glyph";
import { SortHead } from "../../parts/sort_head";
import { useNow } from "../../parts/now";
import { Failed, Loading, Notice } from "../../shell/states";
import type { TextKey } from "../../texts/catalog";
import { useTexts } from "../../texts/texts";
import { type Asked, askedIn, type Counts, isFiltered, type Listed, nameOf, severities, type Sort, step } from "./facts";
import { exportAddress, useAssignees, useFindingList } from "./queries";

type Set = (changes: Record<string, string | null>) => void;

export function FindingList() {
  const { text, term } = useTexts();
  const [search, setSearch] = useSearchParams();
  const asked = askedIn(search);
  const list = useFindingList(asked);
  const units = useUnitNames("it_security");
  const set: Set = (changes) =>
    setSearch(
      (before) => {
        for (const [key, value] of Object.entries({ rows: null, ...changes })) {
          if (value === null) before.delete(key);
          else before.set(key, value);
        }
        return before;
      },
      { replace: true },
    );
  if (list.error && !list.data)
    return <Failed error={list.error} page={term("page_findings")} retry={() => void list.refetch()} />;
  if (!list.data)
    return (
      <>
        <h1>{term("page_findings")}</h1>
        <Loading lines={8} />
      </>
    );
  const { counts, findings, complete } = list.data;
  const filtered = isFiltered(asked);
  const { total, computers, unassigned } = counts;
  return (
    <>
      <h1>{term("page_findings")}</h1>
      <p className="lead no-print">{text("findings.lead")}</p>
      {!filtered && (
        <div className={`answer ${total > 0 ? "answer-wrong" : "answer-ok"}`}>
          <Glyph name={total > 0 ? "deviation" : "calm"} size={40} />
          <p>
            <strong>
              {total > 0 ? text("findings.answer.some", { count: total, computers, unassigned }) : text("findings.answer.none")}
            </strong>
          </p>
        </div>
      )}
      {(total > 0 || filtered) && <Filters asked={asked} counts={counts} units={[...(units.data ?? [])]} set={set} />}
      {total > 0 ? (
        <>
          <div className="section-head list-head">
            <p role="status">{text("findings.count", { count: total })}</p>
            <a className="no-print" href={exportAddress(asked)} download>
              {text("devices.export")}
            </a>
          </div>
          <Table
            findings={findings}
            counts={counts}
            asked={asked}
            unitName={(code) => units.data?.get(code) ?? code}
            set={set}
          />
        </>
      ) : (
        filtered && (
          <Notice glyph="none" title={text("findings.count", { count: 0 })} level="part">
            <p>{text("devices.none.text")}</p>
          </Notice>
        )
      )}
      {!complete && (
        <Button variant="secondary" onPress={() => set({ rows: String(asked.rows + step) })}>
          {text("devices.more")}
        </Button>
      )}
    </>
  );
}

function Choice(props: {
  label: TextKey;
  all: TextKey;
  value: string | undefined;
  options: [string, string][];
  choose: (value: string | null) => void;
}) {
  const { text } = useTexts();
  const { value = "", options } = props;
  return (
    <label>
      <span>{text(props.label)}</span>
      <select value={value} onChange={(event) => props.choose(event.target.value || null)}>
        <option value="">{text(props.all)}</option>
        {value !== "" && !options.some(([one]) => one === value) && <option value={value}>{value}</option>}
        {options.map(([one, name]) => (
          <option key={one} value={one}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

function Filters(props: { asked: Asked; counts: Counts; units: [string, string][]; set: Set }) {
  const texts = useTexts();
  const { text, language } = texts;
  const { asked, counts, set } = props;
  const assignees = useAssignees();
  const people = (assignees.data ?? []).map((one): [string, string] => [
    one.account,
    one.self ? text("findings.filter.assigned.self") : one.name,
  ]);
  return (
    <search className="filters no-print">
      <Choice
        label="findings.filter.what"
        all="findings.filter.what.all"
        value={asked.what}
        options={counts.kinds.map((kind) => [
          kind.what,
          text("findings.filter.what.one", { title: kind.title[language], count: kind.count }),
        ])}
        choose={(what) => set({ what })}
      />
      <Choice
        label="findings.filter.severity"
        all="findings.filter.severity.all"
        value={asked.severity}
        options={severities.map((one) => [
          one,
          text("findings.filter.severity.one", { severity: text(`severity.${one}`), count: counts.severities[one] }),
        ])}
        choose={(severity) => set({ severity })}
      />
      <Choice
        label="devices.filter.unit"
        all="devices.filter.unit.all"
        value={asked.unit}
        options={props.units}
        choose={(unit) => set({ unit })}
      />
      <Choice
        label="findings.filter.assigned"
        all="findings.filter.assigned.all"
        value={asked.assigned}
        options={[["nobody", text("findings.filter.assigned.nobody")], ...people]}
        choose={(assigned) => set({ assigned })}
      />
      {isFiltered(asked) && (
        <Button
          variant="tertiary"
          onPress={() => set({ what: null, severity: null, unit: null, assigned: null, search: null })}
        >
          {text("devices.filter.clear")}
        </Button>
      )}
    </search>
  );
}

const columns: { label: TextKey; sort: Sort }[] = [
  { label: "findings.column.what", sort: "what" },
  { label: "findings.column.name", sort: "name" },
  { label: "findings.column.unit", sort: "unit" },
  { label: "findings.column.age", sort: "age" },
  { label: "findings.column.severity", sort: "severity" },
  { label: "findings.column.assigned", sort: "assigned" },
];

function Table(props: {
  findings: Listed[];
  counts: Counts;
  asked: Asked;
  unitName: (code: string) => string;
  set: Set;
}) {
  const texts = useTexts();
  const { text } = texts;
  const { sort, reverse } = props.asked;
  const sorted = columns.find((one) => one.sort === sort);
  return (
    <table className="list">
      <caption className="visually-hidden">
        {text("findings.caption", { count: props.counts.total, column: sorted ? text(sorted.label) : "" })}
      </caption>
      <thead>
        <tr>
          {columns.map((column) => {
            const current = column.sort === sort;
            const turn = { sort: column.sort, reverse: current && !reverse ? "true" : null };
            return (
              <SortHead
                key={column.sort}
                order={current ? (reverse ? "down" : "up") : null}
                sort={() => props.set(turn)}
              >
                {text(column.label)}
              </SortHead>
            );
          })}
        </tr>
      </thead>
      <tbody>
        {props.findings.map((finding) => (
          <Row key={finding.id} finding={finding} unitName={props.unitName} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ finding, unitName }: { finding: Listed; unitName: (code: string) => string }) {
  const texts = useTexts();
  const { text, moment, ago } = texts;
  const now = useNow();
  const unit = finding.computer?.unit;
  return (
    <tr>
      <th scope="row" data-label={text("findings.column.what")}>
        <Glyph name={finding.kind === "silent" ? "silent" : "deviation"} />{" "}
        <Link href={`/att-atgarda/${finding.id}`}>{finding.title[texts.language]}</Link>
        {finding.waiver && <span className="tag">{text("result.waived")}</span>}
      </th>
      <td data-label={text("findings.column.name")}>
        {finding.device === "" ? text("findings.server") : <Link href={`/datorer/${finding.device}`}>{nameOf(finding)}</Link>}
        {finding.computer && finding.computer.presence !== "current" && <small>
                        {text(finding.computer.state === "written_off" ? "devices.state.written_off" : "now.wrong.last_known")}
                      </small>}
      </td>
      <td data-label={text("findings.column.unit")}>{unit ? unitName(unit) : "–"}</td>
      <td data-label={text("findings.column.age")}>
        <time dateTime={finding.first_failed_at}>{moment(finding.first_failed_at)}</time>
        <small>{ago(finding.first_failed_at, now)}</small>
      </td>
      <td data-label={text("findings.column.severity")}>
        <span className={`severity severity-${finding.severity}`}>{text(`severity.${finding.severity}`)}</span>
      </td>
      <td data-label={text("findings.column.assigned")}>
        {finding.assigned?.name ?? text("findings.nobody")}
        {(finding.notes ?? 0) > 0 && <small>{text("findings.notes", { count: finding.notes ?? 0 })}</small>}
      </td>
    </tr>
  );
}
