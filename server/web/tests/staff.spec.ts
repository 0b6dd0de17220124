// SPDX-License-Identifier: EUPL-1.2
// Mina medarbetare, as a manager uses it.
import { ask, be, expect, heading, test } from "./support";

type Staff = {
  staff: { employee: string; name: string; days: { date: string; security_part: string; agreement_part: string }[] }[];
};

test.beforeEach(async ({ page }) => be(page, "chef"));

test("the first screen is one's own staff, all of them and nobody else", async ({ page }) => {
  await page.goto("/");
  await expect(heading(page, "Mina medarbetare")).toBeVisible();
  const { staff } = await ask<Staff>(page, "/api/v1/staff/days?limit=200", "manager");
  const rows = page.getByRole("table").locator("tbody tr");
  await expect(rows).toHaveCount(staff.length);
  for (const person of staff) await expect(rows.filter({ hasText: person.name })).toHaveCount(1);
});

test("what is to be done comes first, or that there is nothing", async ({ page }) => {
  await page.goto("/mina-medarbetare");
  const answer = page.locator(".answer");
  await expect(answer).toContainText(/sak(er)? att göra|Inget att göra den här veckan/);
});

test("a day says in words how its two parts stand, and no clock time is anywhere", async ({ page }) => {
  await page.goto("/mina-medarbetare");
  await expect(page.getByRole("table")).toBeVisible();
  const days = page.locator("button.day");
  expect(await days.count()).toBeGreaterThan(0);
  for (const label of await days.evaluateAll((all) => all.map((one) => one.getAttribute("aria-label") ?? "")))
    expect(label).toMatch(/säkerhet: (kraven uppfyllda|brist|kan inte avgöras); (överenskommelse: |ingen bedömning)/);
  expect(await page.locator("main").innerText()).not.toMatch(/\b\d{1,2}[:.]\d{2}\b/);
});

test("an opened day shows which requirement was not met; Escape returns to where one was", async ({ page }) => {
  await page.goto("/mina-medarbetare");
  const day = page.locator("button.day-deviation").first();
  await day.focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByText("inte uppfyllt")).not.toHaveCount(0);
  await expect(dialog.getByRole("heading", { name: "Säkerhetsdelen" })).toBeVisible();
  expect(await dialog.innerText()).not.toMatch(/\b\d{1,2}[:.]\d{2}\b/);
  await expect(page).toHaveURL(/day=/);
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await expect(page).not.toHaveURL(/day=/);
  await expect(day).toBeFocused();
});

test("earlier weeks stand in the address, and the browser's back returns", async ({ page }) => {
  await page.goto("/mina-medarbetare");
  const period = page.locator(".period p");
  const now = await period.innerText();
  await expect(page.getByRole("button", { name: "Senare veckor" })).toBeDisabled();
  await page.getByRole("button", { name: "Tidigare veckor" }).click();
  await expect(page).toHaveURL(/week=20\d\d-W\d\d/);
  await expect(period).not.toHaveText(now);
  const earlier = await period.innerText();
  await page.reload();
  await expect(period).toHaveText(earlier);
  await page.goBack();
  await expect(period).toHaveText(now);
});

test("a link to a day opens it", async ({ page }) => {
  const { staff } = await ask<Staff>(page, "/api/v1/staff/days?limit=200", "manager");
  const person = staff.find((one) => one.days.length > 0);
  await page.goto(`/mina-medarbetare?day=${person?.employee}@${person?.days.at(-1)?.date}`);
  await expect(page.getByRole("dialog")).toContainText(person?.name ?? "");
});

test("nobody to answer for is said, with where to turn", async ({ page }) => {
  await page.route("**/api/v1/staff/days*", (route) =>
    route.fulfill({ json: { from: "2026-11-01", to: "2026-11-26", staff: [], next: null } }),
  );
  await page.goto("/mina-medarbetare");
  await expect(heading(page, "Du har inga medarbetare här")).toBeVisible();
});

test("nothing to do is said as clearly as something", async ({ page }) => {
  await page.route("**/api/v1/staff/to-do", (route) =>
    route.fulfill({ json: { today: "2026-11-26", tasks: [], below: { expires_7: 2, follow_up: 1 } } }),
  );
  await page.goto("/mina-medarbetare");
  await expect(page.locator(".answer strong")).toHaveText("Inget att göra den här veckan");
  await expect(page.getByText("3 saker väntar på chefer under dig")).toBeVisible();
});

test("on paper the days are left and the controls are not", async ({ page }) => {
  await page.goto("/mina-medarbetare");
  await expect(page.getByRole("table")).toBeVisible();
  await page.emulateMedia({ media: "print" });
  await expect(page.locator("button.day").first()).toBeVisible();
  await expect(page.locator(".period-buttons")).toBeHidden();
  await expect(page.locator("nav")).toBeHidden();
});
