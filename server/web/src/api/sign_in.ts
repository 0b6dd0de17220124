// SPDX-License-Identifier: EUPL-1.2
// Signing in and out: which ways the collector offers, being a person of a demonstration, ending the
// session. The session itself is a cookie that no script can read.
import type { paths } from "./schema";
import { useQuery } from "@tanstack/react-query";
import createClient from "openapi-fetch";
import { answered, problemOf } from "./client";
import { parseSession, type Session } from "./session";

const api = createClient<paths, "application/json">({
  baseUrl: globalThis.location?.origin ?? "",
  headers: { "Distanskoll-CSRF": "1" },
  credentials: "same-origin",
  fetch: (request) => fetch(request),
});

export function useWays() {
  return useQuery({
    queryKey: ["sign-in"],
    queryFn: ({ signal }) => answered(api.GET("/api/v1/sign-in", { signal })),
    staleTime: 0,
  });
}

export async function bePerson(person: string): Promise<Session> {
  return parseSession(await answered(api.POST("/api/v1/sign-in/demonstration", { body: { person } })));
}

/** By the link that `distanskoll-collector setup-link` has made; the secret stands after its '#'. */
export async function byLink(secret: string): Promise<Session> {
  return parseSession(await answered(api.POST("/api/v1/sign-in/setup", { body: { secret } })));
}

/** The secret of a setup link in the address; null when it has none. */
export function secretOf(hash: string): string | null {
  return /^#[\w-]{43}$/.test(hash) ? hash.slice(1) : null;
}

export async function signOut(): Promise<void> {
  const { response, error } = await api.POST("/api/v1/session/end");
  // Who is not signed in any more has what they wanted.
  if (!response.ok && response.status !== 401) throw problemOf(response.status, error);
}

/** The address of the sign-in page that leads back to where one was. */
export function signInAddress(back: string): string {
  return back === "/" || back.startsWith("/logga-in") ? "/logga-in" : `/logga-in?till=${encodeURIComponent(back)}`;
}

/** Where a sign-in leads: an address of this app, whatever stands in the link that one came by. */
export function wayBack(wished: string | null): string {
  if (!wished || !/^\/(?![/\\])[^\\]*$/.test(wished) || wished.startsWith("/logga-in")) return "/";
  return wished;
}
