// SPDX-License-Identifier: EUPL-1.2
// Tasks of a manager, an employee and a deputy from start to end, against a real collector. They need the
// tokens of three employees of the manager's (README.md): elin has a day with a fault, ny has no agreement.
import { addDays, today as todayOf } from "../src/texts/weeks";
import { ask, be, type Demo, expect, heading, test, write } from "./support";

const today = todayOf(Date.now());
type Person = { id: string; name: string };
type Agreement = { id: string; version: number; state: string; renews: string | null; valid_to: string | null };
type Days = { days: { date: string; requirements: { result: string }[] }[] };

async function idOf(page: Parameters<typeof be>[0], who: Demo): Promise<Person> {
  await be(page, who);
  const { employees } = await ask<{ employees: Person[] }>(page, "/api/v1/employees", "employee");
  const own = employees[0];
  if (!own) throw new Error(`${who} is nobody`);
  return own;
}

/** Ends what is there, then an agreement of both that ends in six days. */
async function agreementThatEndsNextWeek(page: Parameters<typeof be>[0], employee: string): Promise<void> {
  await be(page, "chef");
  const { agreements } = await ask<{ agreements: (Agreement & { employee: string })[] }>(
    page,
    "/api/v1/agreements?limit=200",
    "manager",
  );
  for (const one of agreements.filter((each) => each.employee === employee)) {
    if (one.state === "refused" || one.state === "ended" || one.state === "expired") continue;
    await write(page, "POST", `/api/v1/agreements/${one.id}/end`, "manager", {
      data: { reason: "En ny görs", on: today },
      version: one.version,
    });
  }
  const made = await write<{ id: string; version: number }>(page, "POST", "/api/v1/agreements", "manager", {
    data: { employee, valid_from: today, valid_to: addDays(today, 6), max_days_per_week: 2 },
  });
  const signed = await write<{ version: number }>(page, "POST", `/api/v1/agreements/${made.id}/signatures`, "manager", {
    data: { signer: "manager" },
    version: made.version,
  });
  await be(page, "ny");
  await write(page, "POST", `/api/v1/agreements/${made.id}/signatures`, "employee", {
    data: { signer: "employee" },
    version: signed.version,
  });
}

test("a manager renews the agreement that expires next week, and the employee signs it", async ({ page }) => {
  const person = await idOf(page, "ny");
  await agreementThatEndsNextWeek(page, person.id);
  await be(page, "chef");
  await page.goto("/mina-medarbetare");
  const todos = page.locator(".answer-todo");
  if (await todos.locator("summary").count()) await todos.locator("summary").click();
  const task = todos.locator("li").filter({ hasText: person.name }).filter({ hasText: "inom sju dagar" });
  await task.getByRole("button", { name: /^Förnya/ }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByLabel("Gäller från")).toHaveValue(addDays(today, 7));
  await dialog.getByLabel("Gäller till och med").fill(addDays(today, 370));
  await dialog.getByRole("button", { name: "Förnya" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(task).toHaveCount(0);

  await be(page, "ny");
  await page.goto("/min-sida");
  await page.locator(".answer-todo").getByRole("button", { name: "Skriv under" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Skriv under" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.getByText(/Påskriven, gäller från/)).toBeVisible();
});

test("an employee finds out why a day is red and says that it is wrong; the manager answers", async ({ page }) => {
  const person = await idOf(page, "elin");
  const before = await ask<{ objections: { id: string; version: number }[] }>(
    page,
    "/api/v1/objections?state=open",
    "employee",
  );
  for (const one of before.objections)
    await write(page, "POST", `/api/v1/objections/${one.id}/withdrawal`, "employee", { data: {}, version: one.version });
  const { days } = await ask<Days>(page, `/api/v1/employees/${person.id}/days`, "employee");
  const red = days.find((day) => day.requirements.some((one) => one.result === "fail"));
  if (!red) throw new Error("elin has no day with a fault");
  await page.goto("/min-sida");
  await expect(heading(page, "Min sida")).toBeVisible();
  await page.locator("table.days tr").filter({ hasText: "inte uppfyllt" }).first().getByRole("button").click();
  const day = page.getByRole("dialog");
  await expect(day.getByText("inte uppfyllt").first()).toBeVisible();
  await expect(day.getByText("Så rättas det:").first()).toBeVisible();
  expect(await day.innerText()).not.toMatch(/\b\d{1,2}[:.]\d{2}\b/);
  await day.getByRole("button", { name: "Det här stämmer inte" }).click();
  const form = page.getByRole("dialog");
  await form.getByLabel(/Jag arbetade inte på annan plats/).check();
  await form.getByLabel("Vad hände?").fill("Jag var på kurs hela dagen.");
  await form.getByRole("button", { name: "Skicka" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.locator("table.days").getByText("Väntar på svar").first()).toBeVisible();

  await be(page, "chef");
  await page.goto("/mina-medarbetare");
  const task = page.locator(".answer-todo li").filter({ hasText: person.name }).filter({ hasText: "väntar på svar" });
  await task.getByRole("button", { name: /^Svara/ }).click();
  const answer = page.getByRole("dialog");
  await expect(answer).toContainText("Jag var på kurs hela dagen.");
  await answer.getByLabel("Det stämmer: det rättas").check();
  await answer.getByLabel("Förklara").fill("Kursdagen är nu märkt.");
  await answer.getByRole("button", { name: "Svara" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(task).toHaveCount(0);

  await be(page, "elin");
  await page.goto("/min-sida");
  await expect(page.getByText("Kursdagen är nu märkt.").first()).toBeVisible();
  await expect(page.locator("table.days").getByText("Svar: det stämmer och rättas").first()).toBeVisible();
});

test("a deputy takes over for a week, and is out when it is taken back", async ({ page, provoked }) => {
  provoked.push("403");
  const amina = await idOf(page, "amina");
  await be(page, "chef");
  await page.goto("/mina-medarbetare");
  await page.getByRole("button", { name: "Utse ersättare" }).click();
  const form = page.getByRole("dialog");
  await form.getByLabel("Vem").selectOption(amina.id);
  await expect(form.getByLabel("Till och med")).toHaveValue(addDays(today, 6));
  await form.getByRole("button", { name: "Utse ersättare" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  const line = page.locator("li.deputy").filter({ hasText: amina.name });
  await expect(line.first()).toBeVisible();

  await be(page, "amina");
  await page.goto("/mina-medarbetare");
  await expect(heading(page, "Mina medarbetare")).toBeVisible();
  const rows = page.getByRole("table").locator("tbody tr");
  expect(await rows.count()).toBeGreaterThan(3);
  await expect(rows.filter({ hasText: amina.name })).toHaveCount(0);

  await be(page, "chef");
  await page.goto("/mina-medarbetare");
  await expect(line.first()).toBeVisible();
  while ((await line.count()) > 0) {
    const left = await line.count();
    await line.first().getByRole("button", { name: /^Avsluta/ }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Avsluta" }).click();
    await expect(line).toHaveCount(left - 1);
  }
  await be(page, "amina");
  await page.goto("/mina-medarbetare");
  await expect(heading(page, "Du har inte behörighet till sidan")).toBeVisible();
});

test("an employee marks a day, the manager sees it, and the mark is taken away again", async ({ page }) => {
  const person = await idOf(page, "ny");
  const date = addDays(today, -1);
  const { marks } = await ask<{ marks: { date: string; version: number }[] }>(page, "/api/v1/marks?limit=200", "employee");
  for (const one of marks.filter((each) => each.date === date))
    await write(page, "DELETE", `/api/v1/employees/${person.id}/marks/${date}`, "employee", { version: one.version });
  await page.goto("/min-sida");
  await page.getByRole("button", { name: "Märk en dag" }).click();
  const form = page.getByRole("dialog");
  await form.getByLabel("Dag", { exact: true }).fill(date);
  await form.getByLabel("Tjänsteresa").check();
  await form.getByRole("button", { name: "Märk dagen" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);

  await be(page, "chef");
  await page.goto(`/mina-medarbetare?person=${person.id}`);
  await expect(heading(page, person.name)).toBeVisible();
  const marked = page.locator("section").filter({ has: page.getByRole("heading", { name: "Märkta dagar" }) });
  await marked.getByRole("button", { name: "Jag har sett den" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Jag har sett den" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(marked.getByText("sedd")).toBeVisible();
});

test("a manager lends a screen, takes it back when the work elsewhere ends, and the employee sees both", async ({ page }) => {
  const person = await idOf(page, "elin");
  await be(page, "chef");
  await page.goto(`/mina-medarbetare?person=${person.id}`);
  const agreement = page.locator(".agreement").first();
  const thing = `Skärm ${Date.now()}`;
  await agreement.getByRole("button", { name: "Låna ut utrustning" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Vad").fill(thing);
  await dialog.getByRole("button", { name: "Låna ut utrustning" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(agreement.getByText(`${thing}, sedan`)).toBeVisible();
  await be(page, "elin");
  await page.goto("/min-sida");
  await expect(page.getByText(`${thing}, sedan`)).toBeVisible();

  await be(page, "chef");
  await page.goto(`/mina-medarbetare?person=${person.id}`);
  await agreement.getByRole("button", { name: "Ta emot utrustning" }).click();
  for (const other of await dialog.locator("label.option").filter({ hasNotText: thing }).all()) await other.click();
  await expect(dialog.getByLabel(thing)).toBeChecked();
  await dialog.getByRole("button", { name: "Ta emot utrustning" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(agreement.getByText(`${thing}, återlämnad`)).toBeVisible();
  await be(page, "elin");
  await page.goto("/min-sida");
  await expect(page.getByText(`${thing}, återlämnad`)).toBeVisible();
});

test("somebody else was faster: it is said in words, and the new state is shown behind", async ({ page, provoked }) => {
  provoked.push("412");
  const person = await idOf(page, "elin");
  await be(page, "chef");
  const { agreements } = await ask<{ agreements: (Agreement & { employee: string })[] }>(
    page,
    "/api/v1/agreements?limit=200",
    "manager",
  );
  const one = agreements.find((each) => each.employee === person.id && each.state === "in_force");
  if (!one) throw new Error("elin has no agreement in force");
  await page.goto(`/mina-medarbetare?person=${person.id}&act=follow@${one.id}`);
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("button", { name: "Skriv in uppföljning" })).toBeVisible();
  await write(page, "PUT", `/api/v1/agreements/${one.id}/note`, "manager", {
    data: { note: `Läst ${Date.now()}` },
    version: one.version,
  });
  await dialog.getByRole("button", { name: "Skriv in uppföljning" }).click();
  await expect(dialog.getByRole("alert")).toContainText("Någon annan har ändrat det här");
  await expect(page.locator(".agreement").first()).toContainText(/Läst \d+/);
  await dialog.getByRole("button", { name: "Avbryt" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("who has read about one stands on one's own page, with the role", async ({ page }) => {
  const person = await idOf(page, "elin");
  await be(page, "chef");
  await page.goto(`/mina-medarbetare?person=${person.id}`);
  await expect(heading(page, person.name)).toBeVisible();
  await be(page, "elin");
  await page.goto("/min-sida");
  const reads = page.locator("section").filter({ has: page.getByRole("heading", { name: "Vem har läst om mig" }) });
  await expect(reads.getByRole("cell", { name: "Chef", exact: true }).first()).toBeVisible();
  expect(await page.locator("main").innerText()).not.toMatch(/\b\d{1,2}[:.]\d{2}\b/);
});

test("the register extract is a file to keep", async ({ page }) => {
  await be(page, "elin");
  await page.goto("/min-sida");
  for (const [link, part] of [
    ["Hämta för att läsa (HTML)", "Registerutdrag"],
    ["Hämta som data (JSON)", '"records"'],
  ] as const) {
    const address = await page.getByRole("link", { name: link }).getAttribute("href");
    const file = await page.request.get(address ?? "");
    expect(file.ok()).toBe(true);
    expect(await file.text()).toContain(part);
  }
});

test("the sheet for the yearly talk is printed without its buttons and has no day of work", async ({ page }) => {
  const person = await idOf(page, "elin");
  await be(page, "chef");
  await page.goto(`/mina-medarbetare?person=${person.id}&show=talk`);
  await expect(heading(page, /^Samtalsunderlag/)).toBeVisible();
  await expect(page.getByRole("heading", { name: "Informationssäkerhet" })).toBeVisible();
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("button", { name: "Skriv ut" })).toBeHidden();
  expect(await page.locator("main").innerText()).not.toMatch(/\b\d{1,2}[:.]\d{2}\b/);
});

test("IT security answers what an employee says about the computer, and sees no verdict", async ({ page }) => {
  const person = await idOf(page, "elin");
  const { objections } = await ask<{ objections: { id: string; version: number }[] }>(
    page,
    "/api/v1/objections?state=open",
    "employee",
  );
  for (const one of objections)
    await write(page, "POST", `/api/v1/objections/${one.id}/withdrawal`, "employee", { data: {}, version: one.version });
  const { days } = await ask<Days>(page, `/api/v1/employees/${person.id}/days`, "employee");
  const date = days.at(-1)?.date ?? "";
  const said = `Anslutningen låg nere ${Date.now()}`;
  await write(page, "POST", `/api/v1/employees/${person.id}/days/${date}/objection`, "employee", {
    data: { kind: "computer", text: said },
  });

  await be(page, "it");
  await page.goto("/laget-nu");
  await page.getByRole("button", { name: "Visa dem" }).click();
  const inbox = page.locator("section").filter({ has: page.getByRole("heading", { name: "Medarbetare som väntar på svar" }) });
  const one = inbox.locator(".thread-of-day").filter({ hasText: said });
  await expect(one).toBeVisible();
  expect(await one.innerText()).not.toMatch(/uppfyll|brist/);
  await one.getByRole("button", { name: "Svara" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Det stämmer: det rättas").check();
  await dialog.getByLabel("Förklara").fill("Koncentratorn stod. Störningen är anmäld.");
  await dialog.getByRole("button", { name: "Svara" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(inbox.getByText(said)).toHaveCount(0);
});
