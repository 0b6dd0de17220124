// SPDX-License-Identifier: EUPL-1.2
// Nyckeltal och rapporter, as its readers use it.
import { ask, be, expect, heading, test } from "./support";

type Closed = { months: string[]; units: string[] | null };

test("HR sees the newest closed month of the whole municipality, beside the year before", async ({ page }) => {
  await be(page, "hr");
  const closed = await ask<Closed>(page, "/api/v1/indicators", "hr");
  test.skip(closed.months.length === 0, "the demonstration has no closed month");
  await page.goto("/nyckeltal");
  await expect(heading(page, "Nyckeltal och rapporter")).toBeVisible();
  await expect(page.getByRole("heading", { level: 2 })).toContainText("Hela kommunen");
  await expect(page.getByRole("rowheader", { name: "Datorer i inventariet" })).toBeVisible();
  await page.getByLabel("Månad").selectOption(closed.months[0] ?? "");
  await expect(page).toHaveURL(new RegExp(`month=${closed.months[0]}`));
});

test("what the audit recommended is answered five times, each with what is not measured", async ({ page }) => {
  await be(page, "hr");
  await page.goto("/nyckeltal?view=recommendations");
  const cards = page.locator(".recommendations > li");
  await expect(cards).toHaveCount(5);
  for (const card of await cards.all()) await expect(card).toContainText("Mäts inte:");
});

test("equal treatment names its small groups as hidden", async ({ page }) => {
  await be(page, "hr");
  await page.goto("/nyckeltal?view=fairness");
  await expect(page.getByRole("table", { name: "Per kön" })).toBeVisible();
  await expect(page.getByText("Grupper med färre än fem personer är hopslagna eller dolda.")).toBeVisible();
});

test("a year stands beside the year before, as bars and as a table", async ({ page }) => {
  await be(page, "hr");
  await page.goto("/nyckeltal?view=years");
  await page.getByRole("combobox", { name: "Nyckeltal" }).selectOption("agreements_active");
  await expect(page).toHaveURL(/figure=agreements_active/);
  await expect(page.getByRole("table").locator("tbody tr")).toHaveCount(12);
});

test("a manager sees own units and nothing of the whole", async ({ page }) => {
  await be(page, "chef");
  const closed = await ask<Closed>(page, "/api/v1/indicators?role=manager", "manager");
  await page.goto("/nyckeltal");
  await expect(heading(page, "Nyckeltal och rapporter")).toBeVisible();
  const select = page.getByRole("combobox", { name: "Enhet" });
  await expect(select).toBeVisible();
  expect(await select.locator("option").count()).toBe(closed.units?.length);
  await expect(select.getByText("Hela kommunen")).toHaveCount(0);
});

test("the year's figures are fetched as CSV", async ({ page }) => {
  await be(page, "hr");
  await page.goto("/nyckeltal");
  const link = page.getByRole("link", { name: /CSV för/ }).first();
  const answer = await page.request.get((await link.getAttribute("href")) ?? "");
  expect(answer.headers()["content-type"]).toContain("text/csv");
});

test("before a month is closed the page says why it has no figures", async ({ page }) => {
  await be(page, "hr");
  const why = { code: "no_closed_month", sv: "Ingen månad är räknad än.", en: "No month is counted yet." };
  await page.route("**/api/v1/indicators", (route) => route.fulfill({ json: { months: [], units: null, why } }));
  await page.goto("/nyckeltal");
  await expect(page.getByText("Inga nyckeltal än")).toBeVisible();
  await expect(page.getByText("Ingen månad är räknad än.")).toBeVisible();
});

test("while the collector starts the page waits and then shows the figures by itself", async ({ page, provoked }) => {
  provoked.push("503");
  await be(page, "hr");
  let first = true;
  await page.route("**/api/v1/indicators", (route) => {
    if (!first) return route.continue();
    first = false;
    return route.fulfill({ status: 503, json: { code: "not_ready", detail: "" } });
  });
  await page.goto("/nyckeltal");
  await expect(page.getByText("Siffrorna läses in")).toBeVisible();
  await expect(page.getByRole("heading", { level: 2 })).toBeVisible();
});
