// SPDX-License-Identifier: EUPL-1.2
// The head of a list whose columns are plain words, each by the key of its text; `act` is the column of
// what can be done with a line, which paper has no use for.
import type { TextKey } from "../texts/catalog";
import { useTexts } from "../texts/texts";

export function ListHead({ heads, act }: { heads: TextKey[]; act?: TextKey }) {
  const { text } = useTexts();
  return (
    <thead>
      <tr>
        {heads.map((key) => (
          <th key={key} scope="col">
            {text(key)}
          </th>
        ))}
        {act && (
          <th scope="col" className="no-print">
            {text(act)}
          </th>
        )}
      </tr>
    </thead>
  );
}
