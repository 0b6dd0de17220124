// SPDX-License-Identifier: EUPL-1.2
// What "Revision" asks the API for: counts of a period, policies, indicators. No person's day is asked
// for here; those are drawn, which comes later.
import { useQuery } from "@tanstack/react-query";
import { answered, clientFor } from "../../api/client";
import type { Period, Policy } from "./facts";

const api = clientFor("auditor");

export function useFrame(period: Period) {
  return useQuery({
    queryKey: ["audit", "frame", period],
    queryFn: ({ signal }) =>
      answered(api.GET("/api/v1/audits/frame", { params: { query: { from: period.from, to: period.to } }, signal })),
  });
}

export function usePolicies() {
  return useQuery({
    queryKey: ["audit", "policies"],
    queryFn: async ({ signal }): Promise<Policy[]> =>
      (await answered(api.GET("/api/v1/policies", { signal }))).policies as Policy[],
  });
}
