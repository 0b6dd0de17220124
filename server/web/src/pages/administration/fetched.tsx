// SPDX-License-Identifier: EUPL-1.2
// A part of the page that shows what a query brings: while it waits, when it fails, and then its content.
import type { ReactNode } from "react";
import { Failed, Loading } from "../../shell/states";
import { useTexts } from "../../texts/texts";

interface Query<Data> {
  data: Data | undefined;
  error: Error | null;
  refetch: () => Promise<unknown>;
}

export function Fetched<Data>(props: { query: Query<Data>; lines: number; children: (data: Data) => ReactNode }) {
  const { term } = useTexts();
  const { data, error, refetch } = props.query;
  if (error) {
    return <Failed error={error} page={term("page_administration")} retry={() => void refetch()} level="part" />;
  }
  return data ? props.children(data) : <Loading lines={props.lines} />;
}
