// SPDX-License-Identifier: EUPL-1.2
// The moment that "3 minutes ago" is counted from: moves every half minute, with the page.
import { useEffect, useState } from "react";

export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
