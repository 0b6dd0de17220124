// SPDX-License-Identifier: EUPL-1.2
// Browser tests: the built app under the collector's content security policy, against a real collector
// with a demonstration's data (README.md says how). Debian's Chromium; no browser is downloaded.
import { defineConfig } from "@playwright/test";

const looks = (["light", "dark"] as const).flatMap((theme) =>
  (["sv", "en"] as const).map((language) => ({ theme, language })),
);

/** Another port lets two checkouts of the repository be tested beside each other. */
const origin = `http://127.0.0.1:${process.env.DISTANSKOLL_PREVIEW ?? 4173}`;

export default defineConfig<{ language: "sv" | "en" }>({
  testDir: "tests",
  outputDir: "results",
  workers: 1,
  forbidOnly: true,
  reporter: [["list"]],
  timeout: 60_000,
  expect: { timeout: 15_000 },
  use: {
    baseURL: origin,
    locale: "sv-SE",
    timezoneId: "Europe/Stockholm",
    launchOptions: { executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] },
  },
  projects: [
    { name: "tasks", testMatch: "*.spec.ts" },
    ...looks.map(({ theme, language }) => ({
      name: `looks ${theme} ${language}`,
      testMatch: "*.looks.ts",
      use: { colorScheme: theme, language },
    })),
  ],
  webServer: {
    command: "node node_modules/vite/bin/vite.js preview",
    url: origin,
    reuseExistingServer: true,
  },
});
