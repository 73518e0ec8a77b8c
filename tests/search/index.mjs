// Makes indexes for the tests, and lets `fetch` read them from the disk, counting.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { open } from "../../src/render/search/reader.js";

/** Files fetched so far, with their sizes. */
export const fetched = [];
globalThis.fetch = async (address) => {
  const bytes = readFileSync(new URL(address));
  fetched.push({ address, size: bytes.length });
  return new Response(bytes);
};

/** Indexes so many made-up logs, or the sections in a file; answers with the folder. */
export function index(what) {
  const folder = mkdtempSync(join(tmpdir(), "weeklog-search-"));
  execFileSync("cargo", ["run", "--quiet", "--example", "search_corpus", "--", folder, String(what)], { stdio: ["ignore", "ignore", "inherit"] });
  return folder;
}

/** The index in a folder, as a page that was just opened finds it. */
export const site = (folder) => open(pathToFileURL(join(folder, "search")).href + "/");

/** The addresses that a query leads to, the best first. */
export async function answers(reader, query) {
  const { ids } = await reader.search(query);
  return Promise.all(ids.map(async (id) => (await reader.read(id)).url));
}
