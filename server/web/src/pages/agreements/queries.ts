// SPDX-License-Identifier: EUPL-1.2
// What "Överenskommelser" asks the API for, in HR's role. Lists are paged, filtered and ordered by the
// collector; the page holds one of them at a time.
import { keepPreviousData, useQueries, useQuery } from "@tanstack/react-query";
import { allPages, answered, ApiProblem, clientFor } from "../../api/client";
import { type Agreement, type Lack, type Report, type State } from "./facts";

export const api = clientFor("hr");

export interface Wish {
  name?: string | undefined;
  unit?: string | undefined;
  state?: State | undefined;
  missing?: Lack | undefined;
  expiring_within?: number | undefined;
  sort?: "name" | "unit" | "valid_to";
}

/** The same list as a file; role and filters are in the address, so that it is an ordinary link. */
export function exportAddress(wish: Wish): string {
  const query = new URLSearchParams({ format: "csv", role: "hr" });
  for (const [key, value] of Object.entries(wish)) if (value !== undefined) query.set(key, String(value));
  return `/api/v1/agreements?${query}`;
}

function fetchPage(wish: Wish, limit: number, after: string | undefined, signal: AbortSignal | null = null) {
  const query = Object.fromEntries(Object.entries({ ...wish, limit, after }).filter(([, value]) => value !== undefined));
  return answered(api.GET("/api/v1/agreements", { params: { query }, signal }));
}

export function useAgreements(wish: Wish, limit: number, after: string | undefined) {
  return useQuery({
    queryKey: ["agreements", wish, limit, after],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => fetchPage(wish, limit, after, signal),
  });
}

/** All that the filters match, for an export as JSON. */
export async function fetchAll(wish: Wish): Promise<Agreement[]> {
  return (await allPages((after) => fetchPage(wish, 200, after), (page) => page.agreements, 1000)).items;
}

export function useCounts() {
  return useQuery({
    queryKey: ["agreements", "counts"],
    queryFn: ({ signal }) => answered(api.GET("/api/v1/agreement-counts", { signal })),
  });
}

export function useAgreement(id: string) {
  return useQuery({
    queryKey: ["agreements", "one", id],
    queryFn: ({ signal }) => answered(api.GET("/api/v1/agreements/{id}", { params: { path: { id } }, signal })),
  });
}

export function useHistory(id: string) {
  return useQuery({
    queryKey: ["agreements", "history", id],
    queryFn: ({ signal }) => answered(api.GET("/api/v1/agreements/{id}/history", { params: { path: { id } }, signal })),
  });
}

/** Names of those who did something: people's ids begin with p or, in a demonstration, e. A system or
 *  a token stays what it is called. */
export function useNames(ids: readonly string[]): (id: string) => string {
  return useQueries({
    queries: ids
      .filter((id) => /^[ep]-/.test(id))
      .map((id) => ({
        queryKey: ["employees", "name", id],
        staleTime: Number.POSITIVE_INFINITY,
        retry: false,
        queryFn: async ({ signal }: { signal: AbortSignal }) => {
          const person = await answered(api.GET("/api/v1/employees/{id}", { params: { path: { id } }, signal })).catch((error) => {
            if (error instanceof ApiProblem && error.kind === "not_found") return null;
            throw error;
          });
          return [id, person?.name ?? id] as const;
        },
      })),
    combine: (answers) => {
      const names = new Map(answers.flatMap((one) => (one.data ? [one.data] : [])));
      return (id: string) => names.get(id) ?? id;
    },
  });
}

export const fileKinds = ["agreements", "employees", "units", "trainings"] as const;
export type FileKind = (typeof fileKinds)[number];

export interface ImportWish {
  kind: FileKind;
  system: string;
  full: boolean;
  many: boolean;
  dryRun: boolean;
  file: File;
}

/** What the file would do, or did. A refusal row by row (422) is an answer too. */
export async function importFile(wish: ImportWish): Promise<Report> {
  const path = `/api/v1/imports/${wish.kind}` as "/api/v1/imports/agreements";
  const json = wish.file.name.toLowerCase().endsWith(".json");
  const call = api.POST(path, {
    params: {
      query: { dry_run: wish.dryRun, system: wish.system, full: wish.full, many: wish.many },
      header: {},
    } as never,
    headers: { "Content-Type": json ? "application/json" : "text/csv", "Distanskoll-CSRF": "1" },
    body: wish.file as never,
    bodySerializer: (body) => body as never,
  });
  const answer = await call.catch(() => {
    throw new ApiProblem("network", "no_answer", 0);
  });
  if (answer.error && "problems" in (answer.error as object)) return answer.error as unknown as Report;
  return (await answered(Promise.resolve(answer))) as Report;
}
