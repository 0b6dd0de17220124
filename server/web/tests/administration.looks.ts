// SPDX-License-Identifier: EUPL-1.2
// The administration and Insyn in one theme and language: no violation of WCAG 2.1 A and AA, nothing
// sideways from 320 px on, and pictures in results/ to look at.
import { be, expect, expectAccessible, expectNoSideways, test } from "./support";

const widths = { phone: 360, tablet: 768, desk: 1280, wide: 1920 };
const pages = [
  ["admin", "/administration"],
  ["admin", "/administration/policyer"],
  ["admin", "/administration/registrering"],
  ["admin", "/administration/konton"],
  ["admin", "/administration/api-nycklar"],
  ["admin", "/administration/enheter"],
  ["hr", "/administration/ersattare"],
  ["admin", "/administration/integrationer"],
  ["admin", "/administration/gallring"],
  ["admin", "/administration/ordlista"],
  ["insight", "/insyn"],
  ["dpo", "/insyn"],
] as const;

for (const [who, path] of pages) {
  test(`${path} as ${who} is accessible at every width`, async ({ page }, info) => {
    await be(page, who);
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 2 }).first()).toBeVisible();
    await page.waitForLoadState("networkidle").catch(() => undefined);
    await expect(page.locator(".loading")).toHaveCount(0);
    for (const [size, width] of Object.entries(widths)) {
      await page.setViewportSize({ width, height: 900 });
      await expectNoSideways(page);
      if (size === "phone" || size === "desk") await expectAccessible(page);
      const name = path.slice(1).replaceAll("/", "-");
      await page.screenshot({ path: info.outputPath(`${name}-${who}-${size}.png`), fullPage: true });
    }
    await page.setViewportSize({ width: 320, height: 700 });
    await expectNoSideways(page);
  });
}

test("each dialog is accessible open", async ({ page, language }, info) => {
  const buttons = {
    sv: ["Ny kod", "Nytt konto", "Ny API-nyckel", "Stoppa gallring"],
    en: ["New code", "New account", "New API token", "Stop erasure"],
  }[language];
  await be(page, "admin");
  for (const [at, path] of ["registrering", "konton", "api-nycklar", "gallring"].entries()) {
    await page.goto(`/administration/${path}`);
    await page.getByRole("button", { name: buttons[at] ?? "" }).click();
    await expect(page.getByRole("dialog")).toBeVisible();
    await expectAccessible(page);
    await page.screenshot({ path: info.outputPath(`dialog-${path}.png`) });
  }
});
