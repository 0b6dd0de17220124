// SPDX-License-Identifier: EUPL-1.2
// Changes of one record: JSON in, what was written out, made from a version that is still the newest
// (If-Match). What is refused becomes an ApiProblem with the collector's code.
import { ApiProblem, problemOf } from "./client";
import type { Role } from "./session";

export interface Change {
  method: "POST" | "PUT" | "DELETE";
  path: string;
  body?: unknown;
  version?: number;
}

export async function send(role: Role, change: Change): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(change.path, {
      method: change.method,
      credentials: "same-origin",
      headers: {
        "Distanskoll-Role": role,
        "Distanskoll-CSRF": "1",
        ...(change.body !== undefined && { "Content-Type": "application/json" }),
        ...(change.version !== undefined && { "If-Match": `"${change.version}"` }),
      },
      body: change.body === undefined ? null : JSON.stringify(change.body),
    });
  } catch {
    throw new ApiProblem("network", "no_answer", 0);
  }
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) throw problemOf(response.status, body);
  return body;
}
