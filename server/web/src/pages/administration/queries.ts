// SPDX-License-Identifier: EUPL-1.2
// What the administration asks the API for, each in the role that the page acts in. Files of policies are
// sent byte for byte: their SHA-256 is their name.
import { useQuery } from "@tanstack/react-query";
import { allPages, answered, ApiProblem, clientFor, problemOf, type Schemas } from "../../api/client";
import type { Role } from "../../api/session";

const limit = 200;

export function usePolicies(role: Role) {
  return useQuery({
    queryKey: ["policies"],
    queryFn: async ({ signal }) => (await answered(clientFor(role).GET("/api/v1/policies", { signal }))).policies,
  });
}

export function useCodes(role: Role) {
  return useQuery({
    queryKey: ["admin", "codes"],
    queryFn: async ({ signal }) => (await answered(clientFor(role).GET("/api/v1/enrolment-codes", { signal }))).codes,
  });
}

export function useRequests(role: Role) {
  return useQuery({
    queryKey: ["admin", "requests"],
    refetchInterval: 30_000,
    queryFn: async ({ signal }) =>
      (await answered(clientFor(role).GET("/api/v1/enrolment-requests", { signal }))).requests,
  });
}

export function useAccounts(role: Role) {
  return useQuery({
    queryKey: ["admin", "accounts"],
    queryFn: async ({ signal }) => {
      const api = clientFor(role);
      const all = await allPages(
        (after) =>
          answered(
            api.GET("/api/v1/accounts", {
              params: { query: { limit, sort: "name", ...(after && { after }) } },
              signal,
            }),
          ),
        (page) => page.accounts,
      );
      return all.items;
    },
  });
}

export function useTokens(role: Role) {
  return useQuery({
    queryKey: ["admin", "tokens"],
    queryFn: async ({ signal }) => (await answered(clientFor(role).GET("/api/v1/tokens", { signal }))).tokens,
  });
}

export function useIntegrations(role: Role) {
  return useQuery({
    queryKey: ["admin", "integrations"],
    queryFn: ({ signal }) => answered(clientFor(role).GET("/api/v1/integrations", { signal })),
  });
}

export function useRetention(role: Role) {
  return useQuery({
    queryKey: ["admin", "retention"],
    queryFn: ({ signal }) => answered(clientFor(role).GET("/api/v1/retention", { signal })),
  });
}

export function useHolds(role: Role) {
  return useQuery({
    queryKey: ["admin", "holds"],
    queryFn: async ({ signal }) =>
      (await answered(clientFor(role).GET("/api/v1/holds", { params: { query: { limit } }, signal }))).holds,
  });
}

export function useUnits(role: Role) {
  return useQuery({
    queryKey: ["admin", "units"],
    queryFn: async ({ signal }) => {
      const api = clientFor(role);
      const all = await allPages(
        (after) =>
          answered(
            api.GET("/api/v1/units", { params: { query: { limit, sort: "name", ...(after && { after }) } }, signal }),
          ),
        (page) => page.units,
      );
      return all.items;
    },
  });
}

export function useDeputies(role: Role) {
  return useQuery({
    queryKey: ["admin", "deputies"],
    queryFn: async ({ signal }) => {
      const api = clientFor(role);
      const all = await allPages(
        (after) =>
          answered(api.GET("/api/v1/deputies", { params: { query: { limit, ...(after && { after }) } }, signal })),
        (page) => page.deputies,
      );
      return all.items;
    },
  });
}

/** The first whose name has this part, which has two letters at least. */
export function usePeople(role: Role, part: string) {
  return useQuery({
    queryKey: ["admin", "people", part],
    enabled: part.length >= 2,
    queryFn: async ({ signal }) => {
      const query = { limit: 20, sort: "name", name: part } as const;
      return (await answered(clientFor(role).GET("/api/v1/employees", { params: { query }, signal }))).employees.filter(
        (one) => one.employed,
      );
    },
  });
}

export function useUnit(role: Role, code: string | null) {
  return useQuery({
    queryKey: ["admin", "unit", code],
    enabled: code !== null,
    queryFn: ({ signal }) =>
      answered(clientFor(role).GET("/api/v1/units/{id}", { params: { path: { id: code ?? "" } }, signal })),
  });
}

export function useSimulation(role: Role, id: string | null) {
  return useQuery<Schemas["Simulation"]>({
    queryKey: ["admin", "simulation", id],
    enabled: id !== null,
    refetchInterval: (query) => (query.state.data?.state === "running" ? 700 : false),
    queryFn: ({ signal }) =>
      answered(clientFor(role).GET("/api/v1/simulations/{id}", { params: { path: { id: id ?? "" } }, signal })),
  });
}

/** A policy's file as it lies on the disk. */
async function sendFile<T>(role: Role, path: string, file: File): Promise<T> {
  let response: Response;
  try {
    response = await fetch(path, {
      method: "POST",
      credentials: "same-origin",
      headers: { "Distanskoll-Role": role, "Distanskoll-CSRF": "1", "Content-Type": "application/yaml" },
      body: file,
    });
  } catch {
    throw new ApiProblem("network", "no_answer", 0);
  }
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) throw problemOf(response.status, body);
  return body as T;
}

export type Compared = {
  policy: { id: string; version: number; sha256: string; title: { sv: string; en: string }; requirements: number };
  warnings: { sv: string; en: string }[];
  comparison: Schemas["PolicyComparison"] | null;
};
export const compare = (role: Role, file: File) => sendFile<Compared>(role, "/api/v1/policies/comparisons", file);
export const announce = (role: Role, file: File, from: string) =>
  sendFile<Schemas["PolicyPut"]>(role, `/api/v1/policies?from=${from}`, file);
export const simulate = (role: Role, file: File, from: string, to: string) =>
  sendFile<Schemas["Simulation"]>(role, `/api/v1/simulations?from=${from}&to=${to}`, file);
