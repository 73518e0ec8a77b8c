// What the search costs in a browser, run by hand on a large site that was built:
//   node search-cost.mjs FOLDER QUERY...
// For each query: bytes of a first query that is pasted, bytes when it is typed, and the time from each key to its results.
import { createServer } from "node:http";
import { closeSync, existsSync, openSync, readSync, statSync } from "node:fs";
import { join } from "node:path";
import { browse } from "./serve.mjs";

const MOST = 300_000;
const [folder, ...queries] = process.argv.slice(2);
const types = { html: "text/html", js: "text/javascript", css: "text/css", svg: "image/svg+xml" };
let bytes = 0, requests = 0;
/** Files as they are, uncompressed, and parts of them. */
const server = createServer((request, answer) => {
  const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
  const file = join(folder, path.endsWith("/") ? `${path}index.html` : path);
  if (!existsSync(file)) return answer.writeHead(404).end();
  const size = statSync(file).size, [, from = 0, to = size - 1] = request.headers.range?.match(/bytes=(\d+)-(\d+)/)?.map(Number) ?? [];
  const part = Buffer.alloc(to - from + 1), handle = openSync(file, "r");
  readSync(handle, part, 0, part.length, from);
  closeSync(handle);
  bytes += part.length;
  requests++;
  const whole = part.length === size;
  answer.writeHead(whole ? 200 : 206, { "content-type": types[file.split(".").pop()] ?? "application/octet-stream", "content-length": part.length, ...(!whole && { "content-range": `bytes ${from}-${to}/${size}` }) }).end(part);
}).listen(0);
const browser = await browse();

/** A fresh browser at the home page, its costs forgotten; it notes when a key came and when results last changed. */
async function fresh() {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`http://localhost:${server.address().port}/`, { waitUntil: "networkidle" });
  await page.evaluate(() => {
    document.querySelector("#search-input").addEventListener("input", () => { window.keyed = performance.now(); }, true);
    new MutationObserver(() => { window.shown = performance.now(); }).observe(document.querySelector("form.search"), { childList: true, subtree: true });
  });
  [bytes, requests] = [0, 0];
  await page.locator("#search-input").focus();
  return page;
}
const answered = (page) => page.locator("#search-results [role=option], #search-results p").first().waitFor();

let failed = 0;
for (const query of queries) {
  const pasted = await fresh();
  await pasted.keyboard.insertText(query);
  await answered(pasted);
  await pasted.waitForTimeout(300);
  const first = bytes, asked = requests;
  failed += first > MOST;
  const found = await pasted.locator("form.search [role=status]").textContent();
  await pasted.context().close();
  const typed = await fresh(), times = [];
  await typed.waitForTimeout(800);
  for (const key of query) {
    await typed.keyboard.insertText(key);
    await typed.waitForTimeout(700);
    times.push(await typed.evaluate(() => Math.round(Math.max(0, window.shown - window.keyed))));
  }
  console.log(`${query}: ${found}, ${first} bytes in ${asked} requests${first > MOST ? " FAIL" : ""}; typed ${bytes} bytes, ms from key to results ${times.join(" ")}`);
  await typed.context().close();
}
await browser.close();
server.close();
process.exit(failed ? 1 : 0);
