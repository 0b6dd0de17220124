// SPDX-License-Identifier: EUPL-1.2
// What "Min sida" asks the API for beyond what a manager sees too, all as the employee that one is.
import { useQuery } from "@tanstack/react-query";
import { allPages, answered, clientFor } from "../../api/client";

const api = clientFor("employee");
const limit = 200;

export function useComputers() {
  return useQuery({
    queryKey: ["me", "computers"],
    queryFn: async ({ signal }) =>
      (await answered(api.GET("/api/v1/devices", { params: { query: { limit } }, signal }))).devices,
  });
}

export function useComputer(id: string) {
  return useQuery({
    queryKey: ["me", "computer", id],
    queryFn: ({ signal }) => answered(api.GET("/api/v1/devices/{id}", { params: { path: { id } }, signal })),
  });
}

export function useReads(employee: string) {
  return useQuery({
    queryKey: ["me", "reads", employee],
    queryFn: async ({ signal }) =>
      (
        await allPages(
          (after) =>
            answered(
              api.GET("/api/v1/employees/{id}/access-log", {
                params: { path: { id: employee }, query: { limit, ...(after && { after }) } },
                signal,
              }),
            ),
          (page) => page.reads,
          5,
        )
      ).items,
  });
}

export function useLearning() {
  return useQuery({
    queryKey: ["me", "learning"],
    queryFn: async ({ signal }) => {
      const [trainings, reads] = await Promise.all([
        answered(api.GET("/api/v1/trainings", { params: { query: { limit } }, signal })),
        answered(api.GET("/api/v1/guideline-reads", { params: { query: { limit } }, signal })),
      ]);
      return { trainings: trainings.trainings, guidelines: reads.guideline_reads };
    },
  });
}
