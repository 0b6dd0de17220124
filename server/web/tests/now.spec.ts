// SPDX-License-Identifier: EUPL-1.2
// Läget nu, as IT security uses it.
import { exec } from "node:child_process";
import { ask, be, expect, heading, test } from "./support";

type Findings = { counts: { total: number; computers: number } };
const noFindings = {
  findings: [],
  counts: { total: 0, computers: 0, unheard: 0, unassigned: 0, severities: { high: 0, medium: 0, low: 0 }, kinds: [] },
  next: null,
};

test.beforeEach(async ({ page }) => be(page, "it"));

test("the first screen says how many computers have a fault, as the API has it", async ({ page }) => {
  await page.goto("/");
  await expect(heading(page, "Läget nu")).toBeVisible();
  const { counts } = await ask<Findings>(page, "/api/v1/findings?limit=1", "it_security");
  const wrong = counts.computers;
  const answer = page.locator(".answer strong");
  if (wrong === 0) await expect(answer).toHaveText(/^Ingen dator/);
  else if (wrong === 1) await expect(answer).toHaveText("1 dator har en brist just nu.");
  else await expect(answer).toHaveText(`${wrong} datorer har brister just nu.`);
  const rows = page.getByRole("region", { name: "Fel just nu" }).locator("tbody tr");
  await expect(rows).toHaveCount(Math.min(counts.total, 50));
});

test("it says who is not measured, each by name", async ({ page }) => {
  await page.goto("/laget-nu");
  const { counts, laptops } = await ask<{
    counts: { known: number; reporting: number };
    laptops: { host_name: string; with_agent: boolean }[];
  }>(page, "/api/v1/inventory?limit=200", "it_security");
  await expect(page.getByText(`${counts.reporting} av ${counts.known} datorer mäts`)).toBeVisible();
  const without = laptops.filter((one) => !one.with_agent);
  const group = page.locator("details", { hasText: "Saknar agent" });
  await group.locator("summary").click();
  await expect(group.locator("li")).toHaveCount(Math.min(without.length, 100) + (without.length > 100 ? 1 : 0));
  await expect(group).toContainText(without[0]?.host_name.split(".")[0] ?? "");
});

test("order and filter stand in the address and survive a reload", async ({ page }) => {
  await page.goto("/laget-nu");
  const table = page.getByRole("table").first();
  await table.getByRole("button", { name: "Sedan" }).click();
  await table.getByRole("button", { name: "Sedan" }).click();
  await expect(page).toHaveURL(/sort=since&order=desc/);
  await page.getByRole("combobox", { name: "Visa" }).selectOption("screen_lock");
  await expect(page).toHaveURL(/what=screen_lock/);
  await page.reload();
  await expect(table.getByRole("columnheader", { name: "Sedan" })).toHaveAttribute("aria-sort", "descending");
  await expect(page.getByRole("combobox", { name: "Visa" })).toHaveValue("screen_lock");
  await expect(table.locator("tbody")).not.toContainText("SITHS");
});

test("the list is sorted from the keyboard alone, and the first stop skips the menu", async ({ page }) => {
  await page.goto("/laget-nu");
  await expect(page.getByRole("table").first()).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Hoppa till innehållet" })).toBeFocused();
  await page.keyboard.press("Enter");
  const sort = page.getByRole("button", { name: "Dator" });
  for (let stops = 0; stops < 8; ++stops) {
    await page.keyboard.press("Tab");
    if (await sort.evaluate((button) => button === document.activeElement)) break;
  }
  await expect(sort).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/sort=device/);
});

test("a change on a computer reaches the open page without a reload", async ({ page }) => {
  const change = process.env.DISTANSKOLL_CHANGE;
  test.skip(!change, "DISTANSKOLL_CHANGE names no command that lets a computer report");
  await page.goto("/laget-nu");
  await expect(page.getByText("Uppdateras direkt")).toBeVisible();
  exec(change ?? "");
  await expect(page.locator(".live-time")).toContainText("Senaste ändring");
});

test("two tabs share one event stream, and the second goes on when the first is closed", async ({ page, context }) => {
  const streams: string[] = [];
  context.on("request", (request) => request.url().includes("/api/v1/events") && streams.push(request.url()));
  await page.goto("/laget-nu");
  await expect(page.getByText("Uppdateras direkt")).toBeVisible();
  const second = await context.newPage();
  await second.addInitScript(() => localStorage.setItem("distanskoll.language", "sv"));
  await second.goto("/laget-nu");
  await expect(second.getByText("Uppdateras direkt")).toBeVisible();
  expect(streams.length).toBe(1);
  await page.close();
  await expect.poll(() => streams.length).toBe(2);
  await expect(second.getByText("Uppdateras direkt")).toBeVisible();
});

test.describe("when something is not as it should be", () => {
  test("a broken stream is said, and tried again until it is there", async ({ page, provoked }) => {
    provoked.push("net::ERR_FAILED");
    let broken = true;
    await page.route("**/api/v1/events*", (route) => (broken ? route.abort() : route.continue()));
    await page.goto("/laget-nu");
    await expect(page.getByText("Avbrott: försöker igen")).toBeVisible();
    broken = false;
    await expect(page.getByText("Uppdateras direkt")).toBeVisible();
  });

  test("no answer is an error with a way on, never an empty list", async ({ page, provoked }) => {
    provoked.push("net::ERR_FAILED");
    let broken = true;
    await page.route("**/api/v1/findings*", (route) => (broken ? route.abort() : route.continue()));
    await page.goto("/laget-nu");
    await expect(page.getByRole("alert")).toContainText("Ingen kontakt med servern");
    broken = false;
    await page.getByRole("button", { name: "Försök igen" }).click();
    await expect(page.getByRole("heading", { name: "Fel just nu" })).toBeVisible();
  });

  test("an error of the server is said with its code", async ({ page, provoked }) => {
    provoked.push("500");
    await page.route("**/api/v1/devices?*", (route) =>
      route.fulfill({ status: 500, contentType: "application/problem+json", body: '{"code":"store_broken"}' }),
    );
    await page.goto("/laget-nu");
    await expect(page.getByRole("alert")).toContainText("store_broken");
  });

  test("while it waits it says that it fetches", async ({ page }) => {
    let go: () => void = () => undefined;
    const wait = new Promise<void>((done) => {
      go = done;
    });
    await page.route("**/api/v1/findings*", async (route) => {
      await wait;
      await route.continue();
    });
    await page.goto("/laget-nu");
    await expect(page.getByRole("status").filter({ hasText: "Hämtar" })).toBeAttached();
    go();
    await expect(page.getByRole("heading", { name: "Fel just nu" })).toBeVisible();
  });

  test("nothing wrong is said as clearly as something wrong", async ({ page }) => {
    await page.route("**/api/v1/findings*", (route) => route.fulfill({ json: noFindings }));
    await page.goto("/laget-nu");
    await expect(page.locator(".answer strong")).toHaveText("Ingen dator som mäts har någon brist just nu.");
    await expect(page.getByRole("heading", { name: "Ingenting är fel just nu" })).toBeVisible();
  });
});

test("months are drawn with their share, and a month that is hidden has no height that tells", async ({ page }, info) => {
  const line = (period: string, days: number, passed: number | string) => ({
    period,
    units: [],
    figures: { remote_days: days, security_part_pass: passed },
  });
  await page.route("**/api/v1/indicators/2026*", (route) =>
    route.fulfill({
      json: {
        year: 2026,
        closed_months: 10,
        lines: [
          line("2026-06", 200, 150),
          line("2026-07", 80, "fewer_than_five"),
          line("2026-08", 210, 189),
          line("2026-09", 240, 228),
          line("2026-10", 250, 245),
        ],
        by_sex: [],
        by_role: [],
      },
    }),
  );
  await page.goto("/laget-nu");
  const chart = page.getByRole("img", { name: "Dagar med säkerhetsdelen uppfylld" });
  await expect(chart).toContainText("75 %");
  await expect(chart.locator(".trend-hidden")).toHaveCount(1);
  await page.screenshot({ path: info.outputPath("trend.png"), fullPage: true });
});

test("asks for counts and first rows, never for every computer", async ({ page }) => {
  const asked: string[] = [];
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (/^\/api\/v1\/(devices|findings|inventory)$/.test(url.pathname)) asked.push(url.pathname + url.search);
  });
  await page.goto("/laget-nu");
  for (const part of ["Fel just nu", "Vad som inte mäts", "Driftstörningar", "Dagar med säkerhetsdelen uppfylld"])
    await expect(page.getByRole("heading", { name: part })).toBeVisible();
  await expect(page.getByText("Uppdateras direkt")).toBeVisible();
  expect(asked.filter((address) => !/[?&]limit=(1|50)(&|$)/.test(address))).toEqual([]);
});

test("an outage is declared in place and ended again", async ({ page }) => {
  await page.goto("/laget-nu");
  const outages = page.getByRole("region", { name: "Driftstörningar" });
  await outages.getByText("Anmäl driftstörning").first().click();
  await outages.getByRole("button", { name: "Anmäl driftstörning" }).click();
  await expect(outages.getByRole("alert")).toContainText("Fyll i allt");
  const reason = `Koncentratorn står ${Date.now()}`;
  await outages.getByLabel("Vad har hänt?").fill(reason);
  await outages.getByRole("button", { name: "Anmäl driftstörning" }).click();
  const mine = outages.locator("li", { hasText: reason });
  await expect(mine).toContainText("Till");
  await mine.getByRole("button", { name: "Avsluta nu" }).click();
  await expect(mine).toHaveCount(0);
});
