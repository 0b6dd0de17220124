// SPDX-License-Identifier: EUPL-1.2
// Every page by the keyboard alone: Tab comes to everything that can be used, in the order in which it is read,
// each stop is seen, and the way leads out again at the end.
import type { Page } from "@playwright/test";
import { be, type Demo, expect, test } from "./support";

const pages: [Demo, string][] = [
  ["nobody", "/logga-in"],
  ["it", "/laget-nu"],
  ["it", "/datorer"],
  ["it", "/att-atgarda"],
  ["chef", "/mina-medarbetare"],
  ["employee", "/min-sida"],
  ["hr", "/overenskommelser?rows=25"],
  ["hr", "/overenskommelser?view=import"],
  ["hr", "/overenskommelser?view=statistics"],
  ["hr", "/nyckeltal"],
  ["hr", "/nyckeltal?view=years"],
  ["hr", "/nyckeltal?view=fairness"],
  ["hr", "/nyckeltal?view=recommendations"],
  ["auditor", "/revision"],
  ["insight", "/insyn"],
  ["dpo", "/insyn"],
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
];

/** Numbers all that can be used, in the order of the document; how many there are. */
function number(page: Page): Promise<number> {
  return page.evaluate(() => {
    const usable = "a[href], button:not([disabled]), input:not([disabled]), select:not([disabled]), textarea:not([disabled]), summary, [tabindex='0']";
    const seen = [...document.querySelectorAll<HTMLElement>(usable)].filter((one) => one.checkVisibility());
    seen.forEach((one, at) => (one.dataset.stop = String(at)));
    return seen.length;
  });
}

interface Stop {
  at: number | null;
  name: string;
  shown: boolean;
}
function stop(page: Page): Promise<Stop> {
  return page.evaluate(() => {
    const one = document.activeElement as HTMLElement | null;
    if (!one || one === document.body) return { at: null, name: "", shown: true };
    const style = getComputedStyle(one);
    const box = one.getBoundingClientRect();
    const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
    return {
      at: one.dataset.stop === undefined ? -1 : Number(one.dataset.stop),
      name: `${one.tagName} ${(one.getAttribute("aria-label") ?? one.textContent ?? "").trim().slice(0, 40)}`,
      shown: (outlined || style.boxShadow !== "none") && box.width > 0 && box.bottom > 0 && box.top < innerHeight,
    };
  });
}

for (const [who, path] of pages) {
  test(`${path} as ${who} is walked through by Tab`, async ({ page, provoked }) => {
    if (who === "nobody") provoked.push("401");
    await be(page, who);
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page.locator("main :is(h2, table, form, ul)").first()).toBeVisible();
    await expect(page.locator(".loading")).toHaveCount(0);
    if (who !== "nobody") await expect(page.getByRole("navigation", { name: "Sidor" })).toBeVisible();
    const all = await number(page);
    const walked: number[] = [];
    // A date has several stops of its own; a way that does not end is cut.
    for (let steps = 0; steps < all * 4 + 20; ++steps) {
      await page.keyboard.press("Tab");
      const here = await stop(page);
      if (here.at === null) break;
      expect(here.at, `${here.name} was not there when the way began`).toBeGreaterThanOrEqual(0);
      expect(here.shown, `${here.name} shows that one is there`).toBe(true);
      if (walked.at(-1) !== here.at) walked.push(here.at);
    }
    expect(walked, "in the order in which it is read").toEqual([...walked].sort((a, b) => a - b));
    expect(walked.length, "comes to everything").toBe(all);
  });
}
