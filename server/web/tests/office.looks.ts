// SPDX-License-Identifier: EUPL-1.2
// HR's, the committees' and the auditor's pages in one theme and language: no violation of WCAG 2.1 A
// and AA, nothing sideways from 320 px on, and a picture of each in results/ to look at.
import { ask, be, type Demo, expect, expectAccessible, expectNoSideways, test } from "./support";

const widths = { phone: 360, desk: 1280, wide: 1920 };
const views: [string, Demo, string][] = [
  ["register", "hr", "/overenskommelser"],
  ["expiring", "hr", "/overenskommelser?view=expiring&within=180"],
  ["import", "hr", "/overenskommelser?view=import"],
  ["statistics", "hr", "/overenskommelser?view=statistics"],
  ["figures", "hr", "/nyckeltal"],
  ["years", "hr", "/nyckeltal?view=years&figure=agreements_active"],
  ["fairness", "hr", "/nyckeltal?view=fairness"],
  ["recommendations", "hr", "/nyckeltal?view=recommendations"],
  ["figures-manager", "chef", "/nyckeltal"],
  ["audit", "auditor", "/revision"],
];

for (const [name, who, path] of views) {
  test(`${name} is accessible at every width`, async ({ page }, info) => {
    await be(page, who);
    await page.goto(path);
    await expect(page.locator("main h2:not(.print-only)").first()).toBeVisible();
    await expect(page.locator(".loading")).toHaveCount(0);
    for (const [size, width] of Object.entries(widths)) {
      await page.setViewportSize({ width, height: 900 });
      await expectNoSideways(page);
      if (size !== "wide") await expectAccessible(page);
      await page.screenshot({ path: info.outputPath(`${name}-${size}.png`), fullPage: true });
    }
    await page.setViewportSize({ width: 320, height: 700 });
    await expectNoSideways(page);
  });
}

test("one agreement with its forms open is accessible", async ({ page }, info) => {
  await be(page, "hr");
  const { agreements } = await ask<{ agreements: { id: string; master: string }[] }>(page, "/api/v1/agreements?limit=200&state=in_force", "hr");
  const one = agreements.find((agreement) => agreement.master === "here") ?? agreements[0];
  await page.goto(`/overenskommelser?agreement=${one?.id}`);
  await expect(page.locator(".history > li").first()).toBeVisible();
  for (const details of await page.locator(".acts details").all()) await details.locator("summary").click();
  await page.setViewportSize({ width: 360, height: 900 });
  await expectNoSideways(page);
  await expectAccessible(page);
  await page.setViewportSize({ width: 1280, height: 900 });
  await expectAccessible(page);
  await page.screenshot({ path: info.outputPath("one.png"), fullPage: true });
});

test("a file with bad rows is accessible", async ({ page }, info) => {
  await be(page, "hr");
  await page.goto("/overenskommelser?view=import");
  const rows = ["Anställningsnummer;Gäller från;Gäller till", "0001;2026-02-30;", "0002;2026-01-01;2025-01-01"];
  await page.locator("input[type=file]").setInputFiles({ name: "fel.csv", mimeType: "text/csv", buffer: Buffer.from(rows.join("\r\n"), "latin1") });
  await page.locator("form.import button[type=submit]").click();
  await expect(page.locator("table.problems")).toBeVisible();
  await page.setViewportSize({ width: 360, height: 900 });
  await expectNoSideways(page);
  await expectAccessible(page);
  await page.screenshot({ path: info.outputPath("bad-rows-phone.png"), fullPage: true });
  await page.setViewportSize({ width: 1280, height: 900 });
  await expectAccessible(page);
  await page.screenshot({ path: info.outputPath("bad-rows.png"), fullPage: true });
});
