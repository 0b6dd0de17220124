// SPDX-License-Identifier: EUPL-1.2
// What "Datorer" asks the API for.
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { answered, clientFor } from "../../api/client";
import type { Role } from "../../api/session";
import { type Asked, type Counts, type Listed, type Named, queryOf } from "./facts";

const most = 200; // of one page of the API

export interface List {
  devices: (Listed | Named)[];
  counts: Counts;
  complete: boolean;
}

/** The first `rows` of the list, in as many pages as that takes. */
export function useDeviceList(role: Role, asked: Asked) {
  const api = clientFor(role);
  return useQuery({
    queryKey: ["devices", "list", role, asked],
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }): Promise<List> => {
      const query = queryOf(asked, role !== "it_security");
      const devices: List["devices"] = [];
      for (let after: string | null = null; ; ) {
        const limit = Math.min(most, asked.rows - devices.length);
        const page: { devices: List["devices"]; counts: Counts; next: string | null } = await answered(
          api.GET("/api/v1/devices", { params: { query: { ...query, limit, ...(after && { after }) } }, signal }),
        );
        devices.push(...page.devices);
        after = page.next;
        if (after === null || devices.length >= asked.rows)
          return { devices, counts: page.counts, complete: after === null };
      }
    },
  });
}

/** The address of the same list as a file. */
export function exportAddress(role: Role, asked: Asked): string {
  const query = new URLSearchParams({ role, format: "csv" });
  for (const [name, value] of Object.entries(queryOf(asked, role !== "it_security"))) query.set(name, String(value));
  return `/api/v1/devices?${query}`;
}
