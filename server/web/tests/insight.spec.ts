// SPDX-License-Identifier: EUPL-1.2
// Insyn, as a union representative and the data protection officer use it.
import { ask, be, expect, heading, test } from "./support";

test("the union representative finds out what is collected and for how long", async ({ page }) => {
  await be(page, "insight");
  await page.goto("/insyn");
  await expect(heading(page, "Insyn")).toBeVisible();
  await expect(page.locator(".answer")).toContainText("7 slags uppgifter om datorn samlas in");
  await expect(page.locator(".answer")).toContainText("raderas efter 60 dagar");
  const vpn = page.locator(".probes .card").filter({ has: page.getByRole("heading", { name: "VPN" }) });
  await expect(vpn).toContainText("Operativsystemets lista över anslutningar");
  await expect(vpn).toContainText("ansluten eller inte");
  await expect(page.getByRole("region", { name: "Det här samlas aldrig in" })).toContainText("tangenttryckningar");
  const kept = page.getByRole("region", { name: "Hur länge uppgifterna sparas" });
  await expect(kept.getByRole("row", { name: /Läsloggen/ })).toContainText("25 månader");
  await expect(page.getByRole("region", { name: "Policyn som gäller" })).toContainText(/Beslutad av|Inte beslutad/);
  await expect(page.getByRole("region", { name: "Ändringar som är på väg" })).toBeVisible();
});

test("no person is on the page, and counts are per role and month", async ({ page }) => {
  await be(page, "chef");
  const { staff } = await ask<{ staff: { name: string }[] }>(page, "/api/v1/staff/days?limit=200", "manager");
  await be(page, "insight");
  await page.goto("/insyn");
  const lookUps = page.getByRole("region", { name: "Hur ofta någon har läst om personer" });
  await expect(lookUps.getByRole("row", { name: /Chef/ }).first()).toBeVisible();
  const shown = await page.locator("main").innerText();
  for (const person of staff) expect(shown).not.toContain(person.name);
  expect(shown).not.toMatch(/\b\d{1,2}[:.]\d{2}\b/);
  await expect(page.getByRole("heading", { name: "Vem har läst om en viss person?" })).toHaveCount(0);
});

test("the data protection officer sees who has read about one person, and must say why", async ({ page }) => {
  await be(page, "chef");
  const { staff } = await ask<{ staff: { employee: string }[] }>(page, "/api/v1/staff/days?limit=200", "manager");
  await be(page, "dpo");
  await page.goto("/insyn");
  await page.getByLabel("Anställningens id").fill(staff[0]?.employee ?? "");
  await page.getByRole("button", { name: "Visa", exact: true }).click();
  expect(await page.getByRole("textbox", { name: /^Skäl/ }).evaluate((field: HTMLInputElement) => field.validity.valid)).toBe(false);
  await page.getByRole("textbox", { name: /^Skäl/ }).fill("Klagomål 2026/17 på läsning");
  await page.getByRole("button", { name: "Visa", exact: true }).click();
  await expect(page.getByText(/^\d+ läsning(ar)?$/)).toBeVisible();
  await expect(page.getByRole("row", { name: /Chef/ }).first()).toBeVisible();
  expect(page.url()).not.toContain(staff[0]?.employee ?? "-");
});

test("on paper all of it is left but the buttons", async ({ page }) => {
  await be(page, "insight");
  await page.goto("/insyn");
  await expect(page.getByRole("heading", { name: "Det här samlas in nu" })).toBeVisible();
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("button", { name: "Skriv ut" })).toBeHidden();
  await expect(page.getByRole("heading", { name: "Det här samlas in nu" })).toBeVisible();
});
