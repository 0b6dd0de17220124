// SPDX-License-Identifier: EUPL-1.2
// The head of a column that a list can be sorted by: a button, and its sign; the head itself says the
// order to those who do not see the sign.
import type { ReactNode } from "react";

export type Order = "up" | "down" | null;

export function SortHead(props: { children: ReactNode; order: Order; sort: (() => void) | null }) {
  const said = { up: "ascending", down: "descending" } as const;
  return (
    <th scope="col" aria-sort={props.order ? said[props.order] : undefined}>
      {props.sort === null ? (
        props.children
      ) : (
        <button type="button" className="sort" onClick={props.sort}>
          {props.children}
          <span aria-hidden="true" className="sort-sign">
            {props.order === null ? "↕" : props.order === "up" ? "▲" : "▼"}
          </span>
        </button>
      )}
    </th>
  );
}
