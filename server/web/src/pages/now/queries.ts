// SPDX-License-Identifier: EUPL-1.2
// What "Läget nu" asks the API for: counts over everything, the first rows of the list, names when a group
// is opened. A change that the event stream tells asks for them again.
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { allPages, answered, ApiProblem, clientFor, type Schemas } from "../../api/client";
import { type Link, listen } from "../../api/events";
import { type Finding, type InventoryCounts, type Sorting, sortWords, type States, type unmeasured } from "./facts";

const api = clientFor("it_security");
const limit = 200;
export const named = 100; // computers named in an opened group
const gather = 500; // milliseconds

/** How many stand how, in one answer. */
export function useCounts() {
  return useQuery({
    queryKey: ["now", "devices", "counts"],
    queryFn: async ({ signal }) =>
      (await answered(api.GET("/api/v1/devices", { params: { query: { limit: 1 } }, signal }))).counts,
  });
}

/** Some of the computers in one state, asked for when somebody wants to see them. */
export function useDevicesIn(state: keyof States, wanted: boolean) {
  return useQuery({
    queryKey: ["now", "devices", "in", state],
    enabled: wanted,
    queryFn: async ({ signal }) => {
      const page = await answered(
        api.GET("/api/v1/devices", { params: { query: { state, sort: "name", limit: named } }, signal }),
      );
      return page.devices.filter((device): device is Schemas["DeviceListed"] => "state" in device);
    },
  });
}

/** How many findings there are of each kind, whatever the list shows. */
export function useFindingCounts() {
  return useQuery({
    queryKey: ["now", "findings", "counts"],
    queryFn: async ({ signal }) =>
      (await answered(api.GET("/api/v1/findings", { params: { query: { limit: 1 } }, signal }))).counts,
  });
}

export function useFindings(sorting: Sorting, what: string | null, rows: number) {
  return useQuery({
    queryKey: ["now", "findings", "list", sorting, what, rows],
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }): Promise<{ findings: Finding[]; complete: boolean }> => {
      const findings: Finding[] = [];
      for (let after: string | null = null; ; ) {
        const query = {
          sort: sortWords[sorting.key],
          reverse: sorting.down,
          limit: Math.min(limit, rows - findings.length),
          ...(what !== null && { what }),
          ...(after !== null && { after }),
        };
        const page: { findings: Finding[]; next: string | null } = await answered(
          api.GET("/api/v1/findings", { params: { query }, signal }),
        );
        findings.push(...page.findings);
        after = page.next;
        if (after === null || findings.length >= rows) return { findings, complete: after === null };
      }
    },
  });
}

export function useInventory() {
  return useQuery({
    queryKey: ["now", "inventory", "counts"],
    staleTime: 5 * 60_000,
    queryFn: async ({ signal }): Promise<InventoryCounts> =>
      (await answered(api.GET("/api/v1/inventory", { params: { query: { limit: 1 } }, signal }))).counts,
  });
}

export type InventoryPart =
  | { with_agent: false }
  | { with_agent: true; reporting: false }
  | { unmeasured: (typeof unmeasured)[number] };

/** Some of the inventory's computers that are not measured for one reason. */
export function useLaptopsIn(part: InventoryPart, wanted: boolean) {
  return useQuery({
    queryKey: ["now", "inventory", "in", part],
    enabled: wanted,
    staleTime: 5 * 60_000,
    queryFn: async ({ signal }) =>
      (await answered(api.GET("/api/v1/inventory", { params: { query: { ...part, limit: named } }, signal }))).laptops,
  });
}

export function useOutages() {
  return useQuery({
    queryKey: ["outages"],
    queryFn: async ({ signal }) =>
      (
        await allPages(
          (after) =>
            answered(api.GET("/api/v1/outages", { params: { query: { limit, ...(after && { after }) } }, signal })),
          (page) => page.outages,
          5,
        )
      ).items,
  });
}

/** Declares an outage, or ends one now. */
export function useOutageWrite() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ before, wish }: { before: Schemas["Outage"] | null; wish: Schemas["OutageWish"] }) =>
      answered<unknown>(
        before
          ? api.PUT("/api/v1/outages/{id}", {
              params: { path: { id: before.id }, header: { "If-Match": `"${before.version}"` } },
              body: wish,
            })
          : api.POST("/api/v1/outages", { body: wish }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["outages"] }),
  });
}

export function useIndicatorYears(year: number, since: number) {
  return useQuery({
    queryKey: ["indicators", year, since],
    staleTime: 10 * 60_000,
    queryFn: ({ signal }) =>
      Promise.all(
        [year - 1, year].filter((one) => one >= since).map((one) =>
          answered(api.GET("/api/v1/indicators/{year}", { params: { path: { year: one } }, signal })),
        ),
      ),
  });
}

export function useReadiness() {
  return useQuery({
    queryKey: ["now", "readiness"],
    refetchInterval: 60_000,
    queryFn: async ({ signal }) => {
      // 503 is an answer too: it is not ready, and says why.
      const asked = await api.GET("/readyz", { signal }).catch(() => {
        throw new ApiProblem("network", "no_answer", 0);
      });
      const body = asked.data ?? asked.error;
      if (!body || !("reasons" in body)) throw new ApiProblem("server", "bad_answer", asked.response.status);
      return body;
    },
  });
}

export interface Live {
  link: Link;
  /** Which computers changed since the page was opened, and when this browser heard it. */
  heard: ReadonlyMap<string, number>;
}

/** Follows the event stream for as long as the page is shown. */
export function useLive(): Live {
  const queries = useQueryClient();
  const [live, setLive] = useState<Live>({ link: "connecting", heard: new Map() });

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let again: ReturnType<typeof setTimeout> | undefined;
    let first = true;
    const refetch = () => {
      void queries.invalidateQueries({ queryKey: ["now", "devices"] });
      void queries.invalidateQueries({ queryKey: ["now", "findings"] });
    };
    const flush = () => {
      timer = undefined;
      refetch();
    };
    const stop = listen({
      link: (link) => setLive((before) => ({ ...before, link })),
      changed: (devices) => {
        if (devices === null) {
          // What changed between the first fetch and the first connection nobody told: asked for once
          // more when the page stands. After a later connection it is asked for at once.
          again = setTimeout(refetch, first ? 2000 : 0);
          first = false;
          return;
        }
        const at = Date.now();
        setLive((before) => {
          const heard = new Map(before.heard);
          for (const id of devices) heard.set(id, at);
          return { ...before, heard };
        });
        timer ??= setTimeout(flush, gather); // commits that follow each other are one fetch
      },
    });
    return () => {
      stop();
      clearTimeout(timer);
      clearTimeout(again);
    };
  }, [queries]);

  return live;
}
