// SPDX-License-Identifier: EUPL-1.2
import { expect, it } from "vitest";
import { readsOf } from "./facts";

const read = (own: object) => ({ date: "2026-11-26", name: "Chef", role: "manager" as const, reason: null, ...own });

it("says once who has read on a day, and how many times; oneself is nobody else", () => {
  const lines = readsOf([read({}), read({ role: "employee" }), read({}), read({ reason: "Ärende 7" }), read({ date: "2026-11-25" })]);
  expect(lines.map((one) => [one.date, one.reason, one.times])).toEqual([
    ["2026-11-26", null, 2],
    ["2026-11-26", "Ärende 7", 1],
    ["2026-11-25", null, 1],
  ]);
});
