// The live preview: an edit shows in the open tab, a fault shows over the last good page.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { browse, open, serve } from "./serve.mjs";

const LOG = "amara/week-04";
let site, browser, page;
before(async () => { site = await serve(); browser = await browse(); page = await open(browser, site, `/${LOG}.html`); await page.evaluate(() => { window.sameDocument = true; }); });
after(async () => { await browser?.close(); await site?.stop(); });

const shows = (text) => page.waitForFunction((text) => document.querySelector("main").innerText.includes(text), text, { timeout: 5000 });
const append = (text) => site.edit(`${LOG}.md`, (old) => `${old}\n\n${text}\n`);

test("an edit shows without a reload, scroll and focus kept", async () => {
  await page.locator("main a[href]").first().focus();
  await page.evaluate(() => scrollTo({ top: 600, behavior: "instant" }));
  await page.waitForTimeout(300);
  const at = await page.evaluate(() => scrollY);
  assert.ok(at > 300, "the page is long enough to scroll");
  const focus = await page.evaluate(() => document.activeElement.outerHTML);
  await append("A paragraph about a platypus.");
  await shows("platypus");
  assert.equal(await page.evaluate(() => scrollY), at, "the scroll moved");
  assert.equal(await page.evaluate(() => document.activeElement.outerHTML), focus, "the focus moved");
  assert.equal(await page.evaluate(() => window.sameDocument), true, "the page was loaded again");
});

test("what scripts added stays: theme, copy buttons, the open contents list", async () => {
  await page.evaluate(() => { document.documentElement.dataset.theme = "dark"; });
  const buttons = await page.locator(".copy-button").count();
  assert.ok(buttons > 0, "the page has no copy button any more");
  await append("A second paragraph, about an ocelot.");
  await shows("ocelot");
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), "dark");
  assert.equal(await page.locator(".copy-button").count(), buttons, "copy buttons came or went");
  assert.equal(await page.locator(".toc details").getAttribute("open"), "", "the contents list was folded");
  await page.evaluate(() => { delete document.documentElement.dataset.theme; });
});

test("a new code block gets its copy button", async () => {
  const buttons = await page.locator(".copy-button").count();
  await append("```python\nprint('a new block')\n```");
  await shows("a new block");
  await page.waitForFunction((count) => document.querySelectorAll(".copy-button").length === count, buttons + 1, { timeout: 3000 });
});

test("a broken edit shows an overlay over the last good page, mending clears it", async () => {
  const good = await site.read(`${LOG}.md`);
  await site.write(`${LOG}.md`, good.replace(/^title: .*$/m, "title: Week: broken").replace("Two Phones", "Three Phones"));
  const overlay = page.locator("weeklog-overlay [role=alert]");
  await overlay.waitFor({ timeout: 5000 });
  const told = await overlay.innerText();
  assert.match(told, /front-matter-yaml/);
  assert.match(told, /amara\/week-04\.md:\d+:\d+/);
  assert.match(told, /\^\^\^/);
  assert.match(await page.locator("main").innerText(), /Two Phones/, "the last good page is gone");
  await page.keyboard.press("Escape").catch(() => {});
  await site.write(`${LOG}.md`, good);
  await page.locator("weeklog-overlay").waitFor({ state: "detached", timeout: 5000 });
  assert.equal(await page.evaluate(() => window.sameDocument), true);
});

test("a broken page that is opened says so at once", async () => {
  await site.write("amara/broken.md", "---\ntitle: A: b\n---\n# Broken\n\nIts text.\n");
  const other = await open(browser, site, "/");
  await other.waitForFunction(async () => (await fetch("/amara/broken.html")).ok, null, { timeout: 5000 });
  await other.goto(site.url + "/amara/broken.html");
  await other.locator("weeklog-overlay [role=alert]").waitFor();
  assert.match(await other.locator("main").innerText(), /Its text/);
  await other.context().close();
  await site.remove("amara/broken.md");
});

test("a broken template shows the overlay on every page, mending clears it", async () => {
  await site.write("_theme/templates/page.html", "{% extends \"base.html\" %}{% block page %}{{ page.title {% endblock page %}");
  const overlay = page.locator("weeklog-overlay [role=alert]");
  await overlay.waitFor({ timeout: 5000 });
  assert.match(await overlay.innerText(), /_theme\/templates\/page\.html/);
  await site.remove("_theme/templates");
  await page.locator("weeklog-overlay").waitFor({ state: "detached", timeout: 5000 });
});

test("the theme's CSS is swapped without a reload", async () => {
  const before = await page.evaluate(() => getComputedStyle(document.querySelector("h1")).color);
  const css = await (await fetch(new URL(await page.locator('link[rel=stylesheet]').first().getAttribute("href"), site.url))).text();
  await site.write("_theme/assets/weeklog.css", `${css}\nmain h1 { color: rgb(1, 2, 3) !important }\n`);
  await page.waitForFunction(() => getComputedStyle(document.querySelector("h1")).color === "rgb(1, 2, 3)", null, { timeout: 5000 });
  assert.equal(await page.evaluate(() => window.sameDocument), true);
  await site.remove("_theme");
  await page.waitForFunction((color) => getComputedStyle(document.querySelector("h1")).color === color, before, { timeout: 5000 });
});

test("a renamed page moves in everybody's menu", async () => {
  const text = await site.read("amara/week-05.md");
  await site.write("amara/week-05.md", text.replace(/^title: .*$/m, "title: A week at sea"));
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "A week at sea" }).waitFor({ timeout: 5000 });
  await site.write("amara/week-05.md", text);
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Week 05" }).waitFor({ timeout: 5000 });
});

test("ten quick edits end with the last", async () => {
  const good = await site.read(`${LOG}.md`);
  for (let i = 0; i < 10; i++) await site.write(`${LOG}.md`, `${good}\n\nEdit number ${i}.\n`);
  await shows("Edit number 9.");
  assert.equal(await page.evaluate(() => window.sameDocument), true);
  assert.deepEqual(page.faults, []);
});

// A browser opens six connections to one address, and each tab would keep one.
test("ten tabs of one browser load and hear of every edit, also when the first is closed", async () => {
  const context = await browser.newContext();
  const tabs = [];
  for (let i = 0; i < 10; i++) {
    const page = await context.newPage();
    await page.goto(`${site.url}/amara/week-01.html`, { waitUntil: "load", timeout: 10_000 });
    tabs.push(page);
  }
  const heard = (word) => Promise.all(tabs.map((tab) => tab.waitForFunction((word) => document.body.textContent.includes(word), word, { timeout: 10_000 })));
  await site.edit("amara/week-01.md", (text) => `${text}\n\nHeard by everybody.\n`);
  await heard("Heard by everybody.");
  await tabs.shift().close();
  await site.edit("amara/week-01.md", (text) => `${text}\n\nHeard by the rest.\n`);
  await heard("Heard by the rest.");
});
