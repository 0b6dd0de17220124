// SPDX-License-Identifier: EUPL-1.2
// Both pages and their states in one theme and language: no violation of WCAG 2.1 A and AA, nothing
// sideways from 320 px on, and a picture of each in results/ to look at.
import { be, expect, expectAccessible, expectNoSideways, test } from "./support";

const widths = { phone: 360, tablet: 768, between: 960, desk: 1280, wide: 1920 };

for (const [name, path] of [
  ["now", "/laget-nu"],
  ["devices", "/datorer"],
  ["findings", "/att-atgarda"],
  ["staff", "/mina-medarbetare"],
] as const) {
  test(`${name} is accessible at every width`, async ({ page }, info) => {
    await be(page, "both");
    await page.goto(path);
    await expect(page.getByRole("table").first()).toBeVisible();
    await page.waitForLoadState("networkidle").catch(() => undefined);
    for (const [size, width] of Object.entries(widths)) {
      await page.setViewportSize({ width, height: 900 });
      await expectNoSideways(page);
      if (size === "phone" || size === "desk") await expectAccessible(page);
      await page.screenshot({ path: info.outputPath(`${name}-${size}.png`), fullPage: true });
    }
    await page.setViewportSize({ width: 320, height: 700 });
    await expectNoSideways(page);
  });
}

test("all that can be opened is accessible open", async ({ page }) => {
  await be(page, "both");
  await page.goto("/laget-nu");
  await expect(page.getByRole("table").first()).toBeVisible();
  for (const details of await page.locator("main details").all()) await details.locator("summary").click();
  await expectAccessible(page);
});

test("one computer, what can be done with it, and what is said of a lost one are accessible", async ({ page }, info) => {
  await be(page, "it");
  const answer = await page.request.get("/api/v1/devices?sort=state&limit=1", { headers: { "Distanskoll-Role": "it_security" } });
  const { devices } = (await answer.json()) as { devices: { id: string }[] };
  await page.goto(`/datorer/${devices[0]?.id}`);
  await expect(page.locator(".requirements li").first()).toBeVisible();
  await page.locator("section:has(#person) input").fill("Test");
  for (const button of await page.locator("section:has(#person) .buttons button").all()) await button.click();
  await expect(page.locator("section:has(#person) tbody tr").first()).toBeVisible();
  for (const [size, width] of Object.entries(widths)) {
    await page.setViewportSize({ width, height: 900 });
    await expectNoSideways(page);
    if (size === "phone" || size === "desk") await expectAccessible(page);
    await page.screenshot({ path: info.outputPath(`device-${size}.png`), fullPage: true });
  }
  await page.setViewportSize({ width: widths.desk, height: 900 });
  await page.locator("section:has(#acts) button").first().click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await expectAccessible(page);
  await page.screenshot({ path: info.outputPath("device-loss.png") });
  await page.goto(`/datorer/${devices[0]?.id}/forlust`);
  await page.locator("main input").fill("Test");
  await page.locator("main .buttons button").click();
  await expect(page.locator("article")).toHaveCount(2);
  await expectAccessible(page);
  await page.screenshot({ path: info.outputPath("statement.png"), fullPage: true });
  await page.emulateMedia({ media: "print" });
  await page.screenshot({ path: info.outputPath("statement-print.png"), fullPage: true });
  await page.emulateMedia({ media: "screen" });
});

test("one finding is accessible", async ({ page }, info) => {
  await be(page, "it");
  await page.goto("/att-atgarda");
  await page.locator("tbody th a").first().click();
  await expect(page.locator("textarea")).toBeVisible();
  for (const details of await page.locator("main details").all()) await details.locator("summary").click();
  await expectAccessible(page);
  await page.screenshot({ path: info.outputPath("finding.png"), fullPage: true });
});

test("an opened day is accessible", async ({ page }, info) => {
  await be(page, "both");
  await page.goto("/mina-medarbetare");
  await page.locator("button.day").first().click();
  await expect(page.getByRole("dialog").locator("li").first()).toBeVisible();
  await expectAccessible(page);
  await page.screenshot({ path: info.outputPath("day.png") });
});

test("the states without content are accessible", async ({ page, provoked }, info) => {
  provoked.push("401", "500");
  await be(page, "employee");
  await page.goto("/laget-nu");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expectAccessible(page);
  await page.screenshot({ path: info.outputPath("forbidden.png") });
  await be(page, "nobody");
  await page.goto("/laget-nu");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expectAccessible(page);
  await page.screenshot({ path: info.outputPath("sign-in.png"), fullPage: true });
  await page.setViewportSize({ width: 360, height: 800 });
  await expectNoSideways(page);
  await page.screenshot({ path: info.outputPath("sign-in-phone.png"), fullPage: true });
  await page.goto("/logga-in?fel=unmapped");
  await expect(page.getByRole("alert")).toBeVisible();
  await expectAccessible(page);
  await be(page, "it");
  await page.route("**/api/v1/findings*", (route) => route.fulfill({ status: 500, json: { code: "store_broken" } }));
  await page.goto("/laget-nu");
  await expect(page.getByRole("alert")).toBeVisible();
  await expectAccessible(page);
  await page.screenshot({ path: info.outputPath("error.png") });
  await page.unroute("**/api/v1/findings*");
  await page.route("**/api/v1/findings*", () => undefined);
  await page.goto("/laget-nu");
  await expect(page.getByRole("status").first()).toBeAttached();
  await expectAccessible(page);
  await page.screenshot({ path: info.outputPath("loading.png") });
});
