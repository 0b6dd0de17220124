// SPDX-License-Identifier: EUPL-1.2
// One bar of parts, each with a pattern of its own beside its colour. The numbers stand in text beside
// it, so it is decoration to a screen reader.
import { scaleLinear } from "d3-scale";

export function StackedBar({ parts }: { parts: { name: string; count: number }[] }) {
  const total = parts.reduce((sum, part) => sum + part.count, 0);
  const x = scaleLinear([0, Math.max(1, total)], [0, 100]);
  let begun = 0;
  return (
    <svg className="stacked" width="100%" height="20" aria-hidden="true">
      <defs>
        <pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="6" height="6" className="hatch-ground" />
          <rect width="2" height="6" className="hatch-line" />
        </pattern>
      </defs>
      {parts.map((part) => {
        const from = x(begun);
        begun += part.count;
        if (part.count === 0) return null;
        return (
          <rect
            key={part.name}
            className={`part part-${part.name}`}
            x={`${from}%`}
            y="1"
            width={`${x(begun) - from}%`}
            height="18"
          />
        );
      })}
    </svg>
  );
}
