// SPDX-License-Identifier: EUPL-1.2
// The frame: who may go where, what the locked doors say, language and appearance, the first load.
import { be, expect, expectAccessible, heading, test } from "./support";

test.beforeEach(async ({ page }) => be(page, "both"));

test("a manager has no door to IT security's page, neither in the menu nor by its address", async ({ page }) => {
  await be(page, "chef");
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.goto("/laget-nu");
  await expect(heading(page, "Du har inte behörighet till sidan")).toBeVisible();
  await expect(page.getByRole("navigation").getByRole("link")).toHaveText(["Mina medarbetare", "Min sida", "Nyckeltal och rapporter"]);
  expect(asked.filter((path) => path.startsWith("/api/") && path !== "/api/v1/session")).toEqual([]);
});

test("the collector's own no is said the same way", async ({ page, provoked }) => {
  provoked.push("403");
  await be(page, "chef");
  await page.route("**/api/v1/session", (route) =>
    route.fulfill({
      json: { name: "N", employee: null, organisation: "K", roles: ["it_security"], demonstration: true },
    }),
  );
  await page.goto("/laget-nu");
  await expect(heading(page, "Du har inte behörighet till sidan")).toBeVisible();
});

test("a session that ends while one works is told so", async ({ page, provoked }) => {
  provoked.push("401");
  await be(page, "chef");
  await page.goto("/mina-medarbetare");
  await page.route("**/api/v1/staff/days*", (route) => route.fulfill({ status: 401, json: { code: "no_session" } }));
  await page.reload();
  await expect(heading(page, "Du är inte inloggad")).toBeVisible();
});

test("an address that is none says so and leads back", async ({ page, provoked }) => {
  provoked.push("404");
  await page.goto("/finns-inte");
  await expect(heading(page, "Sidan finns inte")).toBeVisible();
  await page.getByRole("link", { name: "Till första sidan" }).click();
  await expect(heading(page, "Läget nu")).toBeVisible();
});

test("the page is named in the title and the reader begins at its top", async ({ page }) => {
  await page.goto("/laget-nu");
  await expect(page).toHaveTitle("Läget nu – Distanskoll");
  await page.getByRole("navigation").getByRole("link", { name: "Mina medarbetare" }).click();
  await expect(page).toHaveTitle("Mina medarbetare – Distanskoll");
  await expect(page.locator("main")).toBeFocused();
});

test("appearance is chosen and remembered", async ({ page }) => {
  await page.goto("/laget-nu");
  await page.getByLabel("Utseende").selectOption("dark");
  await expect(page.locator("html")).toHaveAttribute("data-color-scheme", "dark");
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("data-color-scheme", "dark");
});

test("language is chosen, and every word of the page follows", async ({ page }) => {
  await page.goto("/laget-nu");
  await page.getByLabel("Språk").selectOption("en");
  await expect(heading(page, "The situation now")).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await expect(page.getByRole("heading", { name: "What is not measured" })).toBeVisible();
});

test("a municipality's own words are everywhere", async ({ page }) => {
  await page.route("**/terms.json", (route) => route.fulfill({ json: { sv: { page_now: "Så här ser det ut", devices: "laptoppar" } } }));
  await page.goto("/laget-nu");
  await expect(heading(page, "Så här ser det ut")).toBeVisible();
  await expect(page.locator(".answer")).toContainText("laptoppar");
});

test("the accessibility check of these tests does find what is wrong", async ({ page }) => {
  await page.goto("/laget-nu");
  await expect(heading(page, "Läget nu")).toBeVisible();
  await page.evaluate(() => {
    (document.querySelector(".lead") as HTMLElement).style.color = "#999";
  });
  await expect(expectAccessible(page)).rejects.toThrow(/color-contrast/);
});
