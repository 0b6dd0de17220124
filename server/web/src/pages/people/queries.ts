// SPDX-License-Identifier: EUPL-1.2
// What is asked about one person, by whoever answers for the person (manager) or by the person (employee).
// Every answer is written into the access log before it comes.
import { useQuery } from "@tanstack/react-query";
import { allPages, answered, clientFor, type Schemas } from "../../api/client";
import type { Day } from "../../texts/moments";

export type Beholder = "manager" | "employee" | "it_security";
export type PersonDay = Schemas["PersonDay"];
export type Asked = Schemas["AskedOfPerson"];
export type Objection = Schemas["Objection"];
export type Mark = Schemas["Mark"];
export type Agreement = Schemas["Agreement"];
export type ToDo = Schemas["ToDo"];
export type Task = ToDo["tasks"][number];

const limit = 200;

export function usePersonDays(role: Beholder, employee: string, from: Day, to: Day) {
  return useQuery({
    queryKey: ["people", role, "days", employee, from, to],
    queryFn: ({ signal }) =>
      answered(
        clientFor(role).GET("/api/v1/employees/{id}/days", {
          params: { path: { id: employee }, query: { from, to } },
          signal,
        }),
      ),
  });
}

export function useAsked(role: Beholder, employee: string) {
  return useQuery({
    queryKey: ["people", role, "asked", employee],
    queryFn: ({ signal }) =>
      answered(
        clientFor(role).GET("/api/v1/employees/{id}/requirements", { params: { path: { id: employee } }, signal }),
      ),
  });
}

/** Of one person, or of everybody whose the beholder may see. */
export function useObjections(role: Beholder, employee?: string) {
  return useQuery({
    queryKey: ["people", role, "objections", employee ?? ""],
    queryFn: async ({ signal }) =>
      (
        await allPages(
          (after) =>
            answered(
              clientFor(role).GET("/api/v1/objections", {
                params: { query: { limit, ...(employee && { employee }), ...(after && { after }) } },
                signal,
              }),
            ),
          (page) => page.objections,
        )
      ).items,
  });
}

export function useMarks(role: Beholder, employee: string) {
  return useQuery({
    queryKey: ["people", role, "marks", employee],
    queryFn: async ({ signal }) =>
      (
        await allPages(
          (after) =>
            answered(
              clientFor(role).GET("/api/v1/marks", {
                params: { query: { employee, limit, ...(after && { after }) } },
                signal,
              }),
            ),
          (page) => page.marks,
        )
      ).items,
  });
}

export function useAgreements(role: Beholder) {
  return useQuery({
    queryKey: ["people", role, "agreements"],
    queryFn: async ({ signal }) =>
      (
        await allPages(
          (after) =>
            answered(
              clientFor(role).GET("/api/v1/agreements", { params: { query: { limit, ...(after && { after }) } }, signal }),
            ),
          (page) => page.agreements,
        )
      ).items,
  });
}

export function useToDo(role: Beholder) {
  return useQuery({
    queryKey: ["people", role, "to-do"],
    queryFn: ({ signal }) => answered(clientFor(role).GET("/api/v1/staff/to-do", { signal })),
  });
}

export function useTalkSheet(role: Beholder, employee: string) {
  return useQuery({
    queryKey: ["people", role, "talk", employee],
    queryFn: ({ signal }) =>
      answered(
        clientFor(role).GET("/api/v1/employees/{id}/talk-sheet", { params: { path: { id: employee } }, signal }),
      ),
  });
}

export function usePerson(role: Beholder, employee: string) {
  return useQuery({
    queryKey: ["people", role, "person", employee],
    queryFn: ({ signal }) =>
      answered(clientFor(role).GET("/api/v1/employees/{id}", { params: { path: { id: employee } }, signal })),
  });
}
