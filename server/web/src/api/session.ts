// SPDX-License-Identifier: EUPL-1.2
// Who is signed in and as what, as /api/v1/session says it. Roles are those of this moment: one that is
// taken back is gone at the next question.
import { useQuery } from "@tanstack/react-query";
import { ApiProblem, problemOf } from "./client";

export const roles = [
  "it_security",
  "manager",
  "deputy",
  "hr",
  "administrator",
  "auditor",
  "data_protection_officer",
  "insight",
  "committee_secretary",
  "employee",
] as const;
export type Role = (typeof roles)[number];

export interface Session {
  name: string;
  employee: string | null;
  roles: Role[];
  organisation: string;
  demonstration: boolean;
  method: string;
}

/** Outside bytes become a Session or a problem: unknown roles of a newer collector are left out. */
export function parseSession(body: unknown): Session {
  const bad = new ApiProblem("server", "bad_session", 200);
  if (typeof body !== "object" || body === null) throw bad;
  const { name, employee, roles: held, organisation, demonstration, method } = body as Record<string, unknown>;
  if (typeof name !== "string" || typeof organisation !== "string" || !Array.isArray(held)) throw bad;
  return {
    name,
    organisation,
    employee: typeof employee === "string" ? employee : null,
    roles: roles.filter((role) => held.includes(role)),
    demonstration: demonstration === true,
    method: typeof method === "string" ? method : "",
  };
}

async function fetchSession(signal: AbortSignal): Promise<Session> {
  let response: Response;
  try {
    response = await fetch("/api/v1/session", { signal, credentials: "same-origin" });
  } catch (cause) {
    if (signal.aborted) throw cause;
    throw new ApiProblem("network", "no_answer", 0);
  }
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) throw problemOf(response.status, body);
  return parseSession(body);
}

export function useSession() {
  return useQuery({
    queryKey: ["session"],
    queryFn: ({ signal }) => fetchSession(signal),
    staleTime: 60_000,
  });
}
