// SPDX-License-Identifier: EUPL-1.2
// What the collector hands out, as a browser gets it: how soon, how much, from where, under which policy.
import type { Browser, BrowserContext } from "@playwright/test";
import { be, type Demo, expect, heading, test } from "./support";

// The budget in time is a second (README.md has what was measured): it is said, and not judged, because the machine
// does other things too. What is judged is what makes it slow: how much is fetched, and how many questions are asked.
const most = { requests: 40, bytes: 300 * 1024 };
const loads = 5;

test.skip(!process.env.DISTANSKOLL_URL, "the collector does not hand out the app itself here");

/** One load with nothing kept from before: when the answer stood there, and what the app's own files weighed. */
async function load(browser: Browser, who: Demo, path: string): Promise<{ milliseconds: number; requests: number; bytes: number }> {
  const context: BrowserContext = await browser.newContext();
  const page = await context.newPage();
  await be(page, who);
  await page.addInitScript(() => {
    const seen = () => document.querySelector("main .answer strong")?.textContent;
    new MutationObserver((_, observer) => {
      if (!seen()) return;
      performance.mark("answered");
      observer.disconnect();
    }).observe(document, { childList: true, subtree: true, characterData: true });
  });
  const protocol = await context.newCDPSession(page);
  await protocol.send("Network.enable");
  const own = new Set<string>();
  let bytes = 0;
  let requests = 0;
  protocol.on("Network.requestWillBeSent", () => (requests += 1));
  protocol.on("Network.responseReceived", ({ requestId, response }) => {
    if (!new URL(response.url).pathname.startsWith("/api/")) own.add(requestId);
  });
  protocol.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    if (own.has(requestId)) bytes += encodedDataLength;
  });
  await page.goto(path);
  await expect(page.locator("main .answer strong").first()).toBeVisible();
  const asked = requests;
  const milliseconds = await page.evaluate(() => performance.getEntriesByName("answered")[0]?.startTime ?? Infinity);
  await context.close();
  return { milliseconds: Math.round(milliseconds), requests: asked, bytes };
}

for (const [who, path] of [
  ["it", "/laget-nu"],
  ["chef", "/mina-medarbetare"],
] as const) {
  test(`${path} answers soon and weighs less than 300 KiB`, async ({ browser }) => {
    const all = [];
    for (let i = 0; i < loads; ++i) all.push(await load(browser, who, path));
    console.log(
      `${path}: answered after ${all.map((one) => one.milliseconds).join(", ")} ms; ` +
        `${Math.max(...all.map((one) => one.requests))} requests, own files ${Math.round(Math.max(...all.map((one) => one.bytes)) / 1024)} KiB with headers`,
    );
    for (const one of all) {
      expect(one.milliseconds).toBeLessThan(Infinity);
      expect(one.requests).toBeLessThan(most.requests);
      expect(one.bytes).toBeLessThan(most.bytes);
    }
  });
}

test("everything comes from the collector alone", async ({ page, baseURL }) => {
  const hosts = new Set<string>();
  page.on("request", (request) => hosts.add(new URL(request.url()).origin));
  await be(page, "both");
  await page.goto("/laget-nu");
  await expect(heading(page, "Läget nu")).toBeVisible();
  expect([...hosts]).toEqual([new URL(baseURL ?? "").origin]);
});

test("a second visit fetches no file again, and asks only whether index.html is the same", async ({ page, context }) => {
  await be(page, "it");
  await page.goto("/laget-nu");
  await expect(heading(page, "Läget nu")).toBeVisible();
  const protocol = await context.newCDPSession(page);
  await protocol.send("Network.enable");
  const kept = new Set<string>();
  const fetched: string[] = [];
  protocol.on("Network.requestServedFromCache", ({ requestId }) => kept.add(requestId));
  protocol.on("Network.responseReceived", ({ requestId, response }) => {
    const { pathname } = new URL(response.url);
    if (pathname.startsWith("/assets/") && !response.fromDiskCache && !kept.has(requestId)) fetched.push(pathname);
  });
  await page.reload();
  await expect(heading(page, "Läget nu")).toBeVisible();
  expect(fetched).toEqual([]);
  const { etag } = (await page.request.get("/laget-nu")).headers();
  const again = await page.request.get("/laget-nu", { headers: { "If-None-Match": etag ?? "" } });
  expect(again.status()).toBe(304);
});

test("the browser refuses what the policy refuses", async ({ page, provoked }) => {
  provoked.push("Content Security Policy", "TrustedHTML", "TrustedScript");
  await be(page, "it");
  await page.goto("/laget-nu");
  await expect(heading(page, "Läget nu")).toBeVisible();
  const ran = await page.evaluate(async () => {
    const script = document.createElement("script");
    try {
      script.textContent = "window.ran = true";
      document.body.append(script);
    } catch {
      // trusted types
    }
    return "ran" in window;
  });
  expect(ran).toBe(false);
  const html = await page.evaluate(() => {
    try {
      document.body.insertAdjacentHTML("beforeend", "<b>x</b>");
      return true;
    } catch {
      return false;
    }
  });
  expect(html).toBe(false);
});
