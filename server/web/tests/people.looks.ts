// SPDX-License-Identifier: EUPL-1.2
// Min sida, one person's page, the talk sheet and the dialogs in one theme and language: no violation of
// WCAG 2.1 A and AA, nothing sideways, and a picture of each in results/ to look at.
import { ask, be, expect, expectAccessible, expectNoSideways, test } from "./support";

const widths = { phone: 360, desk: 1280 };

test("min sida is accessible at every width", async ({ page }, info) => {
  await be(page, "elin");
  await page.goto("/min-sida");
  await expect(page.locator("#reads")).toBeVisible();
  await page.waitForLoadState("networkidle").catch(() => undefined);
  for (const [size, width] of Object.entries(widths)) {
    await page.setViewportSize({ width, height: 900 });
    await expectNoSideways(page);
    await expectAccessible(page);
    await page.screenshot({ path: info.outputPath(`me-${size}.png`), fullPage: true });
  }
  await page.setViewportSize({ width: 320, height: 700 });
  await expectNoSideways(page);
});

test("a day with a fault and what is said of it are accessible", async ({ page }, info) => {
  await be(page, "elin");
  await page.goto("/min-sida");
  await page.locator("table.days tbody button").first().click();
  await expect(page.getByRole("dialog").locator("li").first()).toBeVisible();
  await expectAccessible(page);
  await page.screenshot({ path: info.outputPath("me-day.png") });
});

test("one person's page, its dialogs and the talk sheet are accessible", async ({ page }, info) => {
  await be(page, "chef");
  const { agreements } = await ask<{ agreements: { id: string; employee: string; state: string }[] }>(
    page,
    "/api/v1/agreements?limit=200",
    "manager",
  );
  const one = agreements.find((each) => each.state === "in_force");
  const person = `/mina-medarbetare?person=${one?.employee}`;
  await page.goto(person);
  await expect(page.locator("#days")).toBeVisible();
  await page.waitForLoadState("networkidle").catch(() => undefined);
  for (const [size, width] of Object.entries(widths)) {
    await page.setViewportSize({ width, height: 900 });
    await expectNoSideways(page);
    await expectAccessible(page);
    await page.screenshot({ path: info.outputPath(`person-${size}.png`), fullPage: true });
  }
  for (const act of ["renew", "assess", "follow", "end"]) {
    await page.goto(`${person}&act=${act}@${one?.id}`);
    await expect(page.getByRole("dialog")).toBeVisible();
    await expectAccessible(page);
    await page.screenshot({ path: info.outputPath(`act-${act}.png`) });
  }
  await page.goto(`${person}&show=talk`);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expectAccessible(page);
  await page.screenshot({ path: info.outputPath("talk.png"), fullPage: true });
});
