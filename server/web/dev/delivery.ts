// SPDX-License-Identifier: EUPL-1.2
// What the collector needs beside vite's own output (server/pages): pages.json, the addresses of the app,
// so that a mistyped one is answered with 404; terms.json, which a municipality may replace; and each text
// file once more in the forms that browsers take, made here where there is time for the best compression.
import { appendFileSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import type { Plugin } from "vite";

const source = (name: string) => readFileSync(new URL(`../src/${name}`, import.meta.url), "utf8");

/** Addresses outside the list of pages: the first one, and where one signs in. */
const beside = ["/", "/logga-in"];

/** The list of shell/pages.ts, read as text: it also names the code of every page, which no build tool needs. */
export function pageAddresses(): string[] {
  const found = [...source("shell/pages.ts").matchAll(/\bpath: "(\/[^"]*)"/g)].map((match) => match[1] ?? "");
  return [...beside, ...found];
}

const worthIt = 256; // bytes that a compressed form must save

function compress(folder: URL): void {
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile() || !/\.(html|js|css|svg|json|txt)$/.test(entry.name) || entry.name === "pages.json") continue;
    const file = `${entry.parentPath}/${entry.name}`;
    if (file.includes("/.vite/")) continue;
    const plain = readFileSync(file);
    const forms = {
      gz: gzipSync(plain, { level: 9 }),
      br: brotliCompressSync(plain, {
        params: { [constants.BROTLI_PARAM_SIZE_HINT]: statSync(file).size, [constants.BROTLI_PARAM_QUALITY]: 11 },
      }),
    };
    for (const [ending, bytes] of Object.entries(forms))
      if (bytes.length + worthIt <= plain.length) writeFileSync(`${file}.${ending}`, bytes);
  }
}

/** Vite lists the licences of code; the font comes in through a style sheet. */
function addFontLicence(folder: URL): void {
  const font = new URL("../node_modules/@fontsource-variable/inter/", import.meta.url);
  const { name, version, license } = JSON.parse(readFileSync(new URL("package.json", font), "utf8"));
  const text = readFileSync(new URL("LICENSE", font), "utf8");
  appendFileSync(new URL("licences.txt", folder), `\n## ${name} - ${version} (${license})\n\n${text}`);
}

export const delivery: Plugin = {
  name: "distanskoll-delivery",
  apply: "build",
  generateBundle() {
    this.emitFile({ type: "asset", fileName: "terms.json", source: source("texts/terms.json") });
    this.emitFile({ type: "asset", fileName: "pages.json", source: JSON.stringify({ pages: pageAddresses() }) });
  },
  closeBundle: {
    order: "post",
    handler() {
      const dist = new URL("../dist/", import.meta.url);
      addFontLicence(dist);
      compress(dist);
    },
  },
};
