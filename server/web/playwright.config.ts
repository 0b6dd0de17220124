// SPDX-License-Identifier: EUPL-1.2
// Browser tests: the app as a real collector serves it, with a demonstration's data: tests/web/run starts
// one and says where in DISTANSKOLL_URL. Without that, vite's preview of dist/ (README.md). Debian's
// Chromium; no browser is downloaded.
import { defineConfig } from "@playwright/test";

const looks = (["light", "dark"] as const).flatMap((theme) =>
  (["sv", "en"] as const).map((language) => ({ theme, language })),
);

const served = process.env.DISTANSKOLL_URL;
/** Another port lets two checkouts of the repository be tested beside each other. */
const preview = `http://127.0.0.1:${process.env.DISTANSKOLL_PREVIEW ?? 4173}`;

export default defineConfig<{ language: "sv" | "en" }>({
  testDir: "tests",
  outputDir: "results",
  workers: 1,
  forbidOnly: true,
  reporter: [["list"]],
  // Limits are for what hangs, not for what is slow: a busy machine takes several times as long.
  timeout: 300_000,
  expect: { timeout: 60_000 },
  use: {
    baseURL: served ?? preview,
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
  ...(served
    ? {}
    : {
        webServer: {
          command: "node node_modules/vite/bin/vite.js preview",
          url: preview,
          reuseExistingServer: true,
        },
      }),
});
