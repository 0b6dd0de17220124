// SPDX-License-Identifier: EUPL-1.2
// The role matrix through the browser: which pages each person has a door to, and that the address of any
// other page leads nowhere, without anything being asked about anybody.
import { be, type Demo, expect, heading, test } from "./support";

const pages = {
  "Läget nu": "/laget-nu",
  Datorer: "/datorer",
  "Att åtgärda": "/att-atgarda",
  "Mina medarbetare": "/mina-medarbetare",
  Överenskommelser: "/overenskommelser",
  Revision: "/revision",
  "Min sida": "/min-sida",
  Insyn: "/insyn",
  "Nyckeltal och rapporter": "/nyckeltal",
  Administration: "/administration",
} as const;
type Name = keyof typeof pages;

/** As architecture.md has the table, by hand. */
const doors: [Demo, Name[]][] = [
  ["it", ["Läget nu", "Datorer", "Att åtgärda", "Nyckeltal och rapporter", "Administration"]],
  ["chef", ["Mina medarbetare", "Min sida", "Nyckeltal och rapporter"]],
  ["deputy", ["Mina medarbetare", "Min sida", "Nyckeltal och rapporter"]],
  ["hr", ["Överenskommelser", "Nyckeltal och rapporter", "Administration"]],
  ["administrator", ["Datorer", "Administration"]],
  ["auditor", ["Revision", "Nyckeltal och rapporter"]],
  ["dpo", ["Insyn", "Nyckeltal och rapporter", "Administration"]],
  ["insight", ["Insyn", "Nyckeltal och rapporter"]],
  ["secretary", ["Nyckeltal och rapporter"]],
  ["employee", ["Min sida", "Nyckeltal och rapporter"]],
];

for (const [who, open] of doors) {
  test(`${who} has doors to ${open.join(", ")} and to nothing else`, async ({ page, provoked }) => {
    provoked.push("404");
    const asked: string[] = [];
    page.on("request", (request) => {
      const { pathname } = new URL(request.url());
      if (pathname.startsWith("/api/") && pathname !== "/api/v1/session") asked.push(pathname);
    });
    await be(page, who);
    await page.goto("/");
    await expect(page.getByRole("navigation", { name: "Sidor" }).getByRole("link")).toHaveText(open);
    await expect(heading(page, open[0] ?? "")).toBeVisible();
    for (const [name, path] of Object.entries(pages)) {
      if (open.includes(name as Name)) {
        await page.goto(path);
        await expect(heading(page, name)).toBeVisible();
        continue;
      }
      await page.goto("/finns-inte"); // a page that asks nothing: what comes now is the locked one's
      await expect(heading(page, "Sidan finns inte")).toBeVisible();
      asked.length = 0;
      await page.goto(path);
      await expect(heading(page, "Du har inte behörighet till sidan")).toBeVisible();
      expect(asked, path).toEqual([]);
    }
  });
}
