// SPDX-License-Identifier: EUPL-1.2
// Builds the app (`vite build`), serves it while it is written (`vite`) and as it will be served
// (`vite preview`, with the collector's own content security policy; the browser tests use that).
import { readFileSync } from "node:fs";
import optimizeLocales from "@react-aria/optimize-locales-plugin";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";
import { contentSecurityPolicy, demonstration } from "./dev/demonstration.ts";

/** The terminology file is beside the app, not in it: a municipality may change it. */
const terms: Plugin = {
  name: "distanskoll-terms",
  generateBundle() {
    this.emitFile({
      type: "asset",
      fileName: "terms.json",
      source: readFileSync(new URL("src/texts/terms.json", import.meta.url)),
    });
  },
};

export default defineConfig({
  plugins: [
    { ...optimizeLocales.vite({ locales: ["sv-SE", "en-GB", "en-US"] }), enforce: "pre" },
    react(),
    terms,
    demonstration(),
  ],
  build: {
    target: "es2022",
    manifest: true, // for dev/budget.ts
    assetsInlineLimit: 0, // no data: addresses, which the content security policy refuses
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1000,
  },
  server: { host: "127.0.0.1", port: 5173, strictPort: true },
  preview: {
    host: "127.0.0.1",
    port: 4173,
    strictPort: true,
    headers: { "Content-Security-Policy": contentSecurityPolicy },
  },
  test: { include: ["src/**/*.test.ts"], environment: "node" },
} as Parameters<typeof defineConfig>[0]);
