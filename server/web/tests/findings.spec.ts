// SPDX-License-Identifier: EUPL-1.2
// Att åtgärda, as IT security uses it.
import { ask, be, expect, heading, test } from "./support";

interface Findings {
  findings: { id: number; device: string; title: { sv: string }; requirement: string | null }[];
  counts: { total: number; computers: number; kinds: { what: string; count: number; title: { sv: string } }[] };
}

test.beforeEach(async ({ page }) => be(page, "it"));

const list = (page: Parameters<typeof ask>[0], query = "") =>
  ask<Findings>(page, `/api/v1/findings?${query}`, "it_security");

test("the first sentence says how much there is and that nobody has taken it", async ({ page }) => {
  const { counts } = await list(page, "limit=1");
  await page.goto("/att-atgarda");
  await expect(heading(page, "Att åtgärda")).toBeVisible();
  if (counts.total === 0) await expect(page.locator(".answer")).toContainText("inget att åtgärda");
  else await expect(page.locator(".answer strong")).toContainText(`${counts.total} brist`);
});

test("findings of one kind are picked, and the address keeps it", async ({ page }) => {
  const { counts } = await list(page, "limit=1");
  const kind = counts.kinds[0];
  test.skip(!kind, "nothing is wrong");
  await page.goto("/att-atgarda");
  await page.getByRole("combobox", { name: "Vad" }).selectOption(kind?.what ?? "");
  await expect(page).toHaveURL(new RegExp(`what=${kind?.what}`));
  await expect(page.getByRole("table").locator("tbody tr")).toHaveCount(Math.min(kind?.count ?? 0, 100));
  await page.reload();
  await expect(page.getByRole("combobox", { name: "Vad" })).toHaveValue(kind?.what ?? "");
});

test("somebody writes what was done about a finding, and reads it again", async ({ page }) => {
  const { findings } = await list(page, "limit=1");
  const finding = findings[0];
  test.skip(!finding, "nothing is wrong");
  await page.goto("/att-atgarda");
  await page.getByRole("link", { name: finding?.title.sv ?? "" }).first().click();
  await expect(page).toHaveURL(/att-atgarda\/\d+/);
  await expect(page.getByRole("heading", { name: "Så åtgärdas det" })).toBeVisible();
  const note = `Ringt IT-stöd ${Date.now()}`;
  await page.getByLabel("Ny anteckning").fill(note);
  await page.getByRole("button", { name: "Spara anteckningen" }).click();
  await expect(page.getByRole("list").filter({ hasText: note })).toBeVisible();
  await page.reload();
  await expect(page.getByText(note)).toBeVisible();
});

test("an exception is decided from a finding", async ({ page, provoked }) => {
  provoked.push("404"); // nobody may be known to use that computer
  const { findings } = await list(page, "limit=200");
  const finding = findings.find((one) => one.requirement !== null);
  test.skip(!finding, "no requirement fails");
  await page.goto(`/att-atgarda/${finding?.id}`);
  await page.locator("summary", { hasText: "Besluta om undantag" }).click();
  await page.getByRole("button", { name: "Besluta om undantag" }).click();
  await expect(page.getByRole("alert")).toContainText("Fyll i");
  await page.getByLabel("Skäl till undantaget").fill("Ny dator är beställd");
  await page.getByRole("button", { name: "Besluta om undantag" }).click();
  await expect(page.getByText("Undantaget är beslutat").or(page.getByText("Ingen är känd"))).toBeVisible();
});
