// SPDX-License-Identifier: EUPL-1.2
// The names of units by their codes. Every page that shows a unit asks here, in its own role.
import { useQuery } from "@tanstack/react-query";
import { allPages, answered, clientFor } from "./client";

const limit = 200;

export function useUnitNames(role: Parameters<typeof clientFor>[0]) {
  const api = clientFor(role);
  return useQuery({
    queryKey: ["units"],
    staleTime: 10 * 60_000,
    queryFn: async ({ signal }) => {
      const all = await allPages(
        (after) => answered(api.GET("/api/v1/units", { params: { query: { limit, ...(after && { after }) } }, signal })),
        (page) => page.units,
      );
      return new Map(all.items.map((unit) => [unit.code, unit.name]));
    },
  });
}
