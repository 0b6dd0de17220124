// SPDX-License-Identifier: EUPL-1.2
// The head of a list whose columns are plain words, each by the key of its text.
import type { TextKey } from "../texts/catalog";
import { useTexts } from "../texts/texts";

export function ListHead({ heads }: { heads: TextKey[] }) {
  const { text } = useTexts();
  return (
    <thead>
      <tr>
        {heads.map((key) => (
          <th key={key} scope="col">
            {text(key)}
          </th>
        ))}
      </tr>
    </thead>
  );
}
