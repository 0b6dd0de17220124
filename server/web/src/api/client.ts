// SPDX-License-Identifier: EUPL-1.2
// The people's API, typed by server/api/openapi.yaml (schema.d.ts is generated at each build). Every
// call acts in one named role, and says that it is our page that asks (CSRF). What is not an answer becomes an ApiProblem; nothing is tried twice here.
import createClient from "openapi-fetch";
import type { components, paths } from "./schema";
import type { Role } from "./session";

export type Schemas = components["schemas"];

/** kind: what the page says. code: the stable code of the problem document (RFC 9457); detail: its own words. */
export class ApiProblem extends Error {
  constructor(
    readonly kind: "network" | "signed_out" | "forbidden" | "not_found" | "server",
    readonly code: string,
    readonly status: number,
    readonly detail = "",
  ) {
    super(`${kind}: ${code}`);
  }
}

export function problemOf(status: number, body: unknown): ApiProblem {
  const code =
    typeof body === "object" && body !== null && "code" in body ? String(body.code) : `http_${status}`;
  const detail =
    typeof body === "object" && body !== null && "detail" in body ? String(body.detail).slice(0, 500) : "";
  if (status === 401) return new ApiProblem("signed_out", code, status, detail);
  if (status === 403) return new ApiProblem("forbidden", code, status, detail);
  if (status === 404) return new ApiProblem("not_found", code, status, detail);
  return new ApiProblem("server", code, status, detail);
}

export function clientFor(role: Role) {
  return createClient<paths, "application/json">({
    baseUrl: window.location.origin,
    headers: { "Distanskoll-Role": role, "Distanskoll-CSRF": "1" }, // what no foreign page can send
    credentials: "same-origin",
    fetch: (request) => fetch(request),
  });
}

/** The header that says why somebody reads about a person; the person reads it. */
export function because(reason: string): Record<string, string> {
  return { "Distanskoll-Reason": encodeURIComponent(reason) };
}

type Answer<T> = { data?: T; error?: unknown; response: Response };

/** The answer's body, or a throw that the page's error state explains. */
export async function answered<T>(call: Promise<Answer<T>>): Promise<T> {
  let answer: Answer<T>;
  try {
    answer = await call;
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === "AbortError") throw cause;
    throw new ApiProblem("network", "no_answer", 0);
  }
  if (answer.data === undefined) throw problemOf(answer.response.status, answer.error);
  return answer.data;
}

/** All pages of a list, at most `most` of them: a page follows `next` as the contract says. */
export async function allPages<Page extends { next: string | null }, Item>(
  fetchPage: (after: string | undefined) => Promise<Page>,
  items: (page: Page) => Item[],
  most = 40,
): Promise<{ items: Item[]; complete: boolean; first: Page }> {
  let page = await fetchPage(undefined);
  const first = page;
  const all = [...items(page)];
  for (let count = 1; page.next !== null && count < most; ++count) {
    page = await fetchPage(page.next);
    all.push(...items(page));
  }
  return { items: all, complete: page.next === null, first };
}
