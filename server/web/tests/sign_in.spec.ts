// SPDX-License-Identifier: EUPL-1.2
// Coming in and going out: as a person would, against a real collector that is a demonstration.
import { be, expect, expectAccessible, heading, test } from "./support";

test.beforeEach(({ provoked }) => void provoked.push("401"));

test("who is not signed in chooses a person and comes to the page that was wanted", async ({ page }) => {
  await page.goto("/mina-medarbetare?vecka=2026-40");
  await expect(heading(page, "Logga in")).toBeVisible();
  await expect(page).toHaveTitle("Logga in – Distanskoll");
  await page.getByRole("button", { name: /^Chef för/ }).click();
  await expect(heading(page, "Mina medarbetare")).toBeVisible();
  await expect(page).toHaveURL(/\/mina-medarbetare\?vecka=2026-40$/);
  await expect(page.locator(".demonstration")).toBeVisible();
});

test("who has signed out is out, here and at the collector", async ({ page }) => {
  await be(page, "it");
  await page.goto("/laget-nu");
  await expect(heading(page, "Läget nu")).toBeVisible();
  await page.getByRole("button", { name: "Logga ut" }).click();
  await expect(heading(page, "Logga in")).toBeVisible();
  await page.goBack();
  await expect(heading(page, "Logga in")).toBeVisible();
  expect((await page.request.get("/api/v1/session")).status()).toBe(401);
});

test("one becomes another person without signing out first", async ({ page }) => {
  await be(page, "chef");
  await page.goto("/logga-in");
  await page.getByRole("button", { name: "IT-säkerhetssamordnare" }).click();
  await expect(heading(page, "Läget nu")).toBeVisible();
  await expect(page.getByRole("navigation").getByRole("link", { name: "Mina medarbetare" })).toHaveCount(0);
});

test("everything can be done by keyboard", async ({ page }) => {
  await page.goto("/logga-in");
  const person = page.getByRole("button", { name: "IT-säkerhetssamordnare" });
  await expect(person).toBeVisible();
  await person.focus();
  await page.keyboard.press("Enter");
  await expect(heading(page, "Läget nu")).toBeVisible();
});

test("a page of another site cannot use the session", async ({ page }) => {
  await be(page, "it");
  const forged = await page.request.post("/api/v1/session/end");
  expect(forged.status()).toBe(403);
  const foreign = await page.request.get("/api/v1/devices", { headers: { "Sec-Fetch-Site": "cross-site" } });
  expect(foreign.status()).toBe(403);
});

test("a script cannot read the session's cookie", async ({ page, context }) => {
  await be(page, "it");
  await page.goto("/laget-nu");
  expect(await page.evaluate(() => document.cookie)).toBe("");
  const cookie = (await context.cookies()).find((one) => one.name === "distanskoll");
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: "Strict", path: "/" });
});

test("what went wrong at a sign-in service is said in words", async ({ page }) => {
  await page.goto("/logga-in?fel=unmapped&till=%2Flaget-nu");
  await expect(page.getByRole("alert")).toContainText("finns inte i Distanskoll");
  await expectAccessible(page);
  await page.goto("/logga-in?fel=<script>");
  await expect(page.getByRole("alert")).toContainText("Något gick fel");
});

test("a setup link that is over says so", async ({ page, provoked }) => {
  provoked.push("404");
  await page.goto(`/logga-in#${"A".repeat(43)}`);
  await page.getByRole("button", { name: "Logga in som administratör" }).click();
  await expect(page.getByRole("alert")).toContainText("Länken gäller inte längre");
});
