// SPDX-License-Identifier: EUPL-1.2
// A manager reaches nobody else's staff: not by an address of the app, not by the API from the page, not by a
// file, the event stream or the words of an error. Somebody of another manager's is sought by all of them, and
// somebody who does not exist gives the same answers.
import type { Page } from "@playwright/test";
import { ask, be, expect, test } from "./support";

interface Stranger {
  id: string;
  name: string;
  mail: string | null;
  agreement: string;
}
type Agreement = { id: string; employee: string; name: string };

const nobody: Stranger = { id: "e-0000000000000000", name: "Finns Inte", mail: null, agreement: "a-0000000000000000" };

/** Somebody with an agreement whom HR sees and this manager does not. */
async function stranger(page: Page): Promise<Stranger> {
  await be(page, "chef");
  const own = await ask<{ staff: { employee: string; name: string }[] }>(page, "/api/v1/staff/days?limit=200", "manager");
  const mine = new Set(own.staff.map((one) => one.employee));
  const names = new Set(own.staff.map((one) => one.name));
  const me = await ask<{ employees: { id: string }[] }>(page, "/api/v1/employees", "employee");
  await be(page, "hr");
  const { agreements } = await ask<{ agreements: Agreement[] }>(page, "/api/v1/agreements?limit=200&state=in_force", "hr");
  const other = agreements.find((one) => !mine.has(one.employee) && !names.has(one.name) && one.employee !== me.employees[0]?.id);
  if (!other) throw new Error("everybody is this manager's");
  const person = await ask<{ mail: string | null }>(page, `/api/v1/employees/${other.employee}`, "hr");
  await be(page, "chef");
  return { id: other.employee, name: other.name, mail: person.mail, agreement: other.id };
}

/** From the page, as a curious manager would in the browser's tools: with cookie, own origin and CSRF header. */
function fetched(page: Page, method: string, path: string, role: string | null, body?: unknown) {
  return page.evaluate(
    async ({ method, path, role, body }) => {
      const answer = await fetch(path, {
        method,
        headers: {
          "Distanskoll-CSRF": "1",
          ...(role && { "Distanskoll-Role": role }),
          ...(method !== "GET" && { "If-Match": '"1"', "Content-Type": "application/json" }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      return { status: answer.status, text: await answer.text() };
    },
    { method, path, role, body },
  );
}

/** Nothing of that person is in it. */
function expectNothingOf(one: Stranger, text: string, where: string): void {
  expect(text, where).not.toContain(one.name);
  if (one.mail) expect(text, where).not.toContain(one.mail);
}

const day = "2026-11-02";
const readings = (one: Stranger) => [
  `/api/v1/employees/${one.id}`,
  `/api/v1/employees/${one.id}/days`,
  `/api/v1/employees/${one.id}/requirements`,
  `/api/v1/employees/${one.id}/talk-sheet`,
  `/api/v1/employees/${one.id}/access-log`,
  `/api/v1/employees/${one.id}/extract?format=json`,
  `/api/v1/employees/${one.id}/extract?format=html`,
  `/api/v1/agreements/${one.agreement}`,
  `/api/v1/agreements/${one.agreement}/history`,
];
const writings = (one: Stranger): [string, string, unknown][] => [
  ["POST", "/api/v1/agreements", { employee: one.id, valid_from: day, valid_to: day }],
  ["POST", `/api/v1/agreements/${one.agreement}/signatures`, { signer: "manager" }],
  ["POST", `/api/v1/agreements/${one.agreement}/end`, { reason: "nej", on: day }],
  ["POST", `/api/v1/agreements/${one.agreement}/renewal`, { valid_from: day }],
  ["POST", `/api/v1/agreements/${one.agreement}/assessments`, { on: day, work_environment: true, information_security: true }],
  ["POST", `/api/v1/agreements/${one.agreement}/follow-ups`, { on: day }],
  ["POST", `/api/v1/agreements/${one.agreement}/equipment`, { name: "Skärm" }],
  ["PUT", `/api/v1/agreements/${one.agreement}/note`, { note: "nej" }],
  ["POST", `/api/v1/employees/${one.id}/marks/${day}/seen`, {}],
];

test("by no address of the app", async ({ page, provoked }) => {
  provoked.push("403", "404");
  const one = await stranger(page);
  for (const query of [
    `person=${one.id}`,
    `person=${one.id}&show=talk`,
    `day=${one.id}@${day}`,
    `act=renew@${one.agreement}`,
    `act=return@${one.agreement}`,
    `act=new@${one.id}`,
    `person=${one.id}&act=end@${one.agreement}`,
  ]) {
    await page.goto(`/mina-medarbetare?${query}`);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page.locator(".loading")).toHaveCount(0);
    expectNothingOf(one, await page.locator("body").innerText(), query);
  }
  await page.goto(`/overenskommelser?agreement=${one.agreement}`);
  await expect(page.getByRole("heading", { level: 1, name: "Du har inte behörighet till sidan" })).toBeVisible();
});

test("by no answer of the API, whatever role is claimed, and what does not exist is answered alike", async ({ page, provoked }) => {
  provoked.push("400", "403", "404", "409", "412", "422");
  const one = await stranger(page);
  await page.goto("/nyckeltal");
  const plain = (text: string, who: Stranger) => text.replaceAll(who.id, "ID").replaceAll(who.agreement, "AGREEMENT");
  for (const [at, path] of readings(one).entries()) {
    for (const role of ["manager", "employee", "deputy", "hr", "it_security", "data_protection_officer", null]) {
      const answer = await fetched(page, "GET", path, role);
      expect([403, 404], `${path} as ${role}`).toContain(answer.status);
      expectNothingOf(one, answer.text, path);
      const absent = await fetched(page, "GET", readings(nobody)[at] ?? "", role);
      expect([absent.status, plain(absent.text, nobody)], `${path} as ${role}`).toEqual([answer.status, plain(answer.text, one)]);
    }
  }
  for (const [at, [method, path, body]] of writings(one).entries()) {
    const answer = await fetched(page, method, path, "manager", body);
    expect([403, 404], path).toContain(answer.status);
    expectNothingOf(one, answer.text, path);
    const [, elsewhere, otherBody] = writings(nobody)[at] ?? ["", "", null];
    const absent = await fetched(page, method, elsewhere, "manager", otherBody);
    expect([absent.status, plain(absent.text, nobody)], path).toEqual([answer.status, plain(answer.text, one)]);
  }
});

test("by no list, file or filter", async ({ page, provoked }) => {
  provoked.push("400", "403", "404");
  const one = await stranger(page);
  await page.goto("/nyckeltal");
  for (const path of [
    "/api/v1/staff/days?limit=200",
    "/api/v1/staff/to-do",
    "/api/v1/employees?limit=200",
    `/api/v1/employees?limit=200&name=${encodeURIComponent(one.name)}`,
    "/api/v1/agreements?limit=200",
    `/api/v1/agreements?limit=200&name=${encodeURIComponent(one.name)}`,
    `/api/v1/agreements?limit=200&employee=${one.id}`,
    "/api/v1/agreements?format=csv",
    "/api/v1/trainings?format=csv",
    "/api/v1/guideline-reads?format=csv",
    "/api/v1/marks?limit=200",
    `/api/v1/marks?limit=200&employee=${one.id}`,
    "/api/v1/objections?limit=200",
    `/api/v1/objections?limit=200&employee=${one.id}`,
    "/api/v1/units?format=csv",
    "/api/v1/waivers?format=csv",
    "/api/v1/devices?format=csv",
    "/api/v1/findings?format=csv",
    "/api/v1/inventory?format=csv",
    "/api/v1/indicators/2026?format=csv",
  ]) {
    const answer = await fetched(page, "GET", path, "manager");
    expect([200, 400, 403, 404], path).toContain(answer.status);
    expectNothingOf(one, answer.text, path);
    expect(answer.text.includes(one.id) && !path.includes(one.id), path).toBe(false);
  }
});

test("not by the event stream", async ({ page, provoked }) => {
  provoked.push("403");
  await be(page, "chef");
  await page.goto("/mina-medarbetare");
  for (const role of ["manager", "it_security", "employee", ""]) {
    const status = await page.evaluate(async (query) => {
      const stop = new AbortController();
      const answer = await fetch(`/api/v1/events${query}`, { signal: stop.signal });
      stop.abort();
      return answer.status;
    }, role && `?role=${role}`);
    expect([400, 403], role).toContain(status);
  }
});
