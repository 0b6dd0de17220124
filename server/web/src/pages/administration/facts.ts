// SPDX-License-Identifier: EUPL-1.2
// What follows from what the administration has been told: which parts a role has, what waits for
// somebody, how far a simulation is, which words a municipality has changed. Pure.
import type { Schemas } from "../../api/client";
import type { Role } from "../../api/session";
import type { TextKey } from "../../texts/catalog";

export interface Section {
  path: string;
  name: TextKey;
  about: TextKey;
  roles: readonly Role[];
}
export const sections: readonly Section[] = [
  { path: "policyer", name: "admin.policies", about: "admin.policies.about", roles: ["administrator"] },
  { path: "registrering", name: "admin.enrolment", about: "admin.enrolment.about", roles: ["administrator", "it_security"] },
  { path: "konton", name: "admin.accounts", about: "admin.accounts.about", roles: ["administrator"] },
  { path: "api-nycklar", name: "admin.tokens", about: "admin.tokens.about", roles: ["administrator"] },
  { path: "enheter", name: "admin.units", about: "admin.units.about", roles: ["administrator", "hr"] },
  { path: "ersattare", name: "admin.deputies", about: "admin.deputies.about", roles: ["hr"] },
  { path: "integrationer", name: "admin.integrations", about: "admin.integrations.about", roles: ["administrator", "it_security"] },
  { path: "gallring", name: "admin.retention", about: "admin.retention.about", roles: ["administrator", "data_protection_officer"] },
  { path: "ordlista", name: "admin.terms", about: "admin.terms.about", roles: ["administrator", "it_security", "hr", "data_protection_officer"] },
];
export const sectionsFor = (role: Role) => sections.filter((section) => section.roles.includes(role));

type Policy = Schemas["PolicyPut"] & { decision: unknown; co_determination: unknown; dpia: unknown };
export interface Todo {
  section: string;
  text: TextKey;
  values: Record<string, string | number>;
  /** What the policy lacks, for "admin.todo.grounds". */
  missing?: Ground[];
}
const grounds = ["decision", "co_determination", "dpia"] as const;
type Ground = (typeof grounds)[number];

const soon = 14 * 86_400_000;

/** What waits for an administrator. What could not be asked for is left out, never "nothing". */
export function todosOf(
  known: {
    requests: readonly unknown[] | undefined;
    policies: readonly (Pick<Policy, "id" | "version" | "decision" | "co_determination" | "dpia"> & { state: string })[] | undefined;
    tokens: readonly Pick<Schemas["Token"], "name" | "expires_at" | "revoked_at">[] | undefined;
    integrations: readonly Pick<Schemas["Integration"], "name" | "given_up">[] | undefined;
  },
  now: number,
): Todo[] {
  const todos: Todo[] = [];
  const waiting = known.requests?.length ?? 0;
  if (waiting > 0) todos.push({ section: "registrering", text: "admin.todo.requests", values: { count: waiting } });
  for (const policy of known.policies ?? []) {
    if (policy.state !== "in_force" && policy.state !== "announced") continue;
    const missing = grounds.filter((one) => policy[one] === null);
    if (missing.length > 0)
      todos.push({ section: "policyer", text: "admin.todo.grounds", values: { policy: `${policy.id} ${policy.version}` }, missing });
  }
  for (const token of known.tokens ?? []) {
    const ends = token.expires_at === null ? Infinity : Date.parse(token.expires_at);
    if (token.revoked_at === null && ends > now && ends - now < soon)
      todos.push({ section: "api-nycklar", text: "admin.todo.token", values: { name: token.name } });
  }
  for (const lane of known.integrations ?? [])
    if (lane.given_up > 0)
      todos.push({ section: "integrationer", text: "admin.todo.given_up", values: { name: lane.name, count: lane.given_up } });
  return todos;
}

export type DeputyState = "now" | "coming" | "ended";
type Period = Pick<Schemas["Deputy"], "from" | "to">;
export const deputyState = (one: Period, today: string): DeputyState =>
  one.to < today ? "ended" : one.from > today ? "coming" : "now";

/** Who stands in now, who will, and, if wished, who did; the soonest to change first. */
export function inOrder<One extends Period>(all: readonly One[], today: string, past: boolean): One[] {
  const rank = { now: 0, coming: 1, ended: 2 } as const;
  const key = (one: One) => (deputyState(one, today) === "coming" ? one.from : one.to);
  return all
    .filter((one) => past || deputyState(one, today) !== "ended")
    .sort((a, b) => {
      const ranks = rank[deputyState(a, today)] - rank[deputyState(b, today)];
      if (ranks !== 0) return ranks;
      return deputyState(a, today) === "ended" ? key(b).localeCompare(key(a)) : key(a).localeCompare(key(b));
    });
}

/** From 0 to 1, or null while nobody knows: copying is the smaller part and comes first. */
export function progressOf(simulation: Pick<Schemas["Simulation"], "step" | "done" | "all">): number | null {
  if (simulation.all === 0) return null;
  const part = Math.min(1, simulation.done / simulation.all);
  return simulation.step === "copying" ? 0.2 * part : 0.2 + 0.8 * part;
}

type Words = Record<string, string>;
export interface Word {
  key: string;
  ours: string;
  own: string | null;
}
/** Every word of the terminology file, those that a municipality has changed first. */
export function wordsOf(ours: Words, own: Words): Word[] {
  const all = Object.entries(ours).map(([key, word]) => ({
    key,
    ours: word,
    own: own[key] !== undefined && own[key] !== word ? own[key] : null,
  }));
  return [...all.filter((one) => one.own !== null), ...all.filter((one) => one.own === null)];
}

/** A code is used up, ended, revoked, or good. */
export function stateOfCode(
  code: Pick<Schemas["EnrolmentCode"], "uses" | "max_uses" | "valid_until" | "revoked_at">,
  now: number,
): "good" | "used" | "ended" | "revoked" {
  if (code.revoked_at !== null) return "revoked";
  if (code.uses >= code.max_uses) return "used";
  return Date.parse(code.valid_until) <= now ? "ended" : "good";
}

/** Whether a granted role holds on a day. */
export function isActive(grant: Pick<Schemas["Grant"], "from" | "to">, today: string): boolean {
  return (grant.from === null || grant.from <= today) && (grant.to === null || grant.to >= today);
}
