// SPDX-License-Identifier: EUPL-1.2
// Revision, as an auditor uses it.
import { ask, be, expect, heading, test } from "./support";

type Frame = { dates: { all: number; final: number }; days: { final: number }; checkpoint: string; log_key: string };

test.beforeEach(async ({ page }) => be(page, "auditor"));

test("the frame of a period says first whether it is whole", async ({ page }) => {
  await page.goto("/");
  await expect(heading(page, "Revision")).toBeVisible();
  await page.getByLabel("Från och med").fill("2026-01-01");
  await page.getByLabel("Till och med").fill("2026-06-30");
  await expect(page).toHaveURL(/from=2026-01-01&to=2026-06-30/);
  const frame = await ask<Frame>(page, "/api/v1/audits/frame?from=2026-01-01&to=2026-06-30", "auditor");
  await expect(page.locator(".answer")).toContainText(`${frame.dates.final} av ${frame.dates.all} datum är slutgiltiga`);
});

test("the rules in force are shown with decision, co-determination and impact assessment, or as lacking", async ({ page }) => {
  await page.goto("/revision");
  const card = page.locator(".policies > li").first();
  await expect(card).toBeVisible();
  for (const term of ["Politiskt beslut", "Samverkan", "Konsekvensbedömning (DPIA)"]) await expect(card).toContainText(term);
});

test("the ledger's checkpoint is the one that anybody can fetch", async ({ page }) => {
  await page.goto("/revision");
  const shown = await page.locator(".checkpoint").innerText();
  const origin = shown.split("\n")[0] ?? "?";
  expect(origin.length).toBeGreaterThan(1);
  const frame = await ask<Frame>(page, "/api/v1/audits/frame", "auditor");
  expect(frame.checkpoint.startsWith(origin)).toBe(true);
  await expect(page.getByText(frame.log_key.split(" ")[1] ?? "?")).toBeVisible();
});

test("what is not there yet is said, and no person is anywhere", async ({ page }) => {
  await page.goto("/revision");
  await expect(page.getByRole("heading", { name: "Finns inte här än" })).toBeVisible();
  await expect(page.getByText("Stickprov:")).toBeVisible();
});

test("others do not get there", async ({ page }) => {
  await be(page, "hr");
  await page.goto("/revision");
  await expect(heading(page, "Du har inte behörighet till sidan")).toBeVisible();
});
