// SPDX-License-Identifier: EUPL-1.2
// What "Insyn" asks the API for: what is collected, and how often each role has looked at persons. The
// data protection officer may ask about one person, with a reason that the person will read.
import { useQuery } from "@tanstack/react-query";
import { answered, clientFor, type Schemas } from "../../api/client";
import type { Role } from "../../api/session";

export type Transparency = Schemas["Transparency"];
export interface Count {
  month: string;
  role: string;
  name?: string;
  reads: number;
  persons: number;
}

export function useTransparency(role: Role) {
  return useQuery({
    queryKey: ["transparency", role],
    queryFn: ({ signal }) => answered(clientFor(role).GET("/api/v1/transparency", { signal })),
  });
}

export function useCounts(role: Role) {
  return useQuery({
    queryKey: ["look-ups", role],
    queryFn: async ({ signal }): Promise<Count[]> => {
      const log = await answered(clientFor(role).GET("/api/v1/access-log", { signal }));
      return "counts" in log ? log.counts : [];
    },
  });
}

/** Newest first; the page says when there are more. */
export function useReadsAbout(role: Role, asked: { employee: string; reason: string } | null) {
  return useQuery({
    queryKey: ["reads-about", asked],
    enabled: asked !== null,
    retry: false,
    queryFn: ({ signal }) =>
      answered(
        clientFor(role).GET("/api/v1/employees/{id}/access-log", {
          params: { path: { id: asked?.employee ?? "" }, query: { limit: 200 } },
          headers: { "Distanskoll-Reason": encodeURIComponent(asked?.reason ?? "") },
          signal,
        }),
      ),
  });
}
