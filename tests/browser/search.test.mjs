// The search box in a browser: what it shows, how it is driven, and what it never does.

import assert from "node:assert/strict";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, beforeEach, test } from "node:test";
import { chromium } from "playwright-core";
import { index } from "../search/index.mjs";

const here = import.meta.dirname;
const folder = index(join(here, "../search/site.json"));
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const page = `<!doctype html><html lang="en"><meta charset="utf-8"><title>A page</title>
<style>.visually-hidden { position: absolute; clip-path: inset(50%); } a { color: #00f; } mark { color: #000; }</style>
<header><form role="search" class="search" action="/base/search/"><label for="search-input">Search</label>
<input id="search-input" type="search" name="q"></form></header>
<main><h1>A page</h1><a href="/base/">Elsewhere</a></main>
<script type="module">import { attach } from "/base/search.js"; attach(document.querySelector("form")); document.documentElement.dataset.ready = "";</script></html>`;

let browser, server, base, tab, asked, delay;

before(async () => {
  server = createServer(async ({ url }, answer) => {
    const path = new URL(url, "http://localhost").pathname;
    asked.push(path);
    const file = path === "/base/search.js" ? join(here, "../../themes/default/assets/search.js") : join(folder, path.replace(/^\/base/, ""));
    const type = { js: "text/javascript", bin: "application/octet-stream" }[path.split(".").pop()];
    if (type && !existsSync(file)) return answer.writeHead(404).end();
    if (path.endsWith(".bin")) await new Promise((done) => setTimeout(done, delay));
    answer.writeHead(200, { "content-type": type ?? "text/html" }).end(type ? readFileSync(file) : page);
  }).listen(0);
  base = `http://localhost:${server.address().port}/base`;
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
});
after(async () => {
  await browser?.close();
  server?.close();
  rmSync(folder, { recursive: true });
});
beforeEach(async () => {
  await tab?.context().close();
  tab = await (await browser.newContext()).newPage();
  tab.on("dialog", () => assert.fail("a script in the text was run"));
  tab.on("pageerror", (error) => assert.fail(error));
  [asked, delay] = [[], 0];
  await visit("/logs/");
});

const visit = async (path) => {
  await tab.goto(base + path);
  await tab.locator("html[data-ready]").waitFor();
};
const input = () => tab.locator("#search-input");
const options = () => tab.getByRole("option");
const titles = () => tab.locator(".result-title").allTextContents();
/** Types, and waits for the answer to just that. */
const ask = async (query) => {
  const status = tab.getByRole("status");
  await input().fill("");
  await input().pressSequentially(query);
  await tab.waitForFunction((status) => status.textContent, await status.elementHandle());
  return status.textContent();
};

test("results show title, page and a snippet with marks, and lead below the base", async () => {
  assert.equal(await ask("oauth"), "4 results");
  assert.deepEqual(await titles(), ["Week 04 – OAuth Integration", "Notes on OAuth", "Problems", "Tasks Completed"]);
  const last = options().last();
  assert.equal(await last.locator(".result-page").textContent(), "Week 04 – OAuth Integration · Ada Lovelace");
  assert.deepEqual(await last.locator("mark").allTextContents(), ["OAuth", "OAuthProfile"]);
  assert.equal(await last.getAttribute("href"), `${base}/ada/week-04.html#tasks`);
});

test("arrows go through the results and round, Enter follows, Escape closes", async () => {
  await ask("oauth");
  assert.equal(await input().getAttribute("role"), "combobox");
  assert.equal(await input().getAttribute("aria-expanded"), "true");
  const active = async () => tab.evaluate(() => document.getElementById(document.activeElement.getAttribute("aria-activedescendant"))?.querySelector("strong").textContent);
  const seen = [];
  for (let i = 0; i < 6; i++) { await tab.keyboard.press("ArrowDown"); seen.push(await active()); }
  const all = await titles();
  assert.deepEqual(seen, [...all, undefined, all[0]]);
  assert.equal(await tab.locator("[aria-selected=true]").count(), 1);
  await tab.keyboard.press("ArrowUp");
  await tab.keyboard.press("ArrowUp");
  assert.equal(await active(), all.at(-1));
  await tab.keyboard.press("Escape");
  assert.equal(await tab.locator("#search-results").innerHTML(), "");
  assert.equal(await input().inputValue(), "oauth");
  assert.equal(await input().getAttribute("aria-expanded"), "false");
  await tab.keyboard.press("ArrowDown");
  await options().first().waitFor();
  await tab.keyboard.press("ArrowDown");
  await tab.keyboard.press("Enter");
  await tab.waitForURL(`${base}/ada/week-04.html`);
});

test("Enter without a choice asks the search page, which answers", async () => {
  await ask("oauth");
  await tab.keyboard.press("Enter");
  await tab.waitForURL(`${base}/search/?q=oauth`);
  await options().first().waitFor();
  assert.equal(await input().inputValue(), "oauth");
  await tab.getByRole("heading").click();
  assert.equal(await options().count(), 4);
});

test("nothing found is said, and leaving the box closes it", async () => {
  assert.equal(await ask("xyzzy <b>"), "No results for “xyzzy <b>”.");
  assert.equal(await tab.locator("#search-results p").textContent(), "No results for “xyzzy <b>”. Try fewer or other words, or leave a filter out.");
  assert.equal(await input().getAttribute("aria-expanded"), "false");
  await tab.getByRole("link", { name: "Elsewhere" }).focus();
  assert.equal(await tab.locator("#search-results").innerHTML(), "");
});

test("text stays text", async () => {
  await ask("markup");
  assert.deepEqual(await titles(), ["<script>alert(2)</script>"]);
  assert.match(await options().first().textContent(), /<img src=x onerror=alert\(1\)>.*<b onclick=alert\(3\)>markup<\/b>/);
  assert.equal(await tab.locator("#search-results :is(img, script, b)").count(), 0);
  assert.equal(await options().first().getAttribute("href"), `${base}/x/%3Cb%3E.html`);
});

test("a snippet begins near what was found", async () => {
  await ask("needle");
  const snippet = await tab.locator(".result-snippet").first().textContent();
  assert.match(snippet, /^….*The needle stands here, 😀 far behind.*…$/);
  assert.ok(snippet.length < 190, snippet);
});

test("marks fit languages without spaces and accents left out", async () => {
  const marks = async (query) => { await ask(query); return tab.locator("mark").allTextContents(); };
  assert.deepEqual(await marks("服务器配置"), ["服务器配置"]);
  assert.deepEqual(await marks("サーバー"), ["ｻｰﾊﾞｰ"]);
  assert.deepEqual(await marks("dang nhap"), ["đăng", "nhập"]);
  assert.deepEqual(await marks("contaner"), ["container"]);
});

test("filters are offered, pressed and released", async () => {
  await ask("oauth");
  const chip = (name) => tab.getByRole("button", { name, exact: true });
  await chip("kind:task").click();
  await tab.waitForFunction(() => document.querySelectorAll("[role=option]").length === 1);
  assert.equal(await input().inputValue(), "oauth kind:task");
  assert.equal(await chip("kind:task").getAttribute("aria-pressed"), "true");
  await chip("kind:task").click();
  await tab.waitForFunction(() => document.querySelectorAll("[role=option]").length === 4);
  assert.equal(await input().inputValue(), "oauth");
  await chip("intern:Nguyễn-Văn-An").click();
  await tab.waitForFunction(() => document.querySelectorAll("[role=option]").length === 1);
  assert.deepEqual(await titles(), ["Notes on OAuth"]);
});

test("more results come when asked for", async () => {
  assert.equal(await ask("week:4"), "9 results");
  assert.equal(await options().count(), 8);
  await tab.getByRole("button", { name: "More results" }).click();
  await tab.waitForFunction(() => document.querySelectorAll("[role=option]").length === 9);
  assert.equal(await tab.getByRole("button", { name: "More results" }).count(), 0);
});

test("answers that come too late are dropped, and keys in haste fetch nothing", async () => {
  delay = 150;
  await input().pressSequentially("permission", { delay: 20 });
  await input().fill("needle");
  await options().first().waitFor();
  await tab.waitForTimeout(600);
  assert.deepEqual(await titles(), ["Long"]);
  assert.ok(asked.filter((path) => path.includes("/text/")).length <= 1, asked);
});

test("words that are still being composed are left alone", async () => {
  await ask("oauth");
  const composing = (type, init) => input().evaluate((input, [type, init]) => {
    if (type === "input") input.value = "xyzzy";
    input.dispatchEvent(type === "keydown" ? new KeyboardEvent(type, init) : type === "input" ? new InputEvent(type, init) : new CompositionEvent(type, init));
  }, [type, { bubbles: true, cancelable: true, isComposing: true, ...init }]);
  await composing("input");
  await composing("keydown", { key: "ArrowDown" });
  await composing("keydown", { key: "Enter" });
  await tab.waitForTimeout(200);
  assert.equal(await options().count(), 4);
  assert.equal(await input().getAttribute("aria-activedescendant"), null);
  await composing("compositionend");
  await tab.getByText("No results for “xyzzy”").first().waitFor();
});

test("when the index cannot be fetched that is said, and the next key tries again", async () => {
  await tab.route("**/terms/*", (route) => route.abort());
  assert.match(await ask("oauth"), /could not be loaded/);
  await tab.unroute("**/terms/*");
  await input().press("Backspace");
  await options().first().waitFor();
});

test("axe finds nothing, open or not", async () => {
  await tab.evaluate(axe);
  for (const query of ["oauth", "xyzzy"]) {
    await ask(query);
    await tab.keyboard.press("ArrowDown");
    assert.deepEqual((await tab.evaluate(() => axe.run())).violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]), []);
  }
});
