// SPDX-License-Identifier: EUPL-1.2
// What the first screen of each page costs before its data, compressed: the files that index.html and
// the page's code pull in, with the font, gzip level 9 (the font and pictures as they are). Over 300 KiB
// the build fails. Run by `npm run build` after vite, on vite's own list of what needs what.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

interface Chunk {
  file: string;
  imports?: string[];
  css?: string[];
  assets?: string[];
  isEntry?: boolean;
}

const most = 300 * 1024;
const dist = new URL("../dist/", import.meta.url);
const manifest = JSON.parse(readFileSync(new URL(".vite/manifest.json", dist), "utf8")) as Record<string, Chunk>;

function filesOf(name: string, found = new Set<string>(), seen = new Set<string>()): Set<string> {
  const chunk = manifest[name];
  if (!chunk || seen.has(name)) return found;
  seen.add(name);
  for (const file of [chunk.file, ...(chunk.css ?? []), ...(chunk.assets ?? [])]) found.add(file);
  for (const one of chunk.imports ?? []) filesOf(one, found, seen);
  return found;
}

function weight(file: string): number {
  const bytes = readFileSync(new URL(file, dist));
  return /\.(woff2|png)$/.test(file) ? bytes.length : gzipSync(bytes, { level: 9 }).length;
}

const pages = Object.keys(manifest).filter((name) => /^src\/pages\/\w+\/\w+\.tsx$/.test(name));
let failed = pages.length === 0;
for (const page of pages) {
  const files = new Set(["index.html", "icon.svg", "terms.json", ...filesOf("index.html"), ...filesOf(page)]);
  const total = [...files].reduce((sum, file) => sum + weight(file), 0);
  if (total > most) failed = true;
  console.log(`${page}: ${(total / 1024).toFixed(1)} KiB compressed of ${most / 1024} KiB, ${files.size} files`);
}
if (failed) {
  console.error("budget: a first screen is over its budget, or there is none");
  process.exitCode = 1;
}
