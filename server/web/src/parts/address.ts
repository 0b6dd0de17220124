// SPDX-License-Identifier: EUPL-1.2
// The page's state in its address: a link shows what its sender saw, and the browser's back is a way
// back. What is chosen replaces the address, where one has gone to (a record, a next page) is a step.
import { useSearchParams } from "wouter";

export type Changes = Record<string, string | null>;

export function useAddress(): [URLSearchParams, (changes: Changes, step?: boolean) => void] {
  const [search, setSearch] = useSearchParams();
  const set = (changes: Changes, step = false) =>
    setSearch(
      (before) => {
        const after = new URLSearchParams(before);
        for (const [key, value] of Object.entries(changes)) {
          if (value === null || value === "") after.delete(key);
          else after.set(key, value);
        }
        return after;
      },
      { replace: !step },
    );
  return [search, set];
}

/** One of a closed list, or the first of it. */
export function oneOf<T extends string>(all: readonly [T, ...T[]], given: string | null): T {
  return all.find((one) => one === given) ?? all[0];
}
