// SPDX-License-Identifier: EUPL-1.2
// What "Att åtgärda" asks and writes.
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { answered, because, clientFor } from "../../api/client";
import { type Asked, type Counts, type Listed, queryOf } from "./facts";

const api = clientFor("it_security");
const most = 200;

export interface List {
  findings: Listed[];
  counts: Counts;
  complete: boolean;
}

export function useFindingList(asked: Asked) {
  return useQuery({
    queryKey: ["findings", "list", asked],
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
    queryFn: async ({ signal }): Promise<List> => {
      const findings: Listed[] = [];
      for (let after: string | null = null; ; ) {
        const query = { ...queryOf(asked), limit: Math.min(most, asked.rows - findings.length), ...(after && { after }) };
        const page: { findings: Listed[]; counts: Counts; next: string | null } = await answered(
          api.GET("/api/v1/findings", { params: { query }, signal }),
        );
        findings.push(...page.findings);
        after = page.next;
        if (after === null || findings.length >= asked.rows)
          return { findings, counts: page.counts, complete: after === null };
      }
    },
  });
}

export function exportAddress(asked: Asked): string {
  const query = new URLSearchParams({ role: "it_security", format: "csv" });
  for (const [name, value] of Object.entries(queryOf(asked))) query.set(name, String(value));
  return `/api/v1/findings?${query}`;
}

export function useFinding(id: string) {
  return useQuery({
    queryKey: ["findings", "one", id],
    queryFn: ({ signal }) => answered(api.GET("/api/v1/findings/{id}", { params: { path: { id } }, signal })),
  });
}

export function useAssignees() {
  return useQuery({
    queryKey: ["assignees"],
    staleTime: 5 * 60_000,
    queryFn: async ({ signal }) => (await answered(api.GET("/api/v1/assignees", { signal }))).assignees,
  });
}

function useWrite<Wish>(write: (wish: Wish) => Promise<unknown>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: write,
    onSuccess: () => queries.invalidateQueries({ queryKey: ["findings"] }),
  });
}

export function useAssignment(id: string) {
  return useWrite((account: string | null) =>
    answered(api.PUT("/api/v1/findings/{id}/assignment", { params: { path: { id } }, body: { account } })),
  );
}

export function useNote(id: string) {
  return useWrite((text: string) =>
    answered(api.POST("/api/v1/findings/{id}/notes", { params: { path: { id } }, body: { text } })),
  );
}

export interface WaiverWish {
  requirement: string;
  unit: string | null;
  /** Set: for the person who has this computer, looked up with `why`. */
  device: string | null;
  why: string;
  until: string;
  reason: string;
}

export function useWaiver() {
  return useWrite(async (wish: WaiverWish) => {
    const { requirement, unit, device, why, until, reason } = wish;
    const person = device
      ? await answered(
          api.GET("/api/v1/devices/{id}/person", { params: { path: { id: device } }, headers: because(why) }),
        )
      : null;
    const whose = person ? { employee: person.employee } : unit ? { unit } : {};
    return answered(
      api.POST("/api/v1/waivers", {
        body: { requirement, ...whose, valid_to: until, reason },
        headers: because(reason),
      }),
    );
  });
}
