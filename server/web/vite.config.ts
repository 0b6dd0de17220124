// SPDX-License-Identifier: EUPL-1.2
// Builds the app (`vite build`), serves it while it is written (`vite`) and as it will be served
// (`vite preview`, with the collector's own content security policy; the browser tests use that).
import optimizeLocales from "@react-aria/optimize-locales-plugin";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { collector, contentSecurityPolicy } from "./dev/collector.ts";
import { delivery } from "./dev/delivery.ts";

export default defineConfig({
  plugins: [
    { ...optimizeLocales.vite({ locales: ["sv-SE", "en-GB", "en-US"] }), enforce: "pre" },
    react(),
    delivery,
    collector(),
  ],
  build: {
    target: "es2022",
    manifest: true, // for dev/budget.ts
    license: { fileName: "licences.txt" }, // of everything that is bundled; goes into the package
    assetsInlineLimit: 0, // no data: addresses, which the content security policy refuses
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1000,
  },
  server: { host: "127.0.0.1", port: 5173, strictPort: true },
  preview: {
    host: "127.0.0.1",
    port: Number(process.env.DISTANSKOLL_PREVIEW ?? 4173),
    strictPort: true,
    headers: { "Content-Security-Policy": contentSecurityPolicy },
  },
  test: { include: ["src/**/*.test.ts", "dev/**/*.test.ts"], environment: "node", testTimeout: 120_000 },
} as Parameters<typeof defineConfig>[0]);
