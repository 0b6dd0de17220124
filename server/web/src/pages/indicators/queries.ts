// SPDX-License-Identifier: EUPL-1.2
// What "Nyckeltal och rapporter" asks the API for, in the reader's own role: the collector decides which
// units that role sees. After a start of the collector the months are read for a while (not_ready): then
// it is asked again by itself.
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { allPages, answered, ApiProblem, clientFor } from "../../api/client";
import type { Role } from "../../api/session";
import type { Closed, Month, Unit, Year } from "./facts";

const notReady = (error: unknown) => error instanceof ApiProblem && error.code === "not_ready";
const patient = {
  retry: (failures: number, error: Error) => (notReady(error) ? failures < 60 : failures < 2 && error instanceof ApiProblem && error.kind === "network"),
  retryDelay: (_: number, error: Error) => (notReady(error) ? 5000 : 1000),
};
/** Whether an answer is waited for because the collector has just begun. */
export const isStarting = (query: { failureReason: Error | null; data?: unknown }) =>
  query.data === undefined && notReady(query.failureReason);

export function useClosed(role: Role) {
  return useQuery({
    queryKey: ["indicators", role, "closed"],
    ...patient,
    queryFn: async ({ signal }) => {
      const answer = await answered(clientFor(role).GET("/api/v1/indicators", { signal }));
      if (!("months" in answer)) throw new ApiProblem("server", "bad_answer", 200);
      return answer as Closed;
    },
  });
}

export function useFigures(role: Role, month: Month | null, unit: string | null) {
  return useQuery({
    queryKey: ["indicators", role, month, unit],
    enabled: month !== null,
    placeholderData: keepPreviousData,
    ...patient,
    queryFn: async ({ signal }) => {
      const query = { ...(month ?? { year: 0, month: 0 }), ...(unit !== null && { unit }) };
      const answer = await answered(clientFor(role).GET("/api/v1/indicators", { params: { query }, signal }));
      if (!("figures" in answer)) throw new ApiProblem("server", "bad_answer", 200);
      return answer.figures;
    },
  });
}

export function useYears(role: Role, years: readonly number[]) {
  return useQuery({
    queryKey: ["indicators", role, "years", years],
    enabled: years.length > 0,
    ...patient,
    queryFn: ({ signal }): Promise<Year[]> =>
      Promise.all(
        years.map((year) =>
          answered(clientFor(role).GET("/api/v1/indicators/{year}", { params: { path: { year } }, signal })),
        ),
      ),
  });
}

export function useUnits(role: Role) {
  return useQuery({
    queryKey: ["units", "tree", role],
    staleTime: 10 * 60_000,
    queryFn: async ({ signal }): Promise<Unit[]> =>
      (
        await allPages(
          (after) =>
            answered(clientFor(role).GET("/api/v1/units", { params: { query: { limit: 200, ...(after && { after }) } }, signal })),
          (page) => page.units,
        )
      ).items,
  });
}

export function usePolicyInForce(role: Role) {
  return useQuery({
    queryKey: ["policies", role],
    queryFn: async ({ signal }) =>
      (await answered(clientFor(role).GET("/api/v1/policies", { signal }))).policies.find((one) => one.in_force) ?? null,
  });
}
