// SPDX-License-Identifier: EUPL-1.2
// What "Läget nu" asks the API for, and how a change that the event stream tells reaches the screen:
// few computers are asked for one by one, many by the whole list.
import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { allPages, answered, ApiProblem, clientFor } from "../../api/client";
import { type Link, listen } from "../../api/events";
import type { Device, Inventory } from "./facts";

const api = clientFor("it_security");
const limit = 200;

export function useDevices() {
  return useQuery({
    queryKey: ["now", "devices"],
    queryFn: async ({ signal }) => {
      const all = await allPages(
        (after) =>
          answered(api.GET("/api/v1/devices", { params: { query: { limit, ...(after && { after }) } }, signal })),
        (page) => page.devices.filter((device): device is Device => "overall" in device),
      );
      return all.items;
    },
  });
}

export function useFindings() {
  return useQuery({
    queryKey: ["now", "findings"],
    queryFn: ({ signal }) =>
      allPages(
        (after) =>
          answered(api.GET("/api/v1/findings", { params: { query: { limit, ...(after && { after }) } }, signal })),
        (page) => page.findings,
        10,
      ),
  });
}

export function useInventory() {
  return useQuery({
    queryKey: ["now", "inventory"],
    staleTime: 5 * 60_000,
    queryFn: async ({ signal }): Promise<Inventory> => {
      const all = await allPages(
        (after) =>
          answered(api.GET("/api/v1/inventory", { params: { query: { limit, ...(after && { after }) } }, signal })),
        (page) => page.laptops,
      );
      return { counts: all.first.counts, laptops: all.items };
    },
  });
}

/** The policy's own words for its requirements. No list gives them, one computer's record does. */
export function useRequirementTitles(device: string | undefined) {
  return useQuery({
    queryKey: ["now", "titles"],
    enabled: device !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }) => {
      const found = await answered(
        api.GET("/api/v1/devices/{id}", { params: { path: { id: device ?? "" } }, signal }),
      );
      const posture = "posture" in found ? found.posture : [];
      return new Map(posture.map((line) => [line.requirement, line.title]));
    },
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

const most = 20; // changed computers that are asked for one by one

async function fetchChanged(queries: QueryClient, ids: string[]): Promise<void> {
  const fetched = await Promise.all(
    ids.map((id) => answered(api.GET("/api/v1/devices/{id}", { params: { path: { id } } }))),
  );
  queries.setQueryData<Device[]>(["now", "devices"], (devices) => {
    if (!devices) return devices;
    const changed = new Map(fetched.flatMap((one) => ("overall" in one ? [[one.id, one as Device]] : [])));
    const known = devices.map((device) => {
      const news = changed.get(device.id) ?? device;
      changed.delete(device.id);
      return news;
    });
    return [...known, ...changed.values()];
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
    let waiting = new Set<string>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let again: ReturnType<typeof setTimeout> | undefined;
    let first = true;
    const refetch = () => {
      void queries.invalidateQueries({ queryKey: ["now", "devices"] });
      void queries.invalidateQueries({ queryKey: ["now", "findings"] });
    };
    const flush = () => {
      timer = undefined;
      const ids = [...waiting];
      waiting = new Set();
      if (ids.length > most) return refetch();
      void fetchChanged(queries, ids).catch(refetch);
      void queries.invalidateQueries({ queryKey: ["now", "findings"] });
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
        for (const id of devices) waiting.add(id);
        timer ??= setTimeout(flush, 300); // a commit that holds many is one fetch
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
