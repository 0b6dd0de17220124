// SPDX-License-Identifier: EUPL-1.2
// Datorer, one computer, and the day when one is stolen. Tests that revoke a computer take one that no other
// test looks at: the last in the order of names that reports and is in use.
import { exec, execSync } from "node:child_process";
import { ask, be, expect, heading, test } from "./support";

interface Row {
  id: string;
  host_name: string;
  state: string;
  unit: string | null;
}
interface List {
  devices: Row[];
  counts: { total: number; states: Record<string, number> };
}

test.beforeEach(async ({ page }) => be(page, "it"));

const list = (page: Parameters<typeof ask>[0], query: string) =>
  ask<List>(page, `/api/v1/devices?${query}`, "it_security");

test("the list says how many stand how, and shows those that were picked", async ({ page }) => {
  const { counts } = await list(page, "limit=1");
  await page.goto("/datorer");
  await expect(heading(page, "Datorer")).toBeVisible();
  await expect(page.getByRole("status").filter({ hasText: "dator" })).toHaveText(new RegExp(`^${counts.total} dator`));
  const state = Object.entries(counts.states).find(([, count]) => count > 0 && count < 100)?.[0] ?? "fail";
  const names: Record<string, string> = { fail: "Brist", unknown: "Kan inte avgöras", silent: "Tyst", off: "Avstängd", pass: "Kraven uppfyllda", never: "Har aldrig", written_off: "Ur bruk" };
  await page.getByRole("list", { name: "Läge" }).getByRole("button", { name: names[state] ?? "" }).click();
  await expect(page).toHaveURL(new RegExp(`state=${state}`));
  await expect(page.getByRole("table").locator("tbody tr")).toHaveCount(counts.states[state] ?? 0);
});

test("search, order and filter stand in the address and survive a reload", async ({ page }) => {
  const [first] = (await list(page, "sort=name&limit=1")).devices;
  await page.goto("/datorer");
  await page.getByLabel("Sök dator").fill(first?.host_name ?? "");
  await expect(page.getByRole("table").locator("tbody tr")).toHaveCount(1);
  await page.getByRole("button", { name: "Dator", exact: false }).first().click();
  await expect(page).toHaveURL(/sort=name/);
  await page.reload();
  await expect(page.getByLabel("Sök dator")).toHaveValue(first?.host_name ?? "");
  await expect(page.getByRole("table").locator("tbody tr")).toHaveCount(1);
  await page.getByRole("button", { name: "Rensa filter" }).click();
  await expect(page).not.toHaveURL(/search=/);
});

test("the list is a file that holds what the filter shows", async ({ page }) => {
  const [first] = (await list(page, "sort=name&limit=1")).devices;
  await page.goto(`/datorer?search=${first?.host_name}`);
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Hämta som CSV" }).click();
  const file = await (await download).createReadStream();
  const text = (await file.toArray()).join("");
  expect(text).toContain(first?.id ?? "?");
  expect(text.trim().split("\r\n")).toHaveLength(2);
});

test("a filter that nothing matches says so and leads back", async ({ page }) => {
  await page.goto("/datorer?search=finns-inte-alls");
  await expect(page.getByRole("heading", { name: "Ingen dator passar filtret" })).toBeVisible();
  await page.getByRole("button", { name: "Rensa filter" }).click();
  await expect(page.getByRole("table")).toBeVisible();
});

test("why a computer has a fault is found from the list, with how to mend it", async ({ page }) => {
  // Whatever the time of day: a laptop whose screen does not lock says so now (tests/web/run).
  if (process.env.DISTANSKOLL_FAULT) execSync(process.env.DISTANSKOLL_FAULT, { stdio: "ignore" });
  const failing = (await list(page, "state=fail&limit=1")).devices[0];
  expect(failing, "a computer that fails now").toBeDefined();
  await page.goto("/datorer?state=fail");
  await page.getByRole("link", { name: failing?.host_name ?? "" }).first().click();
  await expect(heading(page, failing?.host_name ?? "")).toBeVisible();
  await expect(page.locator(".answer")).toContainText(/krav/);
  const requirements = page.getByRole("region", { name: "Kraven nu" });
  await expect(requirements).toContainText("inte uppfyllt");
  await expect(requirements).toContainText("Så åtgärdas det");
});

test("a computer's page hears of its next report without being asked", async ({ page }) => {
  const fault = process.env.DISTANSKOLL_FAULT;
  test.skip(!fault, "DISTANSKOLL_FAULT names no command that lets a computer report");
  execSync(fault ?? "", { stdio: "ignore" });
  const failing = (await list(page, "state=fail&limit=1")).devices[0];
  const asked = () => page.waitForResponse((answer) => answer.url().endsWith(`/api/v1/devices/${failing?.id}`), { timeout: 15_000 });
  const first = asked();
  await page.goto(`/datorer/${failing?.id}`);
  await first;
  await asked(); // when the stream is there: what may have been missed meanwhile
  const heard = asked(); // long before it would ask by itself
  exec(fault ?? "");
  await heard;
});

test("reports with times and whose computer it is are shown for a reason alone", async ({ page, provoked }) => {
  provoked.push("404"); // nobody may be known to use that computer
  const device = (await list(page, "sort=name&limit=50")).devices.find((one) => one.state !== "never");
  const reasons: (string | undefined)[] = [];
  page.on("request", (request) => {
    if (/\/api\/.*\/(reports|person)\b/.test(request.url())) reasons.push(request.headers()["distanskoll-reason"]);
  });
  await page.goto(`/datorer/${device?.id}`);
  await page.getByRole("button", { name: "Visa rapporter" }).click();
  await expect(page.getByRole("alert")).toContainText("Skriv ett skäl");
  expect(reasons).toEqual([]);
  await page.getByLabel("Skäl").fill("Ärende 4711: nätverket");
  await page.getByRole("button", { name: "Visa rapporter" }).click();
  await expect(page.getByRole("heading", { name: "Rapporter", exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Visa vems dator det är" }).click();
  await expect(page.locator(".owner").or(page.getByText("Ingen är känd"))).toBeVisible();
  expect(new Set(reasons)).toEqual(new Set([encodeURIComponent("Ärende 4711: nätverket")]));
});

test("a laptop is stolen at 22:00", async ({ page }) => {
  const all = (await list(page, "sort=name&reverse=true&limit=200")).devices;
  const stolen = all.find((one) => one.state !== "written_off" && one.state !== "never");
  await page.goto("/datorer");
  await page.getByLabel("Sök dator").fill(stolen?.host_name ?? "");
  await expect(page.getByRole("status")).toHaveText("1 dator");
  await page.getByRole("link", { name: stolen?.host_name ?? "" }).click();
  await page.getByRole("button", { name: "Anmäl som förlorad eller stulen" }).click();

  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("Spärren kan inte tas tillbaka");
  await dialog.getByRole("button", { name: "Avbryt" }).click();
  await expect(dialog).toHaveCount(0);
  expect((await ask<{ revoked_at: string | null }>(page, `/api/v1/devices/${stolen?.id}`, "it_security")).revoked_at).toBeNull();

  await page.getByRole("button", { name: "Anmäl som förlorad eller stulen" }).click();
  await dialog.getByRole("button", { name: "Spärra och visa uppgiften" }).click();
  await expect(dialog.getByRole("alert")).toContainText("Skriv ett skäl");
  await dialog.getByLabel("Skäl").fill("Stulen ur bil, polisanmälan 5000-K1");
  await dialog.getByRole("button", { name: "Spärra och visa uppgiften" }).click();

  await expect(heading(page, /^Uppgift om stulen dator/)).toBeVisible();
  const swedish = page.locator("article").first();
  for (const words of ["Senaste rapporten gjordes", "Spärrad", "Diskens kryptering", "Skärmlås", "Vad som inte är känt", "Löv"])
    await expect(swedish).toContainText(words);
  await expect(page.locator("article[lang=en]")).toContainText("Statement about a stolen computer");
  const device = await ask<{ revoked_at: string | null; lifecycle: string }>(page, `/api/v1/devices/${stolen?.id}`, "it_security");
  expect(device.lifecycle).toBe("lost");
  expect(device.revoked_at).not.toBeNull();

  // Next morning, from the computer's own page; the reason is asked for again.
  await page.goto(`/datorer/${stolen?.id}/forlust`);
  await page.evaluate(() => window.history.replaceState(null, ""));
  await page.reload();
  await expect(page.getByRole("button", { name: "Visa uppgiften" })).toBeVisible();
  await page.goto(`/datorer/${stolen?.id}`);
  await expect(page.locator(".answer")).toContainText("anmäld som förlorad och spärrad");
  await expect(page.getByRole("button", { name: "Anmäl som förlorad eller stulen" })).toHaveCount(0);
});

test("a computer that does not exist is an error with a way on", async ({ page, provoked }) => {
  provoked.push("404");
  await page.goto("/datorer/0000000000000000");
  await expect(page.getByRole("alert")).toBeVisible();
});

test("a manager reaches no computer by its address", async ({ page }) => {
  const [first] = (await list(page, "limit=1")).devices;
  await be(page, "chef");
  await page.goto(`/datorer/${first?.id}`);
  await expect(heading(page, "Du har inte behörighet till sidan")).toBeVisible();
});
