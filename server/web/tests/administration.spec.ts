// SPDX-License-Identifier: EUPL-1.2
// Administration, as whoever administers uses it.
import { ask, be, expect, heading, test } from "./support";

type Policies = { policies: { id: string; version: number; sha256: string; in_force: boolean }[] };

test.beforeEach(async ({ page }) => be(page, "admin"));

test("the first screen says what waits, and leads to each part", async ({ page }) => {
  await page.goto("/administration");
  await expect(heading(page, "Administration")).toBeVisible();
  await expect(page.locator(".answer strong")).toHaveText(/^(Inget|\d+ sak(er)?) väntar på dig$/);
  await page.getByRole("navigation", { name: "Delar av administrationen" }).getByRole("link", { name: "Ordlista" }).click();
  await expect(page).toHaveURL(/\/administration\/ordlista$/);
  await expect(page.getByRole("heading", { name: "Ordlista" })).toBeVisible();
});

test("an administrator announces a new policy after a simulation, and takes it back", async ({ page }) => {
  const { policies } = await ask<Policies>(page, "/api/v1/policies", "administrator");
  const now = policies.find((one) => one.in_force);
  const response = await page.request.get(`/v1/policies/${now?.sha256}`, {
    headers: { "Distanskoll-Role": "administrator" },
  });
  const version = Math.max(...policies.map((one) => one.version)) + 1;
  const yaml = (await response.text())
    .replace(/^version: .*$/m, `version: ${version}`)
    .replace(/tolerance_seconds: 900/, "tolerance_seconds: 300");

  await page.goto("/administration/policyer");
  await page.getByLabel(/Policyfil/).setInputFiles({
    name: "ny.yaml",
    mimeType: "application/yaml",
    buffer: Buffer.from(yaml),
  });
  await expect(page.getByText("1 ändring är strängare")).toBeVisible();
  await expect(page.locator(".change-stricter")).toContainText("900 → 300");

  await page.getByRole("button", { name: "Pröva" }).click();
  await expect(page).toHaveURL(/simulation=/);
  await expect(page.getByText(/skulle bedömas annorlunda/)).toBeVisible({ timeout: 240_000 });
  await expect(page.getByText(/dagar? kunde inte bedömas på nytt|Alla kunde bedömas på nytt/)).toBeVisible();

  await page.getByRole("button", { name: "Kunngör policyn" }).click();
  await expect(page.getByText(new RegExp(`${now?.id} ${version} är kunngjord`))).toBeVisible();
  const row = page.getByRole("row", { name: new RegExp(`version ${version}\\b`) });
  await expect(row).toContainText("Kunngjord, gäller från");

  await row.getByRole("button", { name: "Återkalla" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Återkalla" }).click();
  await expect(row).toContainText("Återkallad innan den började gälla");
});

test("a file that is no policy says where it is wrong, and nothing can be announced", async ({ page, provoked }) => {
  provoked.push("400");
  await page.goto("/administration/policyer");
  await page.getByLabel(/Policyfil/).setInputFiles({
    name: "trasig.yaml",
    mimeType: "application/yaml",
    buffer: Buffer.from("policy: x\nversion: två\n"),
  });
  await expect(page.getByRole("alert")).toContainText("policy.yaml:2:");
  await expect(page.getByRole("button", { name: "Kunngör policyn" })).toHaveCount(0);
});

test("a code is shown once, copied, and gone after a reload; then it is revoked", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto("/administration/registrering");
  await page.getByRole("button", { name: "Ny kod" }).click();
  await page.getByRole("dialog").getByLabel("Gäller i så många dagar").fill("3");
  await page.getByRole("dialog").getByRole("button", { name: "Skapa koden" }).click();
  const secret = page.locator(".secret-text");
  await expect(secret).toHaveText(/^dk1-[0-9a-f]{8}-[0-9a-f]{32}-[0-9a-f]{64}$/);
  const code = await secret.innerText();
  await page.getByRole("button", { name: "Kopiera" }).click();
  await expect(page.getByText("Kopierad.")).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(code);
  await page.reload();
  const id = code.split("-")[1] ?? "";
  const row = page.getByRole("row", { name: new RegExp(id) });
  await expect(row).toContainText("gäller");
  expect(await page.locator("main").innerText()).not.toContain(code);
  await row.getByRole("button", { name: "Återkalla" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Återkalla" }).click();
  await expect(row).toContainText("återkallad");
});

test("an auditor gets an account and a role for a year, and the role is ended", async ({ page }) => {
  const name = `Rita Revisor ${Date.now()}`;
  await page.goto("/administration/konton");
  await page.getByRole("button", { name: "Nytt konto" }).click();
  await page.getByRole("dialog").getByLabel("Namn", { exact: true }).fill(name);
  await page.getByRole("dialog").getByRole("button", { name: "Skapa kontot" }).click();
  const row = page.getByRole("row", { name: new RegExp(name) });
  await expect(row).toContainText("Inga tilldelade roller");
  await row.getByRole("button", { name: "Tilldela roll" }).click();
  await page.getByRole("dialog").getByRole("combobox").selectOption("auditor");
  await page.getByRole("dialog").getByLabel("Till och med").fill("2099-12-31");
  await page.getByRole("dialog").getByRole("button", { name: "Tilldela roll" }).click();
  await expect(row).toContainText("Revisor");
  await expect(row).toContainText("till 31 december 2099");
  await row.getByRole("button", { name: /Avsluta rollen Revisor/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Avsluta" }).click();
  await expect(row).toContainText("Inga tilldelade roller");
  await row.getByRole("button", { name: "Ta bort" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Ta bort" }).click();
  await expect(row).toHaveCount(0);
});

test("erasure is stopped for a dispute and goes on afterwards", async ({ page }) => {
  const reason = `Tvist ${Date.now()}`;
  await page.goto("/administration/gallring");
  await expect(page.getByRole("table").first()).toContainText("Datorernas rapporter");
  await page.getByRole("button", { name: "Stoppa gallring" }).click();
  await page.getByRole("dialog").getByLabel("Skäl").fill(reason);
  await page.getByRole("dialog").getByRole("button", { name: "Stoppa" }).click();
  const row = page.getByRole("row", { name: new RegExp(reason) });
  await expect(row).toContainText("Allt");
  await row.getByRole("button", { name: "Häv" }).click();
  await page.getByRole("dialog").getByLabel("Skäl").fill("Förlikning");
  await page.getByRole("dialog").getByRole("button", { name: "Häv" }).click();
  await expect(row).toHaveCount(0);
});

test("who manages a unit is shown for that unit alone, and its address shows it again", async ({ page }) => {
  await page.goto("/administration/enheter");
  const button = page.getByRole("button", { name: /^Visa/ }).first();
  await button.click();
  await expect(page).toHaveURL(/enhet=/);
  await expect(page.getByText("Skyddsombud", { exact: true })).toHaveCount(1);
  await page.reload();
  await expect(page.getByText("Skyddsombud", { exact: true })).toHaveCount(1);
});

test("the words that a municipality says otherwise come first", async ({ page }) => {
  await page.route("**/terms.json", (route) => route.fulfill({ json: { sv: { finding: "sak att rätta" } } }));
  await page.goto("/administration/ordlista");
  await expect(page.getByText("1 ord skiljer sig från de förvalda.")).toBeVisible();
  await expect(page.getByRole("row").nth(1)).toContainText("sak att rätta");
});

test("a manager has no door to the administration", async ({ page }) => {
  await be(page, "chef");
  await page.goto("/administration/policyer");
  await expect(heading(page, "Du har inte behörighet till sidan")).toBeVisible();
});

test("HR appoints a deputy for a manager who is away, and takes it back", async ({ page }) => {
  await be(page, "hr");
  await page.goto("/administration");
  await page.getByRole("navigation", { name: "Delar av administrationen" }).getByRole("link", { name: "Ersättare" }).click();
  await expect(page).toHaveURL(/\/administration\/ersattare$/);
  const { employees } = await ask<{ employees: { id: string; name: string; manager: string | null; employed: boolean }[] }>(
    page,
    "/api/v1/employees?limit=200",
    "hr",
  );
  const deputy = employees.find((one) => one.employed && one.manager !== null)!;
  const manager = employees.find((one) => one.id === deputy.manager)!;

  await page.getByRole("button", { name: "Utse ersättare" }).click();
  const form = page.getByRole("dialog");
  await form.getByRole("searchbox").first().fill(manager.name);
  await form.getByRole("combobox", { name: "Vilken chef" }).selectOption(manager.id);
  await form.getByRole("searchbox").nth(1).fill(deputy.name.split(" ")[0]!.toLowerCase());
  await form.getByRole("combobox", { name: "Vem" }).selectOption(deputy.id);
  await form.getByRole("button", { name: "Utse ersättare" }).click();
  await expect(form).toHaveCount(0);

  const row = page.getByRole("row").filter({ hasText: manager.name }).filter({ hasText: deputy.name });
  await expect(row).toContainText("ersätter nu");
  await row.getByRole("button", { name: /^Avsluta/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Avsluta" }).click();
  await expect(page.getByRole("row").filter({ hasText: deputy.name }).filter({ hasText: manager.name })).toHaveCount(0);
});
