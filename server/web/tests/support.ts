// SPDX-License-Identifier: EUPL-1.2
// What the browser tests share: a page that fails its test when the browser complains (a refused inline
// style, an error that nobody caught), persons of the demonstration, and the API as they may ask it.
import AxeBuilder from "@axe-core/playwright";
import { test as base, expect, type Page } from "@playwright/test";

export const origin = `http://127.0.0.1:${process.env.DISTANSKOLL_PREVIEW ?? 4173}`;

/** Persons of the sample municipality (tests/fleet/registers.cpp) by a short name. */
const accounts = {
  it: "it-sakerhet",
  chef: "chef",
  both: "it-chef",
  deputy: "ersattare",
  hr: "hr",
  hr_protected: "hr-skyddade",
  administrator: "administrator",
  admin: "administrator",
  auditor: "revisor",
  dpo: "dataskyddsombud",
  insight: "skyddsombud",
  secretary: "namndsekreterare",
  employee: "medarbetare",
  // Employees of that manager, for the tasks of several people: made beside (README.md).
  elin: "elin",
  ny: "ny",
  amina: "amina",
} as const;
export type Demo = keyof typeof accounts | "nobody";

interface Own {
  language: "sv" | "en";
  /** Complaints that a test provokes itself: a part of each one's text. */
  provoked: string[];
  complaints: string[];
}

export const test = base.extend<Own>({
  language: ["sv", { option: true }],
  provoked: async ({}, use) => use([]),
  complaints: [
    async ({ page, language, provoked }, use) => {
      const complaints: string[] = [];
      page.on("pageerror", (error) => complaints.push(error.message));
      page.on("console", (message) => {
        if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
      });
      await page.addInitScript((wished) => localStorage.setItem("distanskoll.language", wished), language);
      await use(complaints);
      expect(complaints.filter((one) => !provoked.some((part) => one.includes(part)))).toEqual([]);
    },
    { auto: true },
  ],
});
export { expect };

export async function be(page: Page, who: Demo): Promise<void> {
  await page.context().clearCookies();
  if (who === "nobody") return;
  const response = await page.request.post("/api/v1/sign-in/demonstration", {
    headers: { "Distanskoll-CSRF": "1" },
    data: { person: accounts[who] },
  });
  expect(response.ok(), `sign-in as ${accounts[who]}: ${response.status()}`).toBe(true);
}

export async function ask<T>(page: Page, path: string, role: string): Promise<T> {
  const response = await page.request.get(path, { headers: { "Distanskoll-Role": role } });
  expect(response.ok(), `${path}: ${response.status()}`).toBe(true);
  return (await response.json()) as T;
}

/** A write as the person may do it; the answer's body. */
export async function write<T>(
  page: Page,
  method: "POST" | "PUT" | "DELETE",
  path: string,
  role: string,
  own: { data?: unknown; version?: number } = {},
): Promise<T> {
  const response = await page.request.fetch(path, {
    method,
    headers: {
      "Distanskoll-Role": role,
      "Distanskoll-CSRF": "1",
      ...(own.version !== undefined && { "If-Match": `"${own.version}"` }),
    },
    ...(own.data !== undefined && { data: own.data }),
  });
  expect(response.ok(), `${method} ${path}: ${response.status()} ${await response.text()}`).toBe(true);
  return (await response.json()) as T;
}

/** No violation of WCAG 2.1 A or AA in what is shown. */
export async function expectAccessible(page: Page): Promise<void> {
  const result = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]).analyze();
  const found = result.violations.map((one) => ({
    rule: one.id,
    what: one.help,
    where: one.nodes.slice(0, 5).map((node) => `${node.target.join(" ")} ${node.any[0]?.message ?? ""}`),
  }));
  expect(found).toEqual([]);
}

/** Nothing sticks out sideways. */
export async function expectNoSideways(page: Page): Promise<void> {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(over).toBeLessThanOrEqual(0);
}

export const heading = (page: Page, name: string | RegExp) => page.getByRole("heading", { level: 1, name });
