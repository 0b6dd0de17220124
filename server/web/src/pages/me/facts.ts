// SPDX-License-Identifier: EUPL-1.2
// What follows from what is known about oneself. Pure.
interface Read {
  date: string;
  name: string | null;
  role: string;
  reason: string | null;
}

/** Who else has read, one line for each day, person, role and reason, with how many times; newest first as they came. */
export function readsOf<One extends Read>(reads: readonly One[]): (One & { times: number })[] {
  const lines = new Map<string, One & { times: number }>();
  for (const one of reads) {
    if (one.role === "employee") continue;
    const key = JSON.stringify([one.date, one.name, one.role, one.reason]);
    const line = lines.get(key);
    if (line) line.times += 1;
    else lines.set(key, { ...one, times: 1 });
  }
  return [...lines.values()];
}
