// SPDX-License-Identifier: EUPL-1.2
// What "Mina medarbetare" asks the API for, all as manager: the collector answers with one's own staff
// and nobody else, and writes into the access log that it did.
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { allPages, answered, clientFor } from "../../api/client";
import type { Day } from "../../texts/moments";

const api = clientFor("manager");
const limit = 200;

export function useStaff(from: Day, to: Day) {
  return useQuery({
    queryKey: ["staff", "days", from, to],
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => {
      const all = await allPages(
        (after) =>
          answered(
            api.GET("/api/v1/staff/days", {
              params: { query: { from, to, limit, ...(after && { after }) } },
              signal,
            }),
          ),
        (page) => page.staff,
      );
      return all.items.sort((a, b) => a.name.localeCompare(b.name, "sv"));
    },
  });
}

export function useDeputies() {
  return useQuery({
    queryKey: ["staff", "deputies"],
    queryFn: async ({ signal }) =>
      (await answered(api.GET("/api/v1/deputies", { params: { query: { limit } }, signal }))).deputies,
  });
}

/** The version that a change of the unit must be made from. */
export function useUnitVersion(code: string) {
  return useQuery({
    queryKey: ["staff", "unit", code],
    queryFn: async ({ signal }) =>
      (await answered(api.GET("/api/v1/units/{id}", { params: { path: { id: code } }, signal }))).version,
  });
}
