// SPDX-License-Identifier: EUPL-1.2
// Överenskommelser, as HR uses it: against a real collector, whose registers these tests add to.
import type { Page } from "@playwright/test";
import { ask, be, expect, heading, test } from "./support";

type Agreement = { id: string; name: string; unit: string; state: string; master: string; valid_to: string | null };
type Counts = { states: Record<string, number>; expiring: { within_days: number; agreements: number }[] };

const list = (page: Page, query: string) =>
  ask<{ agreements: Agreement[]; next: string | null }>(page, `/api/v1/agreements?limit=200&${query}`, "hr");

test.beforeEach(async ({ page }) => be(page, "hr"));

test("the first sentence is how many apply, as the collector counts them", async ({ page }) => {
  const counts = await ask<Counts>(page, "/api/v1/agreement-counts", "hr");
  await page.goto("/");
  await expect(heading(page, "Överenskommelser")).toBeVisible();
  await expect(page.locator(".answer strong")).toContainText(String(counts.states.in_force));
});

test("filters stand in the address and are the collector's", async ({ page }) => {
  await page.goto("/overenskommelser");
  const rows = page.getByRole("table").locator("tbody tr");
  await expect(rows.first()).toBeVisible();
  await page.getByRole("combobox", { name: "Saknar" }).selectOption("personnel_file");
  await expect(page).toHaveURL(/missing=personnel_file/);
  const wanted = await list(page, "missing=personnel_file&sort=name");
  await expect(rows).toHaveCount(Math.min(50, wanted.agreements.length));
  await expect(rows.first()).toContainText(wanted.agreements[0]?.name ?? "");
  await page.getByLabel("Namn innehåller").fill("ingen heter så");
  await expect(page.getByText("Inget i registret stämmer")).toBeVisible();
  await page.reload();
  await expect(page.getByLabel("Namn innehåller")).toHaveValue("ingen heter så");
});

test("what ends soon comes in the order in which it ends", async ({ page }) => {
  await page.goto("/overenskommelser");
  await page.getByRole("link", { name: "Går ut snart" }).click();
  await page.getByLabel("Går ut inom").selectOption("180");
  const wanted = await list(page, "expiring_within=180&sort=valid_to");
  const rows = page.getByRole("table").locator("tbody tr");
  await expect(rows).toHaveCount(Math.min(50, wanted.agreements.length));
  await expect(rows.first()).toContainText(wanted.agreements[0]?.name ?? "");
});

test("the selection is saved as CSV that Excel opens, and as JSON", async ({ page }) => {
  await page.goto("/overenskommelser?state=in_force");
  const csv = page.getByRole("link", { name: "CSV för Excel" });
  const answer = await page.request.get((await csv.getAttribute("href")) ?? "");
  const body = await answer.body();
  expect([...body.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  expect(body.toString("utf8")).toContain("Anställningsnummer");
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "JSON" }).click();
  expect((await download).suggestedFilename()).toBe("overenskommelser.json");
});

test("HR writes down a follow-up, and it stands in the history", async ({ page }) => {
  const [one] = (await list(page, "state=in_force")).agreements.filter((agreement) => agreement.master === "here");
  test.skip(!one, "the demonstration keeps every agreement in another system");
  await page.goto(`/overenskommelser?agreement=${one?.id}`);
  await expect(heading(page, one?.name ?? "")).toBeVisible();
  const versions = page.locator(".history > li");
  await expect(versions.first()).toBeVisible();
  const before = await versions.count();
  await page.getByText("Anteckna uppföljning").click();
  const day = Date.now() - Math.ceil(Math.random() * 300) * 86_400_000; // another one at each run
  await page.locator("details[open]").getByLabel("Dag").fill(new Date(day).toISOString().slice(0, 10));
  await page.locator("details[open]").getByLabel("Anteckning").fill("Vid medarbetarsamtalet");
  await page.locator("details[open]").getByRole("button", { name: "Spara" }).click();
  await expect(page.getByText("Sparat: Anteckna uppföljning.")).toBeVisible();
  await expect(versions).toHaveCount(before + 1);
  await expect(versions.first()).toContainText("Vid medarbetarsamtalet");
});

test("who was too late is told, and nothing is overwritten", async ({ page, provoked }) => {
  provoked.push("412");
  const [one] = (await list(page, "state=in_force")).agreements.filter((agreement) => agreement.master === "here");
  test.skip(!one, "the demonstration keeps every agreement in another system");
  await page.route("**/note", (route) =>
    route.fulfill({ status: 412, json: { code: "precondition_failed", detail: "somebody changed it" } }),
  );
  await page.goto(`/overenskommelser?agreement=${one?.id}`);
  await page.getByText("Ändra anteckningen").click();
  await page.locator("details[open]").getByRole("button", { name: "Spara" }).click();
  await expect(page.getByRole("alert")).toContainText("Någon annan hann ändra");
});

/** As Excel saves it: semicolons, carriage returns, Windows-1252. */
const excel = (rows: string[][]) => Buffer.from(`${rows.map((row) => row.join(";")).join("\r\n")}\r\n`, "latin1");

async function tryFile(page: Page, name: string, buffer: Buffer) {
  await page.getByLabel("Fil (CSV från Excel, eller JSON)").setInputFiles({ name, mimeType: "text/csv", buffer });
  await page.getByRole("button", { name: "Prova filen" }).click();
}

test("HR imports 300 agreements from Excel with four bad rows", async ({ page }) => {
  const base = 10_000_000 + (Math.floor(Date.now() / 1000) % 200_000) * 300; // people of this run alone
  const { units } = await ask<{ units: { code: string }[] }>(page, "/api/v1/units?limit=200", "hr");
  const unit = units[0]?.code ?? "";
  const people = Array.from({ length: 300 }, (_, at) => String(base + at));
  await page.goto("/overenskommelser?view=import&file=employees");
  await tryFile(
    page,
    "medarbetare.csv",
    excel([
      ["Anställningsnummer", "Förnamn", "Efternamn", "Enhetskod"],
      ...people.map((number, at) => [number, at % 2 ? "Åsa" : "Örjan", `Påhittsson${at}`, unit]),
    ]),
  );
  await expect(page.getByText("Filen kan läsas in.")).toBeVisible();
  await page.getByRole("button", { name: "Läs in filen" }).click();
  await expect(page.getByText("Filen är inläst.")).toBeVisible();

  const head = ["Anställningsnummer", "Gäller från", "Gäller till", "Undertecknad av medarbetaren", "Undertecknad av chefen", "Högst dagar per vecka", "Högsta andel procent"];
  const good = (number: string) => [number, "2026-01-01", "2027-12-31", "2025-12-10", "2025-12-11", "2", "40"];
  const rows = people.map(good);
  const broken = rows.map((row) => [...row]);
  broken[9]![0] = "99999999999"; // nobody's
  broken[99]![1] = "2026-02-30"; // no such day
  broken[199]![2] = "2025-06-30"; // ends before it begins
  broken[299]![6] = "140"; // more than all of it
  await page.getByLabel("Vad filen innehåller").selectOption("agreements");
  await tryFile(page, "överenskommelser.csv", excel([head, ...broken]));
  await expect(page.getByText("4 saker att rätta i filen.")).toBeVisible();
  const problems = page.getByRole("table").locator("tbody tr");
  await expect(problems).toHaveCount(4);
  for (const [at, row] of ["11", "101", "201", "301"].entries())
    await expect(problems.nth(at).locator("th")).toHaveText(row);
  await expect(problems.nth(1)).toContainText("2026-02-30");
  await expect(page.getByRole("button", { name: "Läs in filen" })).toHaveCount(0);
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Spara som CSV" }).click();
  expect((await download).suggestedFilename()).toBe("rader-att-ratta.csv");

  const counts = await ask<Counts>(page, "/api/v1/agreement-counts", "hr");
  await tryFile(page, "överenskommelser.csv", excel([head, ...rows]));
  await expect(page.getByText("Filen kan läsas in.")).toBeVisible();
  await expect(page.locator(".counts")).toContainText("300");
  await page.getByRole("button", { name: "Läs in filen" }).click();
  await expect(page.getByText("Filen är inläst.")).toBeVisible();
  const after = await ask<Counts>(page, "/api/v1/agreement-counts", "hr");
  expect((after.states.in_force ?? 0) - (counts.states.in_force ?? 0)).toBe(300);

  await page.goto("/overenskommelser?name=Påhittsson299");
  await page.getByRole("link", { name: "Åsa Påhittsson299" }).first().click();
  await expect(page.getByText("Hålls av systemet csv och kan bara läsas här.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Spara" })).toHaveCount(0);
});

test("the list is paged, and the browser's back is the page before", async ({ page }) => {
  await page.goto("/overenskommelser?rows=25");
  const first = page.getByRole("table").locator("tbody th").first();
  const name = await first.innerText();
  await page.getByRole("button", { name: "Nästa" }).click();
  await expect(page).toHaveURL(/after=/);
  await expect(first).not.toHaveText(name);
  await page.goBack();
  await expect(first).toHaveText(name);
});

test("an Excel workbook is told to be saved as CSV, and is not sent", async ({ page }) => {
  let sent = 0;
  await page.route("**/api/v1/imports/**", (route) => {
    sent += 1;
    return route.continue();
  });
  await page.goto("/overenskommelser?view=import");
  await page.getByLabel("Fil (CSV från Excel, eller JSON)").setInputFiles({
    name: "lista.csv",
    mimeType: "text/csv",
    buffer: Buffer.from([0x50, 0x4b, 0x03, 0x04, 0, 0]),
  });
  await page.getByRole("button", { name: "Prova filen" }).click();
  await expect(page.getByRole("alert")).toContainText("Excelarbetsbok");
  expect(sent).toBe(0);
});

test("statistics lead back to the register", async ({ page }) => {
  await page.goto("/overenskommelser?view=statistics");
  await expect(page.getByRole("table").locator("tbody tr.total")).toBeVisible();
  await page.getByRole("link", { name: "kopia i personalakt" }).click();
  await expect(page).toHaveURL(/missing=personnel_file/);
});

test("nobody but HR gets there, and an address does not help", async ({ page, provoked }) => {
  provoked.push("403");
  await be(page, "auditor");
  await page.goto("/overenskommelser");
  await expect(heading(page, "Du har inte behörighet till sidan")).toBeVisible();
});
