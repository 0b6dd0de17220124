// SPDX-License-Identifier: EUPL-1.2
// What one computer's page asks and does. What is about a person is asked with the reason that was
// written, and kept no longer than the page is open.
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { answered, because, clientFor, type Schemas } from "../../api/client";
import { listen } from "../../api/events";
import type { lifecycles } from "./facts";

const api = clientFor("it_security");
const gather = 300; // milliseconds: a report and what it opens are one fetch

export type Device = Schemas["Device"];
export type Report = Schemas["DeviceReport"];
export type Statement = Schemas["LossStatement"];

/** As it stands: asked for again when the event stream names it, and now and then without that. */
export function useDevice(id: string) {
  const queries = useQueryClient();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const refetch = () => {
      timer = undefined;
      void queries.invalidateQueries({ queryKey: ["devices", "one", id] });
      void queries.invalidateQueries({ queryKey: ["findings", "of", id] });
    };
    const stop = listen({
      link: () => undefined, // the page says how old it is
      changed: (devices) => {
        if (devices === null || devices.includes(id)) timer ??= setTimeout(refetch, gather);
      },
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [queries, id]);
  return useQuery({
    queryKey: ["devices", "one", id],
    refetchInterval: 30_000,
    queryFn: async ({ signal }): Promise<Device> => {
      const found = await answered(api.GET("/api/v1/devices/{id}", { params: { path: { id } }, signal }));
      return found as Device; // IT security sees all of it
    },
  });
}

/** Open and closed, the newest first. */
export function useDeviceFindings(id: string) {
  return useQuery({
    queryKey: ["findings", "of", id],
    queryFn: ({ signal }) =>
      answered(
        api.GET("/api/v1/findings", {
          params: { query: { device: id, state: "all", sort: "age", reverse: true, limit: 200 } },
          signal,
        }),
      ),
  });
}

export function usePerson(id: string, reason: string | null) {
  return useQuery({
    queryKey: ["devices", "person", id, reason],
    enabled: reason !== null,
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: ({ signal }) =>
      answered(
        api.GET("/api/v1/devices/{id}/person", { params: { path: { id } }, headers: because(reason ?? ""), signal }),
      ),
  });
}

const reportsAtOnce = 50;

/** `pages` of them, the newest first. */
export function useReports(id: string, reason: string | null, pages: number) {
  return useQuery({
    queryKey: ["devices", "reports", id, reason, pages],
    enabled: reason !== null,
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }): Promise<{ reports: Report[]; next: string | null }> => {
      const reports: Report[] = [];
      let next: string | null = null;
      for (let page = 0; page < pages && (page === 0 || next !== null); ++page) {
        const query = { limit: reportsAtOnce, ...(next !== null && { after: next }) };
        const found: { reports: Report[]; next: string | null } = await answered(
          api.GET("/api/v1/devices/{id}/reports", {
            params: { path: { id }, query },
            headers: because(reason ?? ""),
            signal,
          }),
        );
        reports.push(...found.reports);
        next = found.next;
      }
      return { reports, next };
    },
  });
}

export function useStatement(id: string, reason: string | null) {
  return useQuery({
    queryKey: ["devices", "loss", id, reason],
    enabled: reason !== null,
    gcTime: 0,
    queryFn: ({ signal }) =>
      answered(
        api.GET("/api/v1/devices/{id}/loss-statement", {
          params: { path: { id } },
          headers: because(reason ?? ""),
          signal,
        }),
      ),
  });
}

function useAct<Wish>(act: (wish: Wish) => Promise<unknown>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ["devices"] }),
        queries.invalidateQueries({ queryKey: ["findings"] }),
        queries.invalidateQueries({ queryKey: ["now"] }),
      ]),
  });
}

export function useLoss(id: string) {
  return useAct((how: "lost" | "stolen") =>
    answered(api.POST("/api/v1/devices/{id}/loss", { params: { path: { id } }, body: { how } })),
  );
}

export function useRevocation(id: string) {
  return useAct((reason: string) =>
    answered(api.POST("/api/v1/devices/{id}/revocation", { params: { path: { id } }, body: { reason } })),
  );
}

export function useLifecycle(id: string) {
  return useAct((lifecycle: (typeof lifecycles)[number]) =>
    answered(api.PUT("/api/v1/devices/{id}/lifecycle", { params: { path: { id } }, body: { lifecycle } })),
  );
}
